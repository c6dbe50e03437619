"""Times as people type them: ISO 8601, on the business's own clock where they carry no offset."""

import re
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from layan.plan.say import Code, Say, say
from layan.plan.wallclock import WallClock, to_datetime

_OFFSET: Final = r"(?:Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)"
_TIME: Final = r"\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?"
_SHAPE: Final = re.compile(rf"\d{{4}}(-?)\d\d\1\d\d(?:[T ]{_TIME}{_OFFSET}?)?", re.ASCII)

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2999
"""A time before or after these is a slip of the pen."""


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
    if written.tzinfo:
        return written.astimezone(UTC)
    shown = written.replace(tzinfo=zone)
    return shown.astimezone(UTC) if _exists(shown) else _jump(zone, written)


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
    """The time as it is written, in whole seconds, aware only if it has an offset. Raises UnreadableTime."""
    shown = text.strip()
    if not _SHAPE.fullmatch(shown):  # the library takes any character for the T, and more
        raise UnreadableTime(text)
    try:
        written = datetime.fromisoformat(shown)
    except ValueError:
        raise UnreadableTime(text) from None
    if not FIRST_YEAR <= written.year <= LAST_YEAR:
        raise UnreadableTime(text)
    return written.replace(microsecond=0)


def _exists(shown: datetime) -> bool:
    there_and_back = shown.astimezone(UTC).astimezone(shown.tzinfo)
    return there_and_back.replace(tzinfo=None) == shown.replace(tzinfo=None)


def _jump(zone: ZoneInfo, written: datetime) -> datetime:
    minutes = written.hour * 60 + written.minute
    return to_datetime(WallClock(zone.key).moment(written.toordinal(), minutes))
