"""Past calls as arrays, read from a table; what could not be read is told, with its lines."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Final

import numpy as np
from numpy.typing import NDArray

from layan.plan.say import Code, Say, say
from layan.plan.wallclock import to_datetime

type Floats = NDArray[np.float64]
type Row = Mapping[str, str | None]

ARRIVED: Final = "arrived"
OUTCOMES: Final = {"answered": True, "abandoned": False}
LONGEST: Final = timedelta(days=1).total_seconds()
"""Of one wait or one call, in seconds; what is longer was written down wrong."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Rows left out for one reason: which lines of the table, the heading being line 1."""

    why: Say
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls in the order they came. One place in each array is one call.

    `arrived` in seconds of Unix time; `waited` and `handled` in seconds, nan where unknown or never begun;
    `answered` whether somebody took it; `situation` and `priority` as written, "" for none.
    """

    arrived: Floats
    waited: Floats
    handled: Floats
    answered: NDArray[np.bool_]
    situation: NDArray[np.str_]
    priority: NDArray[np.str_]
    dropped: tuple[Dropped, ...] = ()

    def __len__(self) -> int:
        return len(self.arrived)


@dataclass(slots=True)
class _Reading:
    """Rows on the way to arrays."""

    zone: tzinfo
    happened: bool
    rows: list[tuple[float, float, float, bool, str, str]] = field(default_factory=list)
    dropped: dict[Say, list[int]] = field(default_factory=dict)


class Unreadable(Exception):
    """A value that cannot be meant; says why."""

    def __init__(self, why: Say) -> None:
        super().__init__(str(why))
        self.why = why


def read_calls(
    rows: Iterable[Row], zone: tzinfo, channel: str | None = None, *, happened: bool = True
) -> Calls:
    """The calls of a table with the columns `arrived` (ISO 8601, on the clocks of `zone` without an offset),
    and where they are there `channel`, `situation`, `priority`, `waited`, `handled` (seconds) and `outcome`.

    Only those of `channel`, if one is given and the column filled. `happened` asks for waits and outcomes, which
    are not looked at otherwise; a call without an outcome was answered if it was handled. Calls that could not
    be read are in `dropped`.
    """
    reading = _Reading(zone, happened)
    for line, row in enumerate(rows, start=2):
        if channel and (row.get("channel") or channel).strip() != channel:
            continue
        try:
            reading.rows.append(_call(row, reading))
        except Unreadable as error:
            reading.dropped.setdefault(error.why, []).append(line)
    reading.rows.sort(key=lambda each: each[0])
    columns = list(zip(*reading.rows, strict=True)) or [()] * 6
    return Calls(
        np.array(columns[0], float), np.array(columns[1], float), np.array(columns[2], float),
        np.array(columns[3], bool), np.array(columns[4], str), np.array(columns[5], str),
        tuple(Dropped(why, tuple(lines)) for why, lines in reading.dropped.items()),
    )  # fmt: skip


def _call(row: Row, reading: _Reading) -> tuple[float, float, float, bool, str, str]:
    arrived, handled = instant(row.get(ARRIVED), reading.zone), _seconds(row, "handled")
    outcome, waited = _word(row, "outcome").lower(), math.nan
    answered = OUTCOMES.get(outcome, handled > 0)
    if reading.happened:
        if outcome and outcome not in OUTCOMES:
            raise Unreadable(say("The outcome is neither {answered} nor {abandoned}.",
                                 answered=Code("answered"), abandoned=Code("abandoned")))  # fmt: skip
        waited = _seconds(row, "waited")
        if math.isnan(waited):
            raise Unreadable(say("It is not said how long the caller waited."))
    if not answered and (reading.happened or not handled):
        handled = math.nan  # nobody handled the call: how long it would have taken is not known
    return arrived, waited, handled, answered, _word(row, "situation"), _word(row, "priority")


def _word(row: Row, column: str) -> str:
    return (row.get(column) or "").strip()


def instant(written: str | None, zone: tzinfo) -> float:
    """A time in ISO 8601 as seconds of Unix time; without an offset, on the clocks of `zone`."""
    try:
        read = datetime.fromisoformat((written or "").strip())
    except ValueError:
        raise Unreadable(say("The time is missing or not in ISO 8601.")) from None
    return (read if read.tzinfo else read.replace(tzinfo=zone)).timestamp()


def _seconds(row: Row, column: str) -> float:
    written = _word(row, column)
    if not written:
        return math.nan
    try:
        read = float(written)
    except ValueError:
        read = math.nan
    if not 0 <= read <= LONGEST:
        raise Unreadable(say("A duration is below zero, longer than a day or no number: {column}.",
                             column=Code(column)))  # fmt: skip
    return read


def local_day(seconds: Floats, zone: tzinfo) -> tuple[NDArray[np.int64], Floats]:
    """For each time the day on the clocks of `zone` (as `date.toordinal`) and the seconds since it began.

    An hour's change of the clocks is taken from the beginning of each UTC hour, which is exact wherever
    clocks change on a whole hour.
    """
    hours, place = np.unique(np.floor_divide(seconds, 3600), return_inverse=True)
    offsets = np.array([_offset(hour, zone) for hour in hours])
    local = seconds + (offsets[place] if len(hours) else 0.0)
    days, since = np.divmod(local, 86400)
    return days.astype(np.int64) + _EPOCH, since


_EPOCH: Final = datetime(1970, 1, 1).toordinal()  # noqa: DTZ001 (a day, not a moment)


def _offset(hour: float, zone: tzinfo) -> float:
    offset = to_datetime(int(hour) * 3600).astimezone(zone).utcoffset()
    return offset.total_seconds() if offset else 0.0
