"""Mailboxes: connected, tried, switched on; and how they fare."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from layan.live import hub, tell
from layan.records.models import Mailbox
from layan.records.secret import seal, unseal


def save(*, box: Mailbox, imap_password: str = "", smtp_password: str = "", **fields: Any) -> Mailbox:
    """Keep a mailbox's settings. An empty password leaves the one there is; passwords are kept encrypted."""
    for name, value in fields.items():
        setattr(box, name, value)
    try:
        secrets = unseal(box.secrets)
    except Exception:  # another key: what was sealed is lost anyway
        secrets = {}
    if imap_password:
        secrets["imap"] = imap_password
    if smtp_password or imap_password:
        secrets["smtp"] = smtp_password or secrets.get("smtp") or imap_password
    box.secrets = seal(secrets)
    box.save()
    return box


def signed_in(*, box: Mailbox, access: str, refresh: str, until: datetime) -> None:
    """Its provider lets us in with these, which are kept encrypted. Without a new `refresh` the old one stays."""
    try:
        before = unseal(box.tokens)
    except Exception:  # another key: what was sealed is lost anyway
        before = {}
    box.tokens = seal({"access": access, "refresh": refresh or before.get("refresh", "")})
    box.tokens_until = until
    box.save(update_fields=["tokens", "tokens_until"])


SLACK: Final = timedelta(minutes=2)
"""Clocks of servers differ; what came in so shortly before counts as new."""


def switch_on(*, box: Mailbox, history: timedelta | None, at: datetime) -> None:
    """From now on its mails become cases and it writes to people. What lies there already and is no older than
    `history` comes in as history, without letters and promises; None: all of it."""
    box.mode, box.since = "on", at - SLACK
    box.oldest = None if history is None else box.since - history
    box.uidvalidity, box.uid, box.missing, box.again_from = None, 0, 0, None
    box.failing_since, box.failure, box.smtp_failing_since, box.smtp_failure = None, "", None, ""
    with transaction.atomic():
        box.save()
        tell(what="mailbox", at=at)
        transaction.on_commit(hub.wake)


def switch_off(*, box: Mailbox, at: datetime) -> None:
    """It is neither read nor written from any more; what waits in the outbox goes on waiting."""
    box.mode, box.failing_since, box.failure = "off", None, ""
    with transaction.atomic():
        box.save(update_fields=["mode", "failing_since", "failure"])
        tell(what="mailbox", at=at)


def renumbered(*, box: Mailbox, uidvalidity: int) -> None:
    """The server has new numbers for its mails: begin again. The first look is no renumbering."""
    if box.uidvalidity is not None:
        box.uid = 0
    box.uidvalidity = uidvalidity
    box.save(update_fields=["uidvalidity", "uid"])


def read_to(*, box: Mailbox, uid: int) -> None:
    """All mails up to `uid` are stored."""
    box.uid = uid
    box.save(update_fields=["uid"])


def healthy(*, box: Mailbox, on_server: int, at: datetime) -> None:
    """A look succeeded."""
    box.on_server, box.checked_at, box.failing_since, box.failure = on_server, at, None, ""
    box.save(update_fields=["on_server", "checked_at", "failing_since", "failure"])


def counted(*, box: Mailbox, missing: int) -> None:
    """What lies there was compared with what is here; `missing` mails are there and could not be had."""
    box.missing, box.again_from = missing, None
    box.save(update_fields=["missing", "again_from"])


def fetch_again(*, box: Mailbox, start: datetime, at: datetime) -> None:
    """Whatever came in there since `start` and is not here is fetched; what is here already stays as it is. From
    before the mailbox was switched on it comes in as history."""
    box.again_from = start
    if box.oldest is not None:
        box.oldest = min(box.oldest, start)
    with transaction.atomic():
        box.save(update_fields=["again_from", "oldest"])
        tell(what="mailbox", at=at)
        transaction.on_commit(hub.wake)


def failing(*, box: Mailbox, said: str, at: datetime) -> None:
    """A look failed, in the server's or the network's words."""
    box.failing_since = box.failing_since or at
    box.failure = said[:2000]
    with transaction.atomic():
        box.save(update_fields=["failing_since", "failure"])
        tell(what="mailbox", at=at)


def sending_fails(*, box: Mailbox, said: str, at: datetime) -> None:
    """Its server did not take a mail, in that server's or the network's words."""
    box.smtp_failing_since = box.smtp_failing_since or at
    box.smtp_failure = said[:2000]
    box.save(update_fields=["smtp_failing_since", "smtp_failure"])


def sending_works(*, box: Mailbox) -> None:
    """Its server takes mail again."""
    box.smtp_failing_since, box.smtp_failure = None, ""
    box.save(update_fields=["smtp_failing_since", "smtp_failure"])


def remove(*, box: Mailbox) -> None:
    """Its mails and cases stay."""
    box.delete()
