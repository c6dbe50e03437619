"""Mail as it comes in: stored raw before anybody is told that we have it, understood afterwards.

What cannot be understood goes into the tray, where people see it and may try again or make a case of it by hand.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Arrived:
    """A mail as it came in. `key` says where it lies at its source, so that the same mail is never kept twice; without
    one its content and recipients are the key."""

    raw: bytes
    source: str
    at: datetime
    key: str = ""
    mailbox: Mailbox | None = None
    envelope_from: str = ""
    envelope_to: Sequence[str] = ()
    history: bool = False

    @property
    def known_by(self) -> str:
        """The same mail delivered twice by a transport that lost our answer is one mail."""
        if self.key:
            return self.key
        digest = hashlib.sha256(self.raw)
        digest.update("\0".join(sorted(self.envelope_to)).encode())
        return f"{self.source}:{digest.hexdigest()}"


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
    """Keep a mail as received; when this returns it is durable. None when it is here already."""
    arrived = Arrived(raw, source, at, key, mailbox, envelope_from, envelope_to, history)
    return store_all([arrived])[0]


def store_all(arrived: Sequence[Arrived]) -> list[IncomingMail | None]:
    """Keep many in one commit: when this returns all of them are durable, when it raises none is kept."""
    keys = [one.known_by for one in arrived]
    try:
        with transaction.atomic():
            here = set(IncomingMail.objects.filter(key__in=keys).values_list("key", flat=True))
            rows: dict[str, IncomingMail] = {}
            made = [_row(one, key, here, rows) for one, key in zip(arrived, keys, strict=True)]
            IncomingMail.objects.bulk_create(rows.values())
            RawMail.objects.bulk_create(
                [
                    RawMail(mail=row, content=one.raw)
                    for one, row in zip(arrived, made, strict=True)
                    if row is not None
                ]
            )
            transaction.on_commit(hub.wake)
    except IntegrityError:  # somebody else kept one of them at the same moment
        if len(arrived) > 1:
            return [store_all([one])[0] for one in arrived]
        if IncomingMail.objects.filter(key=keys[0]).exists():
            return [None]
        raise
    return made


def _row(one: Arrived, key: str, here: set[str], rows: dict[str, IncomingMail]) -> IncomingMail | None:
    if key in here or key in rows:
        return None
    rows[key] = IncomingMail(
        key=key,
        source=one.source,
        mailbox=one.mailbox,
        envelope_from=one.envelope_from[:320],
        envelope_to=list(one.envelope_to),
        size=len(one.raw),
        received_at=one.at,
        history=one.history,
        due_at=one.at,
    )
    return rows[key]


def claim(*, at: datetime, limit: int = 50, size: int = 8_000_000) -> list[IncomingMail]:
    """The mails that are due to be understood, so many and of so many bytes (the first whatever its size), each
    claimed for this worker until its lease runs out. One that was claimed before comes by itself: should it be what
    ended the process, no other is blamed for it."""
    with transaction.atomic():
        waiting = IncomingMail.objects.filter(due_at__isnull=False)
        due = waiting.filter(Q(due_at__lte=at) | Q(due_at__gt=at + LONGEST)).order_by("due_at", "pk")
        found = due.select_for_update(skip_locked=True, of=("self",)).select_related("mailbox")[:limit]
        mine: list[IncomingMail] = []
        for mail in found:
            if mine and (mail.attempts or sum(one.size for one in mine) + mail.size > size):
                break
            mail.attempts += 1
            mail.due_at = at + LEASE
            mine.append(mail)
            if mail.attempts > 1:
                break
        rows = IncomingMail.objects.filter(pk__in=[mail.pk for mail in mine])
        if mine:
            rows.update(due_at=at + LEASE, attempts=F("attempts") + 1)
    return mine


def all_understood(placed: Iterable[tuple[IncomingMail, Case, str]]) -> None:
    """Each has become a message of its case, under its Message-ID; as `understood` says it of one."""
    rows = []
    for mail, case, rfc_id in placed:
        mail.state, mail.reason, mail.due_at, mail.case = "understood", {}, None, case
        mail.rfc_id = rfc_id[:255] or mail.rfc_id
        rows.append(mail)
    IncomingMail.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["state", "reason", "due_at", "case", "rfc_id"],
    )


def has_earlier(*, mail: IncomingMail, at: datetime) -> bool:
    """Whether one that came in before it is still on its way through, or lies where a killed worker left it."""
    rows = IncomingMail.objects.filter(due_at__isnull=False, due_at__lte=at + LEASE, state="stored")
    return rows.filter(pk__lt=mail.pk).exists()


def let_go(*, claimed: Sequence[IncomingMail], at: datetime) -> None:
    """They could not be settled through no fault of theirs: soon again, and it does not count."""
    rows = IncomingMail.objects.filter(
        pk__in=[mail.pk for mail in claimed], state="stored", due_at=at + LEASE
    )
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
