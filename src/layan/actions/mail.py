"""Mail as it comes in: stored raw before anybody is told that we have it, understood afterwards.

What cannot be understood goes into the tray, where people see it and may try again or make a case of it by hand.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from layan.live import hub, tell
from layan.plan.say import Say
from layan.records.models import Case, IncomingMail, Mailbox, RawMail

LEASE: Final = timedelta(seconds=20)
"""How long one worker may be busy with a mail before another takes it up. Two may well read one mail; the
transaction that settles it looks whether it still waits."""
ATTEMPTS: Final = 5
"""After so many failures a mail waits in the tray for a person."""
SOON: Final = timedelta(seconds=5)
LONGEST: Final = timedelta(hours=1)
"""No mail waits so long for its next attempt: one that is due later was put off by a clock that ran ahead."""


def store(
    *,
    raw: bytes,
    source: str,
    at: datetime,
    key: str = "",
    mailbox: Mailbox | None = None,
    envelope_from: str = "",
    envelope_to: Sequence[str] = (),
    history: bool = False,
) -> IncomingMail | None:
    """Keep a mail as received; when this returns it is durable. `key` says where it lies at its source, so that the
    same mail is never kept twice; without one its content and recipients are the key. None when it is here already.
    """
    if not key:
        # The same mail delivered twice by a transport that lost our answer is one mail.
        digest = hashlib.sha256(raw)
        digest.update("\0".join(sorted(envelope_to)).encode())
        key = f"{source}:{digest.hexdigest()}"
    try:
        with transaction.atomic():
            mail = IncomingMail.objects.create(
                key=key,
                source=source,
                mailbox=mailbox,
                envelope_from=envelope_from[:320],
                envelope_to=list(envelope_to),
                size=len(raw),
                received_at=at,
                history=history,
                due_at=at,
            )
            RawMail.objects.create(mail=mail, content=raw)
            transaction.on_commit(hub.wake)
    except IntegrityError:
        if IncomingMail.objects.filter(key=key).exists():
            return None
        raise
    return mail


def claim(*, at: datetime, limit: int = 50) -> list[IncomingMail]:
    """The mails that are due to be understood, each claimed for this worker until its lease runs out."""
    waiting = IncomingMail.objects.filter(due_at__isnull=False)
    due = waiting.filter(Q(due_at__lte=at) | Q(due_at__gt=at + LONGEST)).order_by("due_at", "pk")
    mine = []
    for mail in due[:limit]:
        rows = IncomingMail.objects.filter(pk=mail.pk, due_at=mail.due_at)
        if rows.update(due_at=at + LEASE, attempts=mail.attempts + 1):
            mail.attempts += 1
            mine.append(mail)
    return mine


def has_earlier(*, mail: IncomingMail, at: datetime) -> bool:
    """Whether one that came in before it is still on its way through, or lies where a killed worker left it."""
    rows = IncomingMail.objects.filter(due_at__isnull=False, due_at__lte=at + LEASE, state="stored")
    return rows.filter(pk__lt=mail.pk).exists()


def let_go(*, claimed: Sequence[IncomingMail], at: datetime) -> None:
    """They could not be settled through no fault of theirs: soon again, and it does not count."""
    rows = IncomingMail.objects.filter(pk__in=[mail.pk for mail in claimed], state="stored", attempts__gt=0)
    rows.update(attempts=F("attempts") - 1, due_at=at + SOON)


def understood(*, mail: IncomingMail, case: Case | None, at: datetime, rfc_id: str = "") -> None:
    """It has become a message of `case`."""
    _settle(mail, "understood", None, at, case, rfc_id)


def ignore(*, mail: IncomingMail, why: Say, at: datetime, case: Case | None = None, rfc_id: str = "") -> None:
    """It needs nobody (our own mail come back, the same mail by another way), and says why."""
    _settle(mail, "ignored", why, at, case, rfc_id)


def to_tray(*, mail: IncomingMail, why: Say, at: datetime, rfc_id: str = "") -> None:
    """A person must look."""
    _settle(mail, "tray", why, at, None, rfc_id)


def _settle(
    mail: IncomingMail, state: str, why: Say | None, at: datetime, case: Case | None, rfc_id: str
) -> None:
    mail.state, mail.reason, mail.due_at, mail.case = state, why.to_json() if why else {}, None, case
    mail.rfc_id = rfc_id[:255] or mail.rfc_id
    mail.save(update_fields=["state", "reason", "due_at", "case", "rfc_id"])
    if state == "tray":
        tell(what="tray", at=at)


def put_off(*, mail: IncomingMail, why: Say, at: datetime) -> None:
    """It could not be understood now: again later, longer each time, and at last into the tray."""
    if mail.attempts >= ATTEMPTS:
        to_tray(mail=mail, why=why, at=at)
        return
    mail.due_at, mail.reason = at + timedelta(seconds=5 * 4**mail.attempts), why.to_json()
    mail.save(update_fields=["due_at", "reason"])


def retry(*, mail: IncomingMail, at: datetime) -> None:
    """Somebody asks for another try from the tray."""
    mail.state, mail.attempts, mail.due_at = "stored", 0, at
    mail.save(update_fields=["state", "attempts", "due_at"])
    transaction.on_commit(hub.wake)
