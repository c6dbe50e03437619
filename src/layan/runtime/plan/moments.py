"""Times as people type them: ISO 8601, on the business's own clock where they carry no offset."""

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from layan.plan.say import Code, Say, say
from layan.plan.wallclock import WallClock, to_datetime

_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 (the wall's own)
_DAY: Final = 86400


class UnreadableTime(ValueError):
    """`text` is no time: `what` says so, `instead` shows one."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
        self.what = say("{text} is not a time.", text=Code(text))
        self.instead = say("Write it like this: {example}.", example=Code("2026-03-02T09:00"))


def parse(text: str, zone: ZoneInfo) -> datetime:
    """The aware UTC moment that `text` names. Raises UnreadableTime.

    Without an offset it is what the clocks in `zone` show: a time shown twice is the first, a time never
    shown is the moment at which the clocks jump over it.
    """
    written = read(text)
    try:
        if written.tzinfo:
            return written.astimezone(UTC)
        shown = written.replace(tzinfo=zone)
        return shown.astimezone(UTC) if _exists(shown) else _jump(zone, written)
    except OverflowError as error:  # the first or last day of the calendar, seen from another time zone
        raise UnreadableTime(text) from error


def remark(text: str, zone: ZoneInfo) -> Say | None:
    """What to know of a time that the business's clocks never show, or show twice; None of any other."""
    written = read(text)
    if written.tzinfo:
        return None
    shown = written.replace(tzinfo=zone)
    clocks, taken = Code(zone.key), parse(text, zone)
    if not _exists(shown):
        return say(
            "The clocks in {zone} never show {text}: taken as the moment of the change, {moment}.",
            zone=clocks, text=Code(text), moment=taken,
        )  # fmt: skip
    if shown.utcoffset() != shown.replace(fold=1).utcoffset():
        return say(
            "The clocks in {zone} show {text} twice: taken as the first, {moment}.",
            zone=clocks, text=Code(text), moment=taken,
        )  # fmt: skip
    return None


def read(text: str) -> datetime:
    """The time as it is written, aware only if it carries an offset. Raises UnreadableTime."""
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UnreadableTime(text) from error


class Clock:
    """`parse` for many: whole UTC seconds, rounded down, in a fraction of the time."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._offsets: dict[tuple[int, int], int | None] = {}

    def seconds(self, text: str) -> int:
        """UTC seconds of the moment that `text` names. Raises UnreadableTime."""
        written = read(text)
        if written.tzinfo:
            return int(written.timestamp() // 1)
        since = written - _EPOCH
        hour = (since.days, since.seconds // 3600)
        if hour not in self._offsets:
            self._offsets[hour] = self._offset(written)
        offset = self._offsets[hour]
        if offset is None:
            return int(parse(text, self._zone).timestamp() // 1)
        return since.days * _DAY + since.seconds - offset

    def _offset(self, written: datetime) -> int | None:
        """Seconds east of Greenwich throughout the hour of a time; None when they change in it."""
        start = written.replace(minute=0, second=0, microsecond=0, tzinfo=self._zone)
        last = start.replace(minute=59, second=59)
        seen = {t.replace(fold=fold).utcoffset() for t in (start, last) for fold in (0, 1)}
        (only, *more) = seen
        return None if more or only is None else only // timedelta(seconds=1)


def _exists(shown: datetime) -> bool:
    there_and_back = shown.astimezone(UTC).astimezone(shown.tzinfo)
    return there_and_back.replace(tzinfo=None) == shown.replace(tzinfo=None)


def _jump(zone: ZoneInfo, written: datetime) -> datetime:
    minutes = written.hour * 60 + written.minute
    return to_datetime(WallClock(zone.key).moment(written.toordinal(), minutes))
