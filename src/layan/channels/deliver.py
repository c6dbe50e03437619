"""The way out: takes what is due from the outbox, gives it to its channel, and notes what became of it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q

from layan.actions import by_mail
from layan.channels.base import DeliveryError
from layan.channels.email.gone import is_gone
from layan.channels.email.sending import Email
from layan.live import tell
from layan.records import trouble
from layan.records.models import Message, OutboxMail

log = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=2)
WAITS: Final = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10, 20, 40, 60, 120, 240))
"""Between attempts; the last one is repeated until GIVE_UP."""
GIVE_UP: Final = timedelta(days=4)
"""As long as mail servers usually try."""
LONGEST: Final = timedelta(hours=5)
"""No mail waits so long for its next attempt: one that is due later was put off by a clock that ran ahead."""

_unwritten: dict[int, Callable[[], None]] = {}
"""What became of a mail and could not be written down, the database being away: by mail. While this process lives
a mail that the other server has taken is not given to it again."""


def send_due(*, now: datetime, limit: int = 50) -> int:
    """Send what is due; how many left."""
    _write_down()
    waiting = OutboxMail.objects.filter(due_at__isnull=False)
    due = waiting.filter(Q(due_at__lte=now) | Q(due_at__gt=now + LONGEST)).order_by("due_at", "pk")
    rows = due.select_related("message__case__customer", "message__by", "message__side", "mailbox")
    return sum(_send(mail, now) for mail in rows[:limit])


def _write_down() -> None:
    """First of all what is still owed to the database; raises what it raises."""
    for pk, write in tuple(_unwritten.items()):
        try:
            write()
        except (OperationalError, InterfaceError):
            raise  # it is away: once more at the next look
        except Exception:
            del _unwritten[pk]  # of this one alone: its lease runs out, and nothing else waits for it
            raise
        del _unwritten[pk]


def _send(mail: OutboxMail, now: datetime) -> bool:
    rows = OutboxMail.objects.filter(pk=mail.pk, due_at=mail.due_at)
    if not rows.update(due_at=now + LEASE, attempts=mail.attempts + 1):
        return False  # another worker was quicker
    mail.attempts += 1
    try:
        Email().send(mail)
    except DeliveryError as error:
        why = error
        _unwritten[mail.pk] = lambda: _failed(mail, why, now)
        _write_down()
        return False
    _unwritten[mail.pk] = lambda: _settled(mail, "sent", "", now)
    _write_down()
    return True


def _failed(mail: OutboxMail, error: DeliveryError, now: datetime) -> None:
    log.warning("outbox %s not sent, attempt %s: %s", mail.pk, mail.attempts, error.said)
    if error.refused:
        gone = [address for address, said in error.refused.items() if is_gone(None, said)]
        by_mail.refused(mail=mail, reasons=error.refused, gone=gone, at=now)
    if error.failed or error.refused:
        mail.to = [address for address in mail.to if address in error.failed]
    long = mail.attempts >= len(WAITS) and now - mail.created_at > GIVE_UP  # not a clock that jumped
    if error.permanent or (long and not error.ours):
        _settled(mail, "failed", error.kept, now)
        return
    wait = WAITS[0] if error.ours else WAITS[min(mail.attempts, len(WAITS)) - 1]
    OutboxMail.objects.filter(pk=mail.pk).update(due_at=now + wait, failure=error.kept, to=mail.to)
    if error.nowhere:  # the others need not find that out one by one
        OutboxMail.objects.filter(due_at__lte=now).update(due_at=now + wait, failure=error.kept)


def _settled(mail: OutboxMail, state: str, failure: str, now: datetime) -> None:
    """Nothing more is tried. One that some recipients refused has failed, for these: whoever mends their addresses
    sends it to them alone."""
    left = state == "sent"
    if mail.refused:
        state, failure = "failed", failure or mail.failure
        mail.to = [*(() if left else mail.to), *mail.refused]
    with transaction.atomic():
        OutboxMail.objects.filter(pk=mail.pk).update(
            state=state, failure=failure, due_at=None, sent_at=now if left else None, to=mail.to
        )
        if mail.message is None:
            return
        if not left and set(mail.to) - set(mail.refused):
            by_mail.undelivered(message=mail.message, reason=str(trouble.of(failure) or ""), at=now)
        Message.objects.filter(pk=mail.message.pk, state="queued").update(state=state)
        tell(what="case", case=mail.message.case_id, at=now)
