"""Patterns as rows of further cases."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from random import Random
from typing import Any, Final, NamedTuple

from django.db import models

from layan.actions.seed.bulk import Row, moment
from layan.actions.seed.patterns import Pattern, moved
from layan.actions.seed.people import Crowd, Person
from layan.actions.seed.words import Words, letter
from layan.plan.say import say
from layan.plan.wording import to_the_minute
from layan.records.fold import fold
from layan.records.models import (
    Case,
    Event,
    Message,
    MessageId,
    OutboxMail,
    SearchText,
    SideConversation,
)
from layan.records.tokens import new_token

# In this order: what others refer to comes first, else SQLite looks through every row for whom it kept waiting.
COLUMNS: Final[Mapping[type[models.Model], Sequence[str]]] = {
    Case: (
        "id", "token", "customer_id", "subject", "status", "channel", "situation", "priority", "team",
        "assignee_id", "language", "opened_at", "active_at", "customer_at", "resolved_at", "snoozed_until",
        "due_at", "due_target", "order_at", "pending_approvals", "unread", "snippet", "plan_id", "seq", "state",
    ),
    SideConversation: ("id", "case_id", "token", "address", "name", "subject", "opened_by_id", "opened_at"),
    Message: (
        "id", "case_id", "side_id", "direction", "state", "channel", "by_id", "sender_name", "sender", "to",
        "subject", "text", "language", "automatic", "matched_by", "then", "at",
    ),
    MessageId: ("value", "case_id", "message_id", "side_id"),
    Event: ("case_id", "seq", "at", "kind", "data", "by_kind", "by_id", "by_role", "plan_id"),
    OutboxMail: ("kind", "message_id", "rfc_id", "to", "language", "state", "created_at", "sent_at"),
    SearchText: ("case_id", "message_id", "folded"),
}  # fmt: skip


class Moved(NamedTuple):
    """A pattern at another time: everything of it that does not depend on whose case it is."""

    case: tuple[Any, ...]
    state: str
    events: tuple[tuple[int, str, str, str, str, int | None, str, int], ...]
    at: tuple[str, ...]  # of the messages
    opened: str
    promise: str


class Copier:
    """Gathers the rows of copies until they are taken."""

    def __init__(
        self, known: Sequence[Pattern], crowd: Crowd, random: Random, free: Mapping[str, int]
    ) -> None:
        self._known, self._crowd, self._random = known, crowd, random
        self._case, self._message = free[Case._meta.db_table], free[Message._meta.db_table]
        last = SideConversation.objects.order_by("-pk").first()
        self._side = (last.pk if last else 0) + 1
        self._rows: dict[type[models.Model], list[Row]] = {model: [] for model in COLUMNS}
        self._moved = lru_cache(maxsize=64)(self._move)
        self._promises = [_promise(one, timedelta()) for one in known]

    def taken(self) -> Iterator[tuple[type[models.Model], Sequence[str], list[Row]]]:
        """Everything gathered since the last time."""
        for model, columns in COLUMNS.items():
            yield model, columns, self._rows[model]
            self._rows[model] = []

    def _move(self, which: int, weeks: int) -> Moved:
        one, by = self._known[which], timedelta(weeks=weeks)
        case = one.case
        never = case.order_at.year == 9999
        times = [
            None if at is None else moment(at + by)
            for at in (case.active_at, case.customer_at, case.resolved_at, case.snoozed_until, case.due_at)
        ]
        order = moment(case.order_at if never else case.order_at + by)
        return Moved(
            case=(*times, case.due_target, order, case.pending_approvals, case.unread),
            state=moved(one.state, by),
            events=tuple(
                (e.seq, moment(e.at + by), e.kind, moved(data, by), e.by_kind, e.by_id, e.by_role, e.plan_id)
                for e, data in one.events
            ),
            at=tuple(moment(message.at + by) for message in one.messages),
            opened=moment(case.opened_at + by),
            promise=_promise(one, by),
        )

    def add(self, which: int, weeks: int) -> None:
        """One more case: that pattern, moved by so many weeks."""
        one, at = self._known[which], self._moved(which, weeks)
        case, person, token = one.case, self._crowd.someone(one.case.language), new_token()
        number = self._case
        places = {f"message{index}": self._message + index for index in range(len(one.messages))}
        places |= {f"side{index}": self._side + index for index in range(len(one.sides))}
        places["customer"] = person.pk
        said = [self._said(one, message, case.language) for message in one.messages]
        shown = [w.text for w, m in zip(said, one.messages, strict=True) if m.direction in ("in", "out")]
        snippet = " ".join(shown[-1].split())[:200] if shown else ""
        self._rows[Case].append(
            (
                number, token, person.pk, case.subject, case.status, case.channel, case.situation, case.priority,
                case.team, case.assignee_id, case.language, at.opened, *at.case, snippet, case.plan_id, case.seq,
                at.state % places,
            )
        )  # fmt: skip
        rows = self._rows[Event]
        for seq, when, kind, data, *by in at.events:
            rows.append((number, seq, when, kind, data % places, *by))
        for index, side in enumerate(one.sides):
            self._rows[SideConversation].append(
                (self._side + index, number, new_token(), side.address, side.name, side.subject, side.opened_by_id,
                 at.opened)
            )  # fmt: skip
        subject = fold(case.subject)
        self._rows[SearchText].append((number, None, f"{number} {subject} {person.folded}"))
        self._add_messages(one, at, number, token, person, subject, said, which)
        self._case, self._message = number + 1, self._message + len(one.messages)
        self._side += len(one.sides)

    def _said(self, one: Pattern, message: Message, language: str) -> Words:
        if message.direction == "letter":
            return Words("", "")
        ours = message.direction != "in"
        begins = one.story.answer if ours and message.direction == "out" else message.text
        return letter(begins, language, ours, self._random)

    def _add_messages(
        self, one: Pattern, at: Moved, number: int, token: str, person: Person, subject: str,
        said: Sequence[Words], which: int,
    ) -> None:  # fmt: skip
        side_of = {side.pk: self._side + index for index, side in enumerate(one.sides)}
        left = {mail.message_id: mail for mail in one.outbox}
        theirs = f'[{{"address": "{person.address}"}}]'
        for index, (message, words) in enumerate(zip(one.messages, said, strict=True)):
            pk, when, side = self._message + index, at.at[index], side_of.get(message.side_id or 0)
            coming, letter_of_ours = message.direction == "in", message.direction == "letter"
            text, title = words.text, message.subject
            if letter_of_ours:
                text, title = self._letter(one, at, message, number, token, person, which)
            to = "[]" if coming else '[{"address": "warehouse@example.org"}]' if side else theirs
            self._rows[Message].append(
                (
                    pk, number, side, message.direction, message.state, message.channel, message.by_id,
                    person.name if coming else message.sender_name, person.address if coming else "", to, title,
                    text, message.language, message.automatic, message.matched_by, message.then, when,
                )
            )  # fmt: skip
            if not letter_of_ours:
                whose = f"{subject} {person.folded}" if coming else subject
                self._rows[SearchText].append((number, pk, f"{whose} {words.folded}"))
            if coming:
                self._rows[MessageId].append((f"{new_token()}@example.net", number, pk, None))
            elif pk_mail := left.get(message.pk):
                rfc_id = f"{token}.{index}.{new_token()[:12]}@localhost"
                self._rows[MessageId].append((rfc_id, number, pk, side))
                address = "warehouse@example.org" if side else person.address
                self._rows[OutboxMail].append(
                    (pk_mail.kind, pk, rfc_id, f'["{address}"]', message.language, "sent", when, when)
                )

    def _letter(
        self, one: Pattern, at: Moved, message: Message, number: int, token: str, person: Person, which: int
    ) -> tuple[str, str]:
        case = one.case
        changes = (
            (f"#{case.pk}", f"#{number}"),
            (case.token, token),
            (case.customer.name, person.name),
            (self._promises[which], at.promise),
        )
        text, title = message.text, message.subject
        for old, new in changes:
            if old:
                text, title = text.replace(old, new), title.replace(old, new)
        return text, title


def _promise(one: Pattern, by: timedelta) -> str:
    if one.promised is None:
        return ""
    line = say("A person answers you by {due} at the latest.", due=to_the_minute(one.promised + by))
    return one.spoken(line)
