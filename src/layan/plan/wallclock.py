"""From the clock on the wall to UTC.

A clock that is set back is read as one that waits until it has caught up, and a clock that is set forward as
one that reaches everything it skips at once. So a time shown twice means the first, a time never shown means
the moment of the jump, and of two local times the later never comes first.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ORDINAL = _EPOCH.toordinal()
_DAY_MINUTES = 24 * 60
_DAY_SECONDS = _DAY_MINUTES * 60


def to_datetime(at: int, microseconds: int = 0) -> datetime:
    """UTC seconds as an aware datetime in UTC."""
    t = datetime.fromtimestamp(at, UTC)
    return t.replace(microsecond=microseconds) if microseconds else t


def to_seconds(t: datetime) -> tuple[int, int]:
    """An aware datetime as whole UTC seconds, rounded down, and the microseconds beyond them."""
    since = t - _EPOCH
    return since.days * _DAY_SECONDS + since.seconds, since.microseconds


class WallClock:
    """The clock of one time zone."""

    def __init__(self, timezone: str) -> None:
        self.zone = ZoneInfo(timezone)
        self._days: dict[int, tuple[int, bool]] = {}

    def moment(self, day: int, minutes: int = 0) -> int:
        """UTC seconds at which the clock first shows so many minutes past the midnight that begins a day.

        The day is given as its ordinal.
        """
        if minutes >= _DAY_MINUTES:
            days, minutes = divmod(minutes, _DAY_MINUTES)
            day += days
        begins, is_even = self._day(day)
        return begins + minutes * 60 if is_even else self._careful_moment(day, minutes)

    def date(self, at: int) -> date:
        """The date the clock shows at these UTC seconds."""
        return to_datetime(at).astimezone(self.zone).date()

    def _day(self, day: int) -> tuple[int, bool]:
        """When a day begins, and whether the clock runs through it without being set."""
        if (known := self._days.get(day)) is None:
            offset = self._offset(datetime.fromordinal(day))
            if offset == self._offset(datetime.fromordinal(day + 1)):
                known = (day - _EPOCH_ORDINAL) * _DAY_SECONDS - offset, True
            else:
                known = self._careful_moment(day, 0), False
            self._days[day] = known
        return known

    def _offset(self, local: datetime) -> int:
        offset = self.zone.utcoffset(local)
        assert offset is not None  # of a zone, unlike of a plain time
        return offset.days * _DAY_SECONDS + offset.seconds

    def _careful_moment(self, day: int, minutes: int) -> int:
        shown = (day - _EPOCH_ORDINAL) * _DAY_SECONDS + minutes * 60
        local = datetime.fromordinal(day) + timedelta(minutes=minutes)
        first = shown - self._offset(local)
        second = shown - self._offset(local.replace(fold=1))
        return first if first <= second else self._jump(second, first)

    def _jump(self, before: int, after: int) -> int:
        """The moment between two others at which the clock is set forward."""
        old = to_datetime(before).astimezone(self.zone).utcoffset()
        while after - before > 1:
            middle = (before + after) // 2
            if to_datetime(middle).astimezone(self.zone).utcoffset() == old:
                before = middle
            else:
                after = middle
        return after
