"""Counting a promised time, and showing how it was counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from layan.plan.day_lines import special_day
from layan.plan.say import Elapsed, Say, say
from layan.plan.timetable import NeverOpens
from layan.plan.units import Duration

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from layan.plan.hours import Reason
    from layan.plan.targets import ClockKind
    from layan.plan.timetable import Timetable
    from layan.plan.walk import Step

type Counted = tuple[datetime, tuple[Say, ...]]

_SHOWN: Final = 5
"""Stretches of open time, or open days, that are shown one by one; of more, the first ones and the last."""
_SPECIAL: Final = 6
"""Holidays and exceptions that are named on the way."""


def effective(clock: ClockKind, within: Duration) -> ClockKind:
    """How a time is counted: weeks and longer always round the clock."""
    return clock if within.unit in ("s", "min", "h", "day") else "round"


def count(
    timetable: Timetable,
    zone: ZoneInfo,
    clock: ClockKind,
    within: Duration,
    start: datetime,
    *,
    resumed: bool = False,
) -> Counted:
    """When `within` is over that begins, or goes on, at `start`: in UTC, and the working up to `= {due}`.

    Raises NeverOpens when so much open time never comes.
    """
    try:
        if effective(clock, within) == "round":
            due = within.after(start.astimezone(zone))
            lines = [say("+ {within}, round the clock", within=within)]
            if within.unit not in ("month", "year"):
                lines += _clocks_set(zone, start, due)
        elif within.unit != "day":
            due = timetable.add(start, within.seconds)
            lines = list(_open_time(timetable, zone, start, within.seconds))
        elif resumed:
            due = timetable.resume_days(start, within.count)
            lines = [say("+ {within} left, each until it closes", within=within)]
        else:
            due = timetable.add_days(start, within.count)
            lines = list(_open_days(timetable, start, within.count))
    except OverflowError:
        raise NeverOpens(start) from None
    return due, (*lines, say("= {due}", due=due))


def _open_time(timetable: Timetable, zone: ZoneInfo, start: datetime, seconds: int) -> Iterator[Say]:
    special = _Special(timetable)
    today = start.astimezone(zone).date()
    yield from special.among([(today, timetable.reason(today))])
    steps = timetable.walk(start, seconds)
    stretches = [step for step in steps if step.seconds]
    hidden = stretches[_SHOWN - 2 : -1] if len(stretches) > _SHOWN else []
    for step in steps:
        if hidden and step is stretches[-1]:
            yield say("+ {counted} in between", counted=Elapsed(sum(each.seconds for each in hidden)))
        if step.seconds and step not in hidden:
            yield _stretch(step, at_once=step.start == start, last=step is stretches[-1])
            yield from _clocks_set(zone, step.start, step.until)
        yield from special.among(step.closed_by)


def _stretch(step: Step, *, at_once: bool, last: bool) -> Say:
    counted, opens, closes = Elapsed(step.seconds), step.start, step.until
    if last and at_once:
        return say("+ {counted}", counted=counted)
    if last:
        return say("+ {counted} from {opens}", counted=counted, opens=opens)
    if at_once:
        return say("+ {counted} until {closes}, when it closes", counted=counted, closes=closes)
    return say("+ {counted} from {opens} to {closes}", counted=counted, opens=opens, closes=closes)


def _clocks_set(zone: ZoneInfo, start: datetime, until: datetime) -> Iterator[Say]:
    """That the clocks are set between two moments: else what they show would not add up."""
    before, after = (each.astimezone(zone).utcoffset() or timedelta() for each in (start, until))
    if after > before:
        yield say("Meanwhile clocks are set forward by {time}.", time=Elapsed((after - before).seconds))
    elif after < before:
        yield say("Meanwhile clocks are set back by {time}.", time=Elapsed((before - after).seconds))


def _open_days(timetable: Timetable, start: datetime, days: int) -> Iterator[Say]:
    yield say("The day it begins does not count.")
    special, number = _Special(timetable), 0
    for step in timetable.walk_days(start, days):
        yield from special.among([(step.day, step.reason)])
        if step.closes is not None:
            number += 1
            if number < _SHOWN or number == days:
                yield say("Open day {number} ends {closes}", number=number, closes=step.closes)


class _Special:
    """Names the days on which it would be open otherwise, each once, and not more than one can read."""

    def __init__(self, timetable: Timetable) -> None:
        self._usual = timetable.days.hours.on_weekday
        self._told: set[date] = set()

    def among(self, days: Iterable[tuple[date, Reason]]) -> Iterator[Say]:
        for day, reason in days:
            line = special_day(day, reason) if reason.spans or self._usual(day.weekday()) else None
            if line is not None and day not in self._told and len(self._told) < _SPECIAL:
                self._told.add(day)
                yield line
