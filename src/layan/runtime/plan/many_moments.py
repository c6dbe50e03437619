"""Times as people type them, by the million: what is known of an hour and of the minutes in it is kept."""

import re
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from layan.runtime.plan.moments import parse, read

_USUAL: Final = re.compile(r"(\d{4}-\d\d-\d\d[T ][0-2]\d)(:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?", re.ASCII)
_HOUR_ENDS: Final = len("2026-03-02T09")


class Clock:
    """`moments.parse` for many: whole UTC seconds, rounded down, in a fraction of the time."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._hours: dict[str, int] = {}
        self._minutes: dict[str, int] = {}
        self._utc_hours: dict[str, int] = {}
        self._utc_minutes: dict[str, int] = {}

    def seconds(self, text: str) -> int:
        """UTC seconds of the moment that `text` names. Raises UnreadableTime."""
        hour, minutes = text[:_HOUR_ENDS], text[_HOUR_ENDS:]
        try:
            return self._hours[hour] + self._minutes[minutes]
        except KeyError:
            pass
        try:
            return self._utc_hours[hour] + self._utc_minutes[minutes]
        except KeyError:
            return self._learn(text)

    def _learn(self, text: str) -> int:
        """The same, slowly; keeps what it finds of a time that is written the usual way."""
        at = int(parse(text, self._zone).timestamp() // 1)
        usual = _USUAL.fullmatch(text)
        if usual is None:
            return at
        hour, minutes, offset = usual.groups()
        if offset:
            began = int(read(f"{hour}:00Z").timestamp())
            self._utc_hours[hour], self._utc_minutes[minutes + offset] = began, at - began
        elif self._is_ordinary(read(hour)):
            began = int(parse(hour, self._zone).timestamp())
            self._hours[hour], self._minutes[minutes] = began, at - began
        return at

    def _is_ordinary(self, hour: datetime) -> bool:
        """Whether the clocks are not set in the hour that begins so, nor show it twice, nor leave it out."""
        start = hour.replace(tzinfo=self._zone)
        last = start + timedelta(minutes=59, seconds=59)
        return len({t.replace(fold=fold).utcoffset() for t in (start, last) for fold in (0, 1)}) == 1
