"""From the clock on the wall to UTC.

A clock that is set back is read as one that waits until it has caught up, and a clock that is set forward as
one that reaches everything it skips at once. So a time shown twice means the first, a time never shown means
the moment of the jump, and of two local times the later never comes first.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ORDINAL = EPOCH.toordinal()
_DAY_MINUTES = 24 * 60
_DAY_SECONDS = _DAY_MINUTES * 60


def to_datetime(at: int, microseconds: int = 0) -> datetime:
    """UTC seconds as an aware datetime in UTC."""
    return EPOCH + timedelta(0, at, microseconds)


def to_seconds(t: datetime) -> tuple[int, int]:
    """An aware datetime as whole UTC seconds, rounded down, and the microseconds beyond them."""
    since = t - EPOCH
    return since.days * _DAY_SECONDS + since.seconds, since.microseconds


class WallClock:
    """The clock of one time zone."""

    def __init__(self, timezone: str) -> None:
        self.zone = ZoneInfo(timezone)
        self._offsets: dict[int, int] = {}

    def moment(self, day: int, minutes: int = 0) -> int:
        """UTC seconds at which the clock first shows so many minutes past the midnight that begins a day.

        The day is given as its ordinal.
        """
        days, minutes = divmod(minutes, _DAY_MINUTES)
        day += days
        offset = self._midnight_offset(day)
        if offset != self._midnight_offset(day + 1):  # the clock is set on this day: look closely
            return self._careful_moment(datetime.fromordinal(day) + timedelta(minutes=minutes))
        return (day - _EPOCH_ORDINAL) * _DAY_SECONDS + minutes * 60 - offset

    def date(self, at: int) -> date:
        """The date the clock shows at these UTC seconds."""
        return to_datetime(at).astimezone(self.zone).date()

    def _midnight_offset(self, day: int) -> int:
        if (known := self._offsets.get(day)) is None:
            known = self._offsets[day] = self._offset(datetime.fromordinal(day))
        return known

    def _offset(self, local: datetime) -> int:
        offset = self.zone.utcoffset(local)
        return offset.days * _DAY_SECONDS + offset.seconds

    def _careful_moment(self, local: datetime) -> int:
        shown = (local - datetime.fromordinal(_EPOCH_ORDINAL)) // timedelta(seconds=1)
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
