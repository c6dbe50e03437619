"""Providers that sign us in to mailboxes (OAuth): where they are, and what they know this installation by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from layan.records.models import MailProvider
from layan.records.secret import seal


@dataclass(frozen=True)
class Preset:
    """What is the same for every customer of a provider."""

    name: str
    authorize_url: str
    token_url: str
    scope: str
    extra: str = ""


PRESETS: Final[Mapping[str, Preset]] = {
    "google": Preset(
        "Google",
        "https://accounts.google.com/o/oauth2/v2/auth",
        "https://oauth2.googleapis.com/token",
        "https://mail.google.com/",
        "access_type=offline&prompt=consent",  # without these it gives nothing that lasts
    ),
    "microsoft": Preset(
        "Microsoft",
        "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        "https://login.microsoftonline.com/common/oauth2/v2.0/token",
        "offline_access https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send",
    ),
}


def save(*, provider: MailProvider, client_secret: str = "", **fields: Any) -> MailProvider:
    """Keep a provider's settings. An empty secret leaves the one there is; it is kept encrypted."""
    for name, value in fields.items():
        setattr(provider, name, value)
    if client_secret:
        provider.secrets = seal({"client_secret": client_secret})
    provider.save()
    return provider


def remove(*, provider: MailProvider) -> None:
    """Its mailboxes are signed in by password again."""
    provider.delete()
