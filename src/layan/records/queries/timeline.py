"""A case as one timeline: what was said and what happened, in the order in which it did.

Four queries however long the case is: events, messages, their attachments, the people named.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from layan.desk import events
from layan.desk.case import Case as Folded
from layan.desk.clock import Clock
from layan.records.models import Attachment, Case, Event, Message, SideConversation, User
from layan.records.translate import state_of


@dataclass(frozen=True)
class Entry:
    """One line of the timeline. `message` for what was said; `event` for what happened; `clocks` are the promises
    that began, moved or ended with it."""

    at: datetime
    kind: str  # in, out, note, letter, side_in, side_out, or an event's stored name
    message: Message | None = None
    event: events.Event | None = None
    by: User | None = None
    by_kind: str = "system"
    clocks: tuple[Clock, ...] = ()
    people: dict[int, User] = field(default_factory=dict)


SAID = {"message_received", "message_sent", "note_written", "side_message_received", "side_message_sent"}
"""Events that a message stands for."""


def timeline(case: Case, state: Folded | None = None) -> list[Entry]:
    """All entries of a case, oldest first, with those of cases merged into it; `state`, where it is known."""
    ids = [case.pk, *(taken.case for taken in (state or state_of(case)).taken_in)]
    rows = list(Event.objects.filter(case__in=ids).order_by("at", "case_id", "seq"))
    said = list(
        Message.objects.filter(case__in=ids)
        .exclude(state="undone")
        .select_related("by", "side")
        .prefetch_related("attachments__file")
        .order_by("at", "pk")
    )
    people = _people(rows)
    entries = [_said(message) for message in said]
    clocks = _clocks_by_message(rows)
    entries = [
        Entry(
            e.at, e.kind, e.message, None, e.by, e.by_kind, clocks.get(e.message.pk if e.message else 0, ())
        )
        for e in entries
    ]
    entries += [_happened(row, people) for row in rows if row.kind not in SAID]
    return sorted(entries, key=lambda entry: entry.at)


def _said(message: Message) -> Entry:
    by_kind = "customer" if message.direction == "in" else "staff" if message.by_id else "system"
    return Entry(message.at, message.direction, message, None, message.by, by_kind)


def _happened(row: Event, people: dict[int, User]) -> Entry:
    event = events.from_data(row.kind, row.data)
    by = people.get(row.by_id or 0) if row.by_kind == "staff" else None
    return Entry(row.at, row.kind, None, event, by, row.by_kind, event.clocks, people)


def _clocks_by_message(rows: Iterable[Event]) -> dict[int, tuple[Clock, ...]]:
    found = {}
    for row in rows:
        if row.kind in ("message_received", "message_sent"):
            event = events.from_data(row.kind, row.data)
            found[row.data["message"]] = event.clocks
    return found


def _people(rows: Iterable[Event]) -> dict[int, User]:
    """Everybody an event names: who did it, who has it now, who was asked."""
    wanted = {row.by_id for row in rows if row.by_kind == "staff"}
    for row in rows:
        wanted |= {
            row.data.get("assignee"),
            row.data.get("before") if isinstance(row.data.get("before"), int) else 0,
        }
        wanted |= {row.data.get("by"), row.data.get("asked_by")}
    return User.objects.in_bulk([pk for pk in wanted if isinstance(pk, int) and pk])


def files_of(message: Message) -> list[Attachment]:
    """What came with it, apart from pictures shown in the text."""
    return [a for a in message.attachments.all() if not (a.inline and a.cid)]


def sides_of(case: Case) -> list[SideConversation]:
    """The side conversations of a case."""
    return list(case.sides.order_by("opened_at", "pk"))
