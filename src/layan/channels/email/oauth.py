"""Signed in by a provider: consent once, then access tokens that are renewed when they run out or are refused.

The addresses of a provider are an administrator's settings, as those of mail servers are, so they are not held
against inner networks.
"""

import base64
import hashlib
import json
import threading
import urllib.error
import urllib.request
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from layan.actions import mailboxes
from layan.records.models import Mailbox, MailProvider
from layan.records.secret import unseal

PATIENCE: Final = 15
"""Seconds a provider may take to answer."""
EARLY: Final = timedelta(seconds=60)
"""A token that runs out so soon is renewed before it is used."""
LIFETIME: Final = 3600
"""Seconds, where the provider does not say."""
_LONGEST: Final = 30 * 24 * 3600
_MOST: Final = 200_000
_busy: defaultdict[int, threading.Lock] = defaultdict(threading.Lock)


class NotSignedIn(Exception):
    """The provider does not let us in any more: somebody must consent again."""

    def __init__(self, provider: str, said: str) -> None:
        super().__init__(f"{provider}: {said}")
        self.provider, self.said = provider, said


class ProviderFailed(NotSignedIn):
    """It did not answer, or not sensibly: it may later."""


@dataclass(frozen=True)
class Tokens:
    """What a provider gives: to be used now, until when, and to ask for the next one (empty: the old one stays)."""

    access: str
    until: datetime
    refresh: str = ""


def consent_address(provider: MailProvider, redirect: str, state: str, verifier: str, hint: str) -> str:
    """Where an administrator says that we may use the mailbox."""
    digest = hashlib.sha256(verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect,
        "scope": provider.scope,
        "state": state,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        "login_hint": hint,
        **dict(parse_qsl(provider.extra)),
    }
    mark = "&" if urlsplit(provider.authorize_url).query else "?"
    return provider.authorize_url + mark + urlencode(asked)


def exchanged(provider: MailProvider, code: str, verifier: str, redirect: str, now: datetime) -> Tokens:
    """The tokens for a consent. Raises NotSignedIn."""
    given = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier,
             "redirect_uri": redirect}  # fmt: skip
    tokens = _asked(provider, given, now)
    if not tokens.refresh:
        raise NotSignedIn(provider.name, "no refresh_token")
    return tokens


def bearer(box: Mailbox, refused: str = "", now: datetime | None = None) -> str:
    """The token that lets us into a mailbox now. One that has run out, or that the server has just `refused`, is
    renewed first, once, however many ask at the same time. Raises NotSignedIn."""
    now = now or datetime.now(UTC)
    with _busy[box.pk]:
        row = Mailbox.objects.select_related("provider").get(pk=box.pk)
        tokens = unseal(row.tokens)
        access = tokens.get("access", "")
        if access and access != refused and not runs_out(row, now):
            return access
        if row.provider is None or not tokens.get("refresh"):
            raise NotSignedIn(row.provider.name if row.provider else "", "—")
        given = {"grant_type": "refresh_token", "refresh_token": tokens["refresh"]}
        try:
            fresh = _asked(row.provider, given, now)
        except NotSignedIn:
            other = unseal(Mailbox.objects.values_list("tokens", flat=True).get(pk=box.pk))
            if other.get("access", "") not in (
                "",
                access,
            ):  # another process was quicker, and the old one is spent
                return other["access"]
            raise
        mailboxes.signed_in(box=row, access=fresh.access, refresh=fresh.refresh, until=fresh.until)
        return fresh.access


def runs_out(box: Mailbox, now: datetime) -> bool:
    """Whether its token has run out, or is about to."""
    return box.tokens_until is None or box.tokens_until <= now + EARLY


def words(user: str, token: str) -> str:
    """What XOAUTH2 wants to hear."""
    return f"user={user}\1auth=Bearer {token}\1\1"


def _asked(provider: MailProvider, given: dict[str, str], now: datetime) -> Tokens:
    secret = unseal(provider.secrets).get("client_secret", "")
    known = {"client_id": provider.client_id, **({"client_secret": secret} if secret else {})}
    status, answer = _post(provider, {**known, **given})
    error = answer.get("error")
    if status in (400, 401, 403) or error:
        said = " ".join(str(answer.get(key, "")) for key in ("error", "error_description")).strip()
        raise NotSignedIn(provider.name, said[:300] or f"HTTP {status}")
    access = answer.get("access_token")
    if status != 200 or not isinstance(access, str) or not access:
        raise ProviderFailed(provider.name, f"HTTP {status}")
    lifetime = str(answer.get("expires_in"))
    seconds = min(int(lifetime), _LONGEST) if lifetime.isdecimal() else LIFETIME
    return Tokens(access, now + timedelta(seconds=seconds), str(answer.get("refresh_token") or ""))


def _post(provider: MailProvider, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
    if urlsplit(provider.token_url).scheme not in ("https", "http"):
        raise ProviderFailed(provider.name, provider.token_url)
    request = urllib.request.Request(
        provider.token_url, urlencode(form).encode(), headers={"Accept": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            return response.status, _read(response.read(_MOST))
    except urllib.error.HTTPError as error:
        with error:
            return error.code, _read(error.read(_MOST))
    except OSError as error:
        raise ProviderFailed(provider.name, " ".join(str(error).split())[:300]) from error


def _read(raw: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(raw)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
