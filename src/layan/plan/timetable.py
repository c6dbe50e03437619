"""Is it open, when next, by when: a channel's hours as one may ask them."""

from bisect import bisect_right
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

from layan.plan.horizon import Horizon
from layan.plan.hours import Days, Hours, Reason, SpecialDays
from layan.plan.walk import DayStep, Step, Walk
from layan.plan.wallclock import WallClock, to_datetime, to_seconds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    type Seconds = NDArray[np.int64]

_UNCHANGED_YEARS = 4
"""Beyond the last written date years are alike: what does not happen in four of them never does."""
_FIRST_YEAR, _LAST_YEAR = MINYEAR + 1, MAXYEAR - 1


class NeverOpens(LookupError):
    """The channel is not open often enough after this moment for the time asked for."""


class Timetable:
    """A channel's open hours, compiled as far as anybody has asked.

    Aware datetimes in, aware UTC datetimes out; `OverflowError` outside the years 2 to 9997. A span is open
    from its first moment up to, but without, its last. Safe to share between threads: a horizon never changes
    and is replaced only by a longer one.
    """

    def __init__(self, days: Days, clock: WallClock) -> None:
        self.days = days
        self.clock = clock
        self._last_written = days.last_written_year
        self._horizon: Horizon | None = None
        self._extending = Lock()

    @classmethod
    def compile(cls, hours: Hours, timezone: str, special_days: SpecialDays | None = None) -> Self:
        """The timetable of these hours in an IANA time zone. Nothing is computed before it is asked.

        Raises `zoneinfo.ZoneInfoNotFoundError` at once, `UnknownCalendar` when a holiday is first needed.
        """
        return cls(Days(hours, special_days or SpecialDays()), WallClock(timezone))

    # Open or closed

    def is_open(self, t: datetime) -> bool:
        """Whether a person answers at this moment."""
        at, _ = to_seconds(t)
        horizon = self._covering(at)
        i = horizon.upcoming(at)
        return i < len(horizon.opens) and horizon.opens[i] <= at

    def closes(self, t: datetime) -> datetime | None:
        """When it closes next; None when it is closed at `t`, or never closes again."""
        if not self.is_open(t):
            return None
        at, _ = to_seconds(t)
        until = self._search(at, lambda horizon: _end_of_interval(horizon, at), stays=True)
        return None if until is None else to_datetime(until)

    def next_open(self, t: datetime) -> datetime | None:
        """The first open moment from `t` on: `t` itself while it is open, None when it never opens again."""
        at, microseconds = to_seconds(t)
        opens = self._search(at, lambda horizon: _next(horizon.opens, horizon.upcoming(at)))
        if opens is None:
            return None
        return to_datetime(opens) if opens > at else to_datetime(at, microseconds)

    def reason(self, day: date) -> Reason:
        """Why a day is as it is: the week, a holiday or an exception, and the spans that begin on it."""
        return self.days.reason(day)

    # Open time

    def between(self, a: datetime, b: datetime) -> int:
        """Open seconds from `a` to `b`, rounded down; 0 when `b` is not after `a`."""
        (start, start_rest), (until, until_rest) = to_seconds(a), to_seconds(b)
        if (until, until_rest) <= (start, start_rest):  # datetimes of one zone compare by their local time
            return 0
        self._covering(start)
        horizon = self._covering(until)
        rest = until_rest * self.is_open(b) - start_rest * self.is_open(a)
        return horizon.open_seconds(until) - horizon.open_seconds(start) + rest // 1_000_000

    def add(self, t: datetime, seconds: int) -> datetime:
        """The first moment by which so many open seconds have passed since `t`, exact to the microsecond.

        Time that is up when the channel closes is up then, not when it opens again; no time at all is up at
        once. Raises `NeverOpens` when so much open time never comes.
        """
        at, microseconds = to_seconds(t)
        if seconds <= 0:
            return _nothing_to_count(t, at, microseconds, seconds)
        horizon = self._covering(at)
        due = horizon.due(at, microseconds, seconds)
        if due is None:
            due = self._search(at, lambda horizon: horizon.due(at, microseconds, seconds))
            if due is None:
                raise NeverOpens(t)
        return to_datetime(*due)

    def walk(self, t: datetime, seconds: int) -> tuple[Step, ...]:
        """The working of `add`, one step for each stretch of open time. Raises `NeverOpens`."""
        self.add(t, seconds)
        return tuple(self._walk().seconds(t, seconds)) if seconds else ()

    def due_many(self, starts: "NDArray[Any]", seconds: int) -> "Seconds":
        """`add` for an array of UTC seconds. Raises `NeverOpens` when the last of them is never due."""
        if seconds < 0:
            raise ValueError("time cannot be counted backwards")
        starts = _whole_seconds(starts)
        if not len(starts) or not seconds:
            return starts.copy()
        self._covering(int(starts.min()))
        self.add(to_datetime(int(starts.max())), seconds)
        return self._compiled().due_table(seconds)(starts)

    # Open days

    def add_days(self, t: datetime, days: int) -> datetime:
        """When the channel closes on the n-th day after the day of `t` that has open hours.

        A span over midnight belongs to the day on which it begins, so that day may close on the next morning.
        Raises `NeverOpens`, and `ValueError` for less than one day.
        """
        if days < 1:
            raise ValueError("at least one day")
        at, _ = to_seconds(t)
        closing = self._search(at, lambda horizon: horizon.nth_closing(at, days))
        if closing is None:
            raise NeverOpens(t)
        return to_datetime(closing)

    def walk_days(self, t: datetime, days: int) -> tuple[DayStep, ...]:
        """The working of `add_days`, one step for each day after the day of `t`. Raises `NeverOpens`."""
        self.add_days(t, days)
        return tuple(self._walk().open_days(t, days))

    def due_many_days(self, starts: "NDArray[Any]", days: int) -> "Seconds":
        """`add_days` for an array of UTC seconds. Raises `NeverOpens` when the last of them is never due."""
        starts = _whole_seconds(starts)
        if not len(starts):
            return starts.copy()
        self._covering(int(starts.min()))
        self.add_days(to_datetime(int(starts.max())), days)
        return self._compiled().day_table(days)(starts)

    def days_left(self, t: datetime, due: datetime) -> int:
        """How many days' closings a promise in days still has when it is paused at `t`."""
        (at, _), (until, _) = to_seconds(t), to_seconds(due)
        self._covering(at)
        closings = self._covering(until).closings
        return max(0, bisect_right(closings, until) - bisect_right(closings, at))

    def resume_days(self, t: datetime, days_left: int) -> datetime:
        """When a promise with so many closings left is due, going on at `t`. Raises `NeverOpens`."""
        at, microseconds = to_seconds(t)
        if days_left <= 0:
            return _nothing_to_count(t, at, microseconds, days_left)
        closing = self._search(at, lambda h: _next(h.closings, bisect_right(h.closings, at) + days_left - 1))
        if closing is None:
            raise NeverOpens(t)
        return to_datetime(closing)

    def _walk(self) -> Walk:
        return Walk(self._compiled(), self.days, self.clock)

    # The horizon

    def _compiled(self) -> Horizon:
        assert self._horizon is not None
        return self._horizon

    def _covering(self, at: int) -> Horizon:
        """A horizon in which these seconds lie."""
        horizon = self._horizon
        if horizon is not None and horizon.begin <= at < horizon.end:
            return horizon
        year = self.clock.date(at).year
        return self._extend(year, year + 1)

    def _extend(self, first: int, last: int) -> Horizon:
        with self._extending:
            if (known := self._horizon) is not None:
                first, last = min(first, known.first), max(last, known.last)
            if first < _FIRST_YEAR or last > _LAST_YEAR:
                raise OverflowError("beyond the calendar")
            if known is None or (first, last) != (known.first, known.last):
                self._horizon = Horizon(self.days, self.clock, first, last)
            return self._compiled()

    def _search[Answer](
        self, at: int, ask: Callable[[Horizon], Answer | None], *, stays: bool = False
    ) -> Answer | None:
        """The answer of the first horizon that is long enough to have one.

        None when no horizon ever will: it stays closed, or, with `stays`, open.
        """
        horizon = self._covering(at)
        while (answer := ask(horizon)) is None:
            if horizon.last == _LAST_YEAR or self._remains(horizon, is_open=stays):
                return None
            further = horizon.last + (horizon.last - horizon.first + 1)
            horizon = self._extend(horizon.first, min(further, _LAST_YEAR))
        return answer

    def _remains(self, horizon: Horizon, *, is_open: bool) -> bool:
        """Whether it has been open, or closed, for so long at the end of the horizon that it remains so."""
        changes = horizon.opens[-1:] if is_open else horizon.closes[-1:]
        unchanged_since = max((self.clock.date(at).year for at in changes), default=horizon.first)
        return horizon.last - max(unchanged_since, self._last_written) >= _UNCHANGED_YEARS


def _next(moments: list[int], index: int) -> int | None:
    return moments[index] if index < len(moments) else None


def _end_of_interval(horizon: Horizon, at: int) -> int | None:
    until = horizon.closes[horizon.upcoming(at)]
    return until if until < horizon.end else None


def _nothing_to_count(t: datetime, at: int, microseconds: int, count: int) -> datetime:
    if count < 0:
        raise ValueError("time cannot be counted backwards")
    return to_datetime(at, microseconds)


def _whole_seconds(starts: "NDArray[Any]") -> "Seconds":
    if starts.dtype.kind not in "iu":
        raise TypeError(f"start times are whole UTC seconds, not {starts.dtype}")
    return starts.astype("int64", copy=False)
