"""From a stored mail to its place on the desk: claimed, read, placed. Whatever goes wrong, the mail stays."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Final

from django.db import DatabaseError, InterfaceError, OperationalError, transaction

from layan.actions import mail as mails
from layan.actions.ledger import Refused
from layan.plan.say import say
from layan.records.models import IncomingMail, Mailbox, RawMail
from layan.records.plans import NoPlan, Plans, versions
from layan.records.queries.customers import by_addresses

from . import authentication, parse
from .doors import channel_of, our_addresses, with_tags
from .mail import Mail, NotUnderstood
from .placing import Arrival, Early, author, language_of, place
from .together import independent, place_all

log = logging.getLogger(__name__)

AT_ONCE: Final = 50
"""Read and placed together; few enough that none waits long for its lease when the process is killed."""


def understand_due(*, now: datetime) -> int:
    """Understand the mails that are due; how many there were."""
    claimed = mails.claim(at=now, limit=AT_ONCE)
    try:
        if claimed:
            _understand(claimed, now)
    except (OperationalError, InterfaceError):
        with suppress(DatabaseError):
            mails.let_go(claimed=claimed, at=now)
        raise
    return len(claimed)


def _understand(claimed: Sequence[IncomingMail], now: datetime) -> None:
    arrivals = _read_all(claimed, now)
    together, rest = independent(arrivals)
    if len(together) > 1:
        try:
            odd = place_all(together)
        except Exception as error:  # one of them: nothing was kept, and each is settled by itself
            log.info("%s mails are placed one by one (%s)", len(together), type(error).__name__)
            odd = together
    else:
        odd = together
    for arrival in sorted([*odd, *rest], key=lambda one: one.row.pk):
        with _settling(arrival.row, now):
            _place(arrival, now)


@contextmanager
def _settling(row: IncomingMail, now: datetime) -> Iterator[None]:
    """Whatever goes wrong inside leaves the mail in the tray, or put off."""
    try:
        yield
    except Early:
        mails.let_go(claimed=[row], at=now)
    except NotUnderstood as error:
        mails.to_tray(mail=row, why=error.reason, at=now)
    except Refused as error:
        mails.to_tray(mail=row, why=error.refusal.say, at=now)
    except NoPlan:
        mails.put_off(mail=row, why=say("No plan is in force yet."), at=now)
    except (OperationalError, InterfaceError):
        raise  # the database is away, which is no fault of this mail's
    except Exception as error:
        log.exception("mail %s could not be understood, attempt %s", row.pk, row.attempts)
        why = say("Something of ours failed while reading it ({error}).", error=type(error).__name__)
        mails.put_off(mail=row, why=why, at=now)


def _read_all(rows: Sequence[IncomingMail], now: datetime) -> list[Arrival]:
    """Read them, which takes time, before any transaction, which others wait for."""
    raws = dict(RawMail.objects.filter(mail__in=rows).values_list("mail", "content"))
    boxes, known = list(Mailbox.objects.all()), versions()
    read: list[tuple[IncomingMail, Mail, frozenset[str], dict[str, str]]] = []
    for row in rows:
        with _settling(row, now):
            if row.attempts > mails.ATTEMPTS:
                # it ended the process each time, or nobody could have counted so far
                raise NotUnderstood(say("It could not be read to its end, time and again."))
            ours = our_addresses(row, boxes)
            raw = bytes(raws.pop(row.pk))
            mail = parse.understand(raw, ours, envelope_from=_envelope(row), now=row.received_at)
            checks = authentication.checks(raw, authentication.trusted(row))
            read.append((row, with_tags(mail, row), ours, checks))
    owners = by_addresses("email", {author(mail, ours).address for _row, mail, ours, _checks in read})
    arrivals = []
    for row, mail, ours, checks in read:
        with _settling(row, now):
            plan = Plans(row.received_at, known).in_force
            channel = channel_of(row, mail, plan, boxes)
            if channel is None:
                raise NotUnderstood(say("The plan has no channel that mail could come in by."))
            language = language_of(mail, plan, owners.get(author(mail, ours).address))
            arrivals.append(Arrival(row, mail, plan, channel, language, ours, checks))
    return arrivals


def _place(arrival: Arrival, now: datetime) -> None:
    with transaction.atomic():
        current = IncomingMail.objects.select_for_update(of=("self",)).get(pk=arrival.row.pk)
        if current.state == "stored":  # else another worker was quicker, its lease having run out
            place(arrival, now)


def _envelope(row: IncomingMail) -> str | None:
    """What the transport said of the sender: nothing for a mailbox, maybe nothing for a pipe."""
    if row.source == "lmtp":
        return row.envelope_from
    return row.envelope_from.strip("<>") if row.envelope_from else None
