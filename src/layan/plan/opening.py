"""Is this channel open, until when, when next, and what else there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from layan.plan.day_lines import any_day
from layan.plan.say import Say, say

if TYPE_CHECKING:
    from layan.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Opening:
    """A channel at a moment. Open: `until` it closes, None when never. Closed: `next` it opens, None when
    never; and `otherwise`, the channels its page names for that time, best first. `page` is the key of the
    page it follows."""

    channel: str
    page: str
    open: bool
    until: datetime | None = None
    next: datetime | None = None
    otherwise: tuple[Opening, ...] = ()
    working: tuple[Say, ...] = ()


def opening(plan: Plan, channel: str, at: datetime) -> Opening:
    """See `Plan.opening`."""
    found = _opening(plan, channel, at)
    if found.open:
        return found
    names = plan.channels[channel].rules.otherwise
    others = tuple(_opening(plan, name, at) for name in names)
    meanwhile = tuple(_meanwhile(plan, other) for other in others)
    return Opening(channel, channel, False, None, found.next, others, (*found.working, *meanwhile))


def _opening(plan: Plan, channel: str, at: datetime) -> Opening:
    timetable = plan.timetable(channel)
    is_open = timetable.is_open(at)
    until = timetable.closes(at) if is_open else None
    opens = None if is_open else timetable.next_open(at)
    lines = (*_why(plan, channel, at), _outlook(is_open, until, opens))
    return Opening(channel, channel, is_open, until, opens, (), lines)


def _outlook(is_open: bool, until: datetime | None, opens: datetime | None) -> Say:
    if is_open:
        return say("Open until {until}.", until=until) if until else say("It never closes.")
    return say("Closed until {opens}.", opens=opens) if opens else say("It does not open again.")


def _meanwhile(plan: Plan, other: Opening) -> Say:
    name = plan.channels[other.channel].ref
    if other.open:
        return say("Meanwhile {channel} is open.", channel=name)
    if other.next:
        return say("{channel} is closed until {opens}.", channel=name, opens=other.next)
    return say("{channel} does not open.", channel=name)


def _why(plan: Plan, channel: str, at: datetime) -> list[Say]:
    """The rule of the day it is, and before it that of yesterday while a span of yesterday goes on."""
    timetable, now = plan.timetable(channel), at.astimezone(plan.zone)
    today, yesterday = now.date(), now.date() - timedelta(days=1)
    if timetable.days.hours.always and timetable.reason(today).kind == "week":
        return [say("{channel} is open day and night.", channel=plan.channels[channel].ref)]
    minutes = 24 * 60 + now.hour * 60 + now.minute
    goes_on = any(minutes < end for _, end in timetable.reason(yesterday).spans)
    return [any_day(day, timetable.reason(day)) for day in ([yesterday] if goes_on else []) + [today]]
