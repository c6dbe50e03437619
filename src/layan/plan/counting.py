"""Counting a promised time, and showing how it was counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from layan.plan.day_lines import special_day
from layan.plan.say import Elapsed, Say, say
from layan.plan.timetable import NeverOpens
from layan.plan.units import Duration

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from layan.plan.targets import ClockKind
    from layan.plan.timetable import Timetable

type Counted = tuple[datetime, tuple[Say, ...]]

_SHOWN: Final = 5
"""Stretches of open time, or open days, shown one by one; of more, the first and the last."""
_MOST_STRETCHES: Final = 400
_MOST_SPECIAL: Final = 5


class Stretch(NamedTuple):
    """Open time that counts: from when, until when, how much."""

    start: datetime
    end: datetime
    seconds: int


def effective(clock: ClockKind, within: Duration) -> ClockKind:
    """Weeks and longer are always round the clock."""
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
        elif within.unit == "day":
            nth = timetable.resume_days if resumed else timetable.add_days
            closings = [nth(start, day) for day in _shown_days(within.count)]
            due = closings[-1]
            lines = _day_lines(timetable, zone, start, closings, resumed)
        else:
            due = timetable.add(start, within.seconds)
            lines = _stretch_lines(timetable, zone, start, _stretches(timetable, within.seconds, start, due))
    except OverflowError:
        raise NeverOpens(start) from None
    return due, (*lines, say("= {due}", due=due))


def _shown_days(count: int) -> list[int]:
    return list(range(1, count + 1)) if 1 <= count <= _SHOWN else [count]


def _day_lines(
    timetable: Timetable, zone: ZoneInfo, start: datetime, closings: list[datetime], resumed: bool
) -> list[Say]:
    lines = [] if resumed else [say("The day it begins does not count.")]
    notes = _Notes(timetable, zone, start)
    for number, closes in enumerate(closings, start=1):
        lines += notes.until(closes)
        if len(closings) > 1:
            lines.append(say("Open day {number} ends {closes}", number=number, closes=closes))
    return lines


def _stretches(timetable: Timetable, seconds: int, start: datetime, due: datetime) -> list[Stretch]:
    """The open time from `start` to `due`, in pieces; what is more than one can read is one last piece."""
    found: list[Stretch] = []
    at = start
    while seconds > 0 and (opens := timetable.next_open(at)):
        closes = timetable.closes(opens)
        ends = closes is None or due <= closes or len(found) == _MOST_STRETCHES
        at = due if ends or closes is None else closes
        counted = seconds if ends else timetable.between(opens, at)
        found.append(Stretch(opens, at, counted))
        seconds -= counted
    return found


def _stretch_lines(
    timetable: Timetable, zone: ZoneInfo, start: datetime, stretches: list[Stretch]
) -> list[Say]:
    lines: list[Say] = []
    notes = _Notes(timetable, zone, start)
    hidden = range(_SHOWN - 2, len(stretches) - 1) if len(stretches) > _SHOWN else range(0)
    for i, stretch in enumerate(stretches):
        lines += notes.until(stretch.start)
        if i not in hidden:
            lines.append(_stretch_line(stretch, at_once=stretch.start == start, last=i == len(stretches) - 1))
        elif i == hidden[-1]:
            counted = Elapsed(sum(stretches[n].seconds for n in hidden))
            lines.append(say("+ {counted} on the way", counted=counted))
    return lines


def _stretch_line(stretch: Stretch, *, at_once: bool, last: bool) -> Say:
    counted = Elapsed(stretch.seconds)
    if last:
        return (
            say("+ {counted}", counted=counted)
            if at_once
            else say("+ {counted} from {opens}", counted=counted, opens=stretch.start)
        )
    if at_once:
        return say("+ {counted} until {closes}, when it closes", counted=counted, closes=stretch.end)
    return say(
        "+ {counted} from {opens} to {closes}", counted=counted, opens=stretch.start, closes=stretch.end
    )


class _Notes:
    """What is special about the days one passes, each day once."""

    def __init__(self, timetable: Timetable, zone: ZoneInfo, start: datetime) -> None:
        self._timetable, self._zone = timetable, zone
        self._day = start.astimezone(zone).date()
        self._left = _MOST_SPECIAL

    def until(self, moment: datetime) -> Iterator[Say]:
        """The special days up to and with that of `moment` that have not been told yet."""
        last = moment.astimezone(self._zone).date()
        while self._day <= last and self._left:
            special = special_day(self._day, self._timetable.reason(self._day))
            self._day += timedelta(days=1)
            if special is not None:
                self._left -= 1
                yield special
