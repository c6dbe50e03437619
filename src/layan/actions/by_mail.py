"""What comes by mail and is no word of a customer: a colleague's answer or note, and mail of ours that came back."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from layan.actions import customers, ledger
from layan.actions.messages import Said, kept, noted
from layan.desk import commands
from layan.live import tell
from layan.plan.say import say
from layan.records.models import Case, IncomingMail, Message, OutboxMail, User
from layan.records.translate import actor_of


def answered(*, case: Case, said: Said, by: User, at: datetime, mail: IncomingMail | None = None) -> Message:
    """A colleague has answered the customer from her own mail program, and we got a copy. Raises Refused."""
    with transaction.atomic():
        message = _by_colleague(case, "out", said, by, at, mail)
        to = tuple(one["address"] for one in (*said.to, *said.cc))
        text = said.text.strip() or said.subject
        command = commands.SendMessage(message.pk, to, text, len(said.files))
        outcome = ledger.do(case=case, command=command, by=actor_of(by), at=at)
        noted(outcome.row, message)
        return message


def remarked(*, case: Case, said: Said, by: User, at: datetime, mail: IncomingMail | None = None) -> Message:
    """A colleague has written to the case by mail, and to nobody else: a note. Raises Refused."""
    with transaction.atomic():
        message = _by_colleague(case, "note", said, by, at, mail)
        text = said.text.strip() or said.subject or "…"
        command = commands.WriteNote(message.pk, text, (), len(said.files))
        outcome = ledger.do(case=case, command=command, by=actor_of(by), at=at)
        noted(outcome.row, message)
        return message


def _by_colleague(
    case: Case, direction: str, said: Said, by: User, at: datetime, mail: IncomingMail | None
) -> Message:
    message = kept(case, direction, said, at, case.channel, mail)
    message.by, message.sender_name = by, by.name
    message.state = "sent" if direction == "out" else ""
    message.save(update_fields=["by", "sender_name", "state"])
    return message


def came_back(
    *,
    original: OutboxMail,
    failed: Collection[str],
    reason: str,
    permanent: bool,
    at: datetime,
    gone: bool = True,
) -> None:
    """A mail of ours was not delivered to `failed` (keys of addresses; nobody named: to all it was sent to).

    For good: it is marked as failed, with the reason on the case. Where the addresses are `gone`, they get no more
    letters."""
    if not permanent:
        return
    message = original.message
    sent_to = [one["address"] for one in (*message.to, *message.cc)] if message else list(original.to)
    named = {one.casefold() for one in failed}
    lost = [one for one in sent_to if one.casefold() in named] or sent_to
    with transaction.atomic():
        OutboxMail.objects.filter(pk=original.pk).update(
            state="failed", failure=reason[:2000], due_at=None, to=lost
        )
        if message is not None:
            if gone:
                customers.unreachable(addresses=lost, reason=reason, at=at)
            undelivered(message=message, reason=reason, at=at)


def refused(*, mail: OutboxMail, reasons: Mapping[str, str], gone: Collection[str], at: datetime) -> None:
    """A server would not take it for these recipients, each for a reason, and never will; the addresses that are
    `gone` get no more letters."""
    with transaction.atomic():
        mail.refused = list(dict.fromkeys((*mail.refused, *reasons)))
        mail.save(update_fields=["refused"])
        for address, reason in reasons.items():
            if address in gone:
                customers.unreachable(addresses=[address], reason=reason, at=at)
            if mail.message is not None:
                undelivered(message=mail.message, reason=reason, at=at, to=address)


def undelivered(*, message: Message, reason: str, at: datetime, to: str = "") -> None:
    """Mark a message of ours as failed, and say why on its case."""
    why = (
        say("It was not delivered to {address}: {reason}", address=to, reason=reason[:500])
        if to
        else say("It was not delivered: {reason}", reason=reason[:500])
    ).to_json()
    message.state = "failed"
    message.warnings = [*(one for one in message.warnings if one != why), why]
    message.save(update_fields=["state", "warnings"])
    tell(what="case", case=message.case_id, at=at)
