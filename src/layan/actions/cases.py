"""What is done to a case as a whole. Each returns the ledger's Outcome: the row and its events, or a refusal."""

from datetime import datetime

from django.db import transaction

from layan.actions import ledger
from layan.actions.ledger import Outcome, Refused
from layan.desk import commands
from layan.desk.actor import SYSTEM, Actor
from layan.records.models import Case, Message, MessageId
from layan.records.queries.customers import by_address
from layan.records.queries.due import overdue, sleeping
from layan.records.translate import state_of


def act(*, case: Case | int, command: commands.Command, by: Actor, at: datetime) -> Outcome:
    """Any command that touches the case alone: take, assign, transfer, situation, priority, wait, snooze, ..."""
    return ledger.record(case=case, command=command, by=by, at=at)


def merge(*, case: Case, into: Case, by: Actor, at: datetime) -> Outcome:
    """`case` is the same matter as `into` and goes on there, with its messages. The outcome is that of `into`."""
    try:
        with transaction.atomic():
            bring = commands.TakeIn.of(case.pk, state_of(case))
            ledger.do(case=case, command=commands.MergeInto(case.pk, into.pk), by=by, at=at)
            outcome = ledger.do(case=into, command=bring, by=by, at=at)
            MessageId.objects.filter(case=case).exclude(
                value__in=MessageId.objects.filter(case=into).values("value")
            ).update(case=into)
            return outcome
    except Refused as refused:
        return Outcome(case, (), refused.refusal)


def unmerge(*, case: Case, by: Actor, at: datetime) -> Outcome:
    """Take `case` out of the one it was merged into."""
    if case.merged_into_id is None:
        return ledger.record(case=case, command=commands.Unmerge(), by=by, at=at)
    try:
        with transaction.atomic():
            ledger.do(case=case.merged_into_id, command=commands.GiveBack(case.pk), by=by, at=at)
            outcome = ledger.do(case=case, command=commands.Unmerge(), by=by, at=at)
            mine = Message.objects.filter(case=case).values("pk")
            MessageId.objects.filter(message__in=mine).update(case=case)
            return outcome
    except Refused as refused:
        return Outcome(case, (), refused.refusal)


def split(*, case: Case, messages: list[int], subject: str, by: Actor, at: datetime) -> Outcome:
    """Move some messages into a case of their own, which is returned: the case of whoever wrote them."""
    moved = _movable(case, messages)
    writer = by_address("email", moved[0].sender) if moved and moved[0].sender else None
    try:
        with transaction.atomic():
            opening = commands.OpenCase(
                channel=case.channel,
                customer=writer.pk if writer else case.customer_id,
                subject=subject or case.subject,
                received_at=moved[0].at if moved else at,
                language=case.language or None,
                text=moved[0].text if moved else "",
                split_from=case.pk,
            )
            opened = ledger.open_case(command=opening, by=by, at=at)
            if opened.refusal:
                raise Refused(opened.refusal)
            command = commands.SplitOff(tuple(message.pk for message in moved), opened.row.pk)
            ledger.do(case=case, command=command, by=by, at=at)
            _put(moved, opened.row, at)
            return opened
    except Refused as refused:
        return Outcome(case, (), refused.refusal)


def move(*, case: Case, messages: list[int], into: Case, by: Actor, at: datetime) -> Outcome:
    """Move some messages into a case that is there already; the outcome is that of `into`."""
    moved = _movable(case, messages)
    ids = tuple(message.pk for message in moved)
    try:
        with transaction.atomic():
            ledger.do(case=case, command=commands.SplitOff(ids, into.pk), by=by, at=at)
            outcome = ledger.do(case=into, command=commands.TakeOver(ids, case.pk), by=by, at=at)
            _put(moved, into, at)
            return outcome
    except Refused as refused:
        return Outcome(case, (), refused.refusal)


def _movable(case: Case, messages: list[int]) -> list[Message]:
    """What the customer said here, also in cases that were merged into this one."""
    cases = [case.pk, *(taken.case for taken in state_of(case).taken_in)]
    found = Message.objects.filter(case__in=cases, pk__in=messages, direction="in")
    return list(found.order_by("at", "pk"))


def _put(messages: list[Message], case: Case, at: datetime) -> None:
    """They are said in this case now, and found in it."""
    from layan.actions.search import index_case, index_messages

    for message in messages:
        received = commands.ReceiveMessage(message.pk, message.text)
        ledger.do(case=case, command=received, by=SYSTEM, at=at)
    ids = [message.pk for message in messages]
    Message.objects.filter(pk__in=ids).update(case=case)
    MessageId.objects.filter(message__in=ids).update(case=case)
    index_messages(ids)
    index_case(case)


def sweep(*, at: datetime) -> int:
    """Note promises that have been broken and wake what slept long enough; how many cases were touched."""
    touched = 0
    for case in overdue(at):
        touched += bool(act(case=case, command=commands.MissClock(), by=SYSTEM, at=at).events)
    for case in sleeping(at):
        touched += bool(act(case=case, command=commands.Wake(), by=SYSTEM, at=at).events)
    return touched
