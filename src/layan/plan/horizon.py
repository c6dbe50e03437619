"""Some years of open hours, compiled: sorted arrays in UTC seconds, asked by binary search."""

from bisect import bisect_left, bisect_right
from datetime import date
from typing import TYPE_CHECKING

from layan.plan.hours import Days
from layan.plan.wallclock import WallClock

if TYPE_CHECKING:
    from layan.plan.due_table import DueTable

type Interval = tuple[int, int]


class Horizon:
    """The open intervals of the local years `first` to `last`, merged, from `begin` up to `end`.

    Whatever lies outside is unknown here: a question whose answer may lie past the end is answered None.
    """

    def __init__(self, days: Days, clock: WallClock, first: int, last: int) -> None:
        self.first, self.last = first, last
        self.day = date(first, 1, 1).toordinal()
        after = date(last + 1, 1, 1).toordinal()
        self.midnights = [clock.moment(day) for day in range(self.day, after + 1)]
        self.begin, self.end = self.midnights[0], self.midnights[-1]

        intervals: list[Interval] = []
        self.open_days: list[int] = []
        self.closings: list[int] = []
        for day in range(self.day - days.longest_reach, after):
            opened = _open_on(days, clock, day)
            intervals += opened
            if opened and day >= self.day:
                self._close_day(day, max(until for _, until in opened))

        merged = merge(intervals, self.begin, self.end)
        self.opens = [start for start, _ in merged]
        self.closes = [until for _, until in merged]
        self.before = [0]
        for start, until in merged:
            self.before.append(self.before[-1] + until - start)
        self._due_tables: dict[int, DueTable] = {}

    def _close_day(self, day: int, until: int) -> None:
        """Yesterday's night span may outlast today's: the channel closes once, at the end of the longer."""
        self.open_days.append(day)
        self.closings.append(max(until, self.closings[-1]) if self.closings else until)

    def upcoming(self, at: int) -> int:
        """The index of the interval open at `at`, or else of the next; their number when that is unknown."""
        return bisect_right(self.closes, at)

    def open_seconds(self, at: int) -> int:
        """Open seconds from the beginning of the horizon to `at`."""
        i = self.upcoming(at)
        return self.before[i] + (max(0, at - self.opens[i]) if i < len(self.opens) else 0)

    def due(self, at: int, microseconds: int, seconds: int) -> tuple[int, int] | None:
        """When so many open seconds have passed since `at`, both with their microseconds."""
        i = self.upcoming(at)
        if i == len(self.opens):
            return None
        opens = self.opens[i]
        if at < opens:
            at, microseconds = opens, 0
        counted = self.before[i] + at - opens + seconds
        j = bisect_left(self.before, counted + 1 if microseconds else counted, i + 1) - 1
        if j == len(self.opens):
            return None
        return self.opens[j] + counted - self.before[j], microseconds

    def day_of(self, at: int) -> int:
        """The ordinal of the day that has begun last: a clock set back over midnight does not end a day."""
        return self.day + bisect_right(self.midnights, at) - 1

    def closing_of(self, day: int) -> int | None:
        """When the channel closes on a day; None when the day has no open hours."""
        i = bisect_left(self.open_days, day)
        return self.closings[i] if self.open_days[i : i + 1] == [day] else None

    def nth_closing(self, at: int, days: int) -> int | None:
        """When the channel closes on the n-th open day after the day of `at`."""
        i = bisect_right(self.open_days, self.day_of(at)) + days - 1
        return self.closings[i] if i < len(self.closings) else None

    def due_table(self, seconds: int) -> "DueTable":
        """Every due time of one duration in open seconds, for many starts at once."""
        if (table := self._due_tables.get(seconds)) is None:
            from layan.plan.due_table import DueTable  # brings numpy, which single questions do without

            table = DueTable.of_seconds(self, seconds)
            self._due_tables[seconds] = table
        return table

    def day_table(self, days: int) -> "DueTable":
        """Every due time of one duration in open days, for many starts at once."""
        from layan.plan.due_table import DueTable

        return DueTable.of_days(self, days)


def _open_on(days: Days, clock: WallClock, day: int) -> list[Interval]:
    """The intervals of the spans that begin on a day, less those the clock skips."""
    spans = days.reason(date.fromordinal(day)).spans
    intervals = [(clock.moment(day, start), clock.moment(day, until)) for start, until in spans]
    return [(start, until) for start, until in intervals if start < until]


def merge(intervals: list[Interval], begin: int, end: int) -> list[Interval]:
    """The same time as sorted intervals that do not touch, cut to what lies between begin and end."""
    merged: list[Interval] = []
    for start, until in sorted(intervals):
        start, until = max(start, begin), min(until, end)
        if start >= until:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(until, merged[-1][1])
        else:
            merged.append((start, until))
    return merged
