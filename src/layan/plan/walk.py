"""The working of a due time: which open time was counted, and why it was closed in between."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from layan.plan.horizon import Horizon
from layan.plan.hours import Days, Reason
from layan.plan.wallclock import WallClock, to_datetime, to_seconds

type ReasonedDay = tuple[date, Reason]

_SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of open time that was counted, in whole seconds, and what came in the way after it.

    The first step is empty when counting could not begin at once. `closed_by` has the days, up to the one on
    which it opens next, that have no hours or hours of their own; it is empty for an ordinary night or break
    and after the last step, whose `until` is the due time.
    """

    start: datetime
    until: datetime
    seconds: int
    closed_by: tuple[ReasonedDay, ...] = ()


@dataclass(frozen=True, slots=True)
class DayStep:
    """A day passed on the way to a due time in days, and when it closes: None when it has no open hours."""

    day: date
    reason: Reason
    closes: datetime | None


class Walk:
    """Follows a due time through a horizon in which it lies."""

    def __init__(self, horizon: Horizon, days: Days, clock: WallClock) -> None:
        self.horizon, self.days, self.clock = horizon, days, clock

    def seconds(self, t: datetime, seconds: int) -> Iterator[Step]:
        """The steps of so many open seconds from `t`; what they count adds up to just that."""
        at, microseconds = to_seconds(t)
        now, left = at * _SECOND + microseconds, seconds * _SECOND
        i = self.horizon.upcoming(at)
        opens = self.horizon.opens[i] * _SECOND
        if now < opens:
            yield Step(_exactly(now), _exactly(now), 0, self._closed_by(now, opens))
            now = opens
        while True:
            counted = min(left, self.horizon.closes[i] * _SECOND - now)
            # Parts of a second go to the step that completes it.
            whole = -(-left // _SECOND) - -(-(left - counted) // _SECOND)
            start, now, left, i = now, now + counted, left - counted, i + 1
            if not left:
                yield Step(_exactly(start), _exactly(now), whole)
                return
            opens = self.horizon.opens[i] * _SECOND
            yield Step(_exactly(start), _exactly(now), whole, self._closed_by(now, opens))
            now = opens

    def open_days(self, t: datetime, days: int) -> Iterator[DayStep]:
        """The days from the one after `t` to the n-th of them that has open hours."""
        at, _ = to_seconds(t)
        day = self.horizon.day_of(at)
        while days:
            day += 1
            closing = self.horizon.closing_of(day)
            days -= closing is not None
            passed = date.fromordinal(day)
            yield DayStep(passed, self.days.reason(passed), None if closing is None else to_datetime(closing))

    def _closed_by(self, closes: int, opens: int) -> tuple[ReasonedDay, ...]:
        first, last = (self.clock.date(at // _SECOND).toordinal() for at in (closes, opens))
        passed = (date.fromordinal(day) for day in range(first, last + 1))
        reasoned = ((day, self.days.reason(day)) for day in passed)
        return tuple((day, why) for day, why in reasoned if not why.spans or why.kind == "exception")


def _exactly(now: int) -> datetime:
    return to_datetime(*divmod(now, _SECOND))
