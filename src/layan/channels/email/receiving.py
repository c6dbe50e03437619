"""From a stored mail to its place on the desk: claimed, read, placed. Whatever goes wrong, the mail stays."""

import logging
from contextlib import suppress
from datetime import datetime
from typing import Final

from django.db import DatabaseError, InterfaceError, OperationalError, transaction

from layan.actions import mail as mails
from layan.actions.ledger import Refused
from layan.plan.plan import Plan
from layan.plan.say import say
from layan.records.models import IncomingMail, RawMail
from layan.records.plans import NoPlan, Plans

from . import parse
from .doors import channel_of, our_addresses, with_tags
from .mail import Mail, NotUnderstood
from .placing import Arrival, Early, language_of, place

log = logging.getLogger(__name__)

AT_ONCE: Final = 5
"""Few, so that none waits long for its lease when the process is killed."""


def understand_due(*, now: datetime) -> int:
    """Understand the mails that are due; how many there were."""
    claimed = mails.claim(at=now, limit=AT_ONCE)
    for done, row in enumerate(claimed):
        try:
            _settle(row, now)
        except (OperationalError, InterfaceError):
            with suppress(DatabaseError):
                mails.let_go(claimed=claimed[done:], at=now)
            raise
    return len(claimed)


def _settle(row: IncomingMail, now: datetime) -> None:
    try:
        if (
            row.attempts > mails.ATTEMPTS
        ):  # it ended the process each time, or nobody could have counted so far
            mails.to_tray(mail=row, why=say("It could not be read to its end, time and again."), at=now)
            return
        _understand(row, now)
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


def _understand(row: IncomingMail, now: datetime) -> None:
    """Read it, which takes time, and only then open a transaction, which others wait for."""
    ours = our_addresses(row)
    read = with_tags(
        parse.understand(_raw(row), ours, envelope_from=_envelope(row), now=row.received_at), row
    )
    plan = Plans(row.received_at).in_force
    arrival = _arrival(row, read, plan, ours)
    with transaction.atomic():
        current = IncomingMail.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if current.state == "stored":  # else another worker was quicker, its lease having run out
            place(arrival, ours, now)


def _arrival(row: IncomingMail, read: Mail, plan: Plan, ours: frozenset[str]) -> Arrival:
    channel = channel_of(row, read, plan)
    if channel is None:
        raise NotUnderstood(say("The plan has no channel that mail could come in by."))
    return Arrival(row, read, plan, channel, language_of(read, plan, ours))


def _raw(row: IncomingMail) -> bytes:
    return bytes(RawMail.objects.values_list("content", flat=True).get(mail=row))


def _envelope(row: IncomingMail) -> str | None:
    """What the transport said of the sender: nothing for a mailbox, maybe nothing for a pipe."""
    if row.source == "lmtp":
        return row.envelope_from
    return row.envelope_from.strip("<>") if row.envelope_from else None
