"""Due times of a fixed duration for many start times at once.

For one duration the due time is a line of pieces over the start time: while the channel is closed it stands
still, while it is open it runs along, and where the time no longer fits into an interval it jumps to
the next. So each piece is `max(start, floor) + lag`, and a million starts need one look-up of their pieces.
"""

from typing import Self

import numpy as np
from numpy.typing import NDArray

from layan.plan.horizon import Horizon

type Seconds = NDArray[np.int64]

_CHUNK = 1 << 15
"""Starts taken at a time, so that what is in between stays in the processor's cache."""
_BUCKETS_PER_PIECE = 16
_MOST_STEPS = 4
"""With more pieces than this in one bucket, a binary search is faster than stepping through them."""


class DueTable:
    """The pieces of one duration, each from its first start time on, found through an index of buckets."""

    def __init__(self, starts: Seconds, floors: Seconds, lags: Seconds) -> None:
        self._begin = int(starts[0])
        self._floors, self._lags = floors, lags
        self._next = np.append(starts[1:], np.iinfo(np.int64).max)

        extent = int(starts[-1]) - self._begin + 1
        self._shift = max(extent // (len(starts) * _BUCKETS_PER_PIECE), 1).bit_length() - 1
        edges = np.arange((extent >> self._shift) + 2, dtype=np.int64) << self._shift
        pieces = np.searchsorted(starts - self._begin, edges, side="right") - 1
        self._first = pieces[:-1]
        self._steps = int(np.diff(pieces).max())

    def __call__(self, starts: Seconds) -> Seconds:
        """The due time of each start; none of them may lie before the table's first."""
        due = np.empty_like(starts)
        for i in range(0, len(starts), _CHUNK):
            chunk, into = starts[i : i + _CHUNK], due[i : i + _CHUNK]
            piece = self._find(chunk)
            np.maximum(chunk, self._floors.take(piece), out=into)
            into += self._lags.take(piece)
        return due

    def _find(self, starts: Seconds) -> NDArray[np.intp]:
        """The piece each start lies in."""
        if self._steps > _MOST_STEPS:
            return np.searchsorted(self._next, starts, side="right")
        bucket = (starts - self._begin) >> self._shift
        piece = self._first.take(bucket, mode="clip")
        for _ in range(self._steps):
            piece += self._next.take(piece) <= starts
        return piece

    @classmethod
    def of_seconds(cls, horizon: Horizon, seconds: int) -> Self:
        """The table of a duration in open seconds, for starts whose due time lies within the horizon."""
        opens, closes, before = (_array(each) for each in (horizon.opens, horizon.closes, horizon.before))
        # In open time, pieces begin where an interval begins and just after the last start that ends in one.
        counted = np.unique(np.concatenate([before[:-1], before[1:] - seconds + 1]))
        counted = counted[(counted >= 0) & (counted <= before[-1] - seconds)]
        at = np.searchsorted(before, counted, side="right") - 1
        due = np.searchsorted(before, counted + seconds, side="left") - 1
        since = counted - before[at]
        closed_since = np.concatenate([[horizon.begin], closes[:-1]])
        starts = np.where(since > 0, opens[at] + since, closed_since[at])
        closed_before = opens - before[:-1]
        return cls(starts, opens[at], closed_before[due] - closed_before[at] + seconds)

    @classmethod
    def of_days(cls, horizon: Horizon, days: int) -> Self:
        """The table of a duration in open days, for starts whose due time is among the closings."""
        midnights, closings = _array(horizon.midnights[:-1]), _array(horizon.closings)
        today = np.arange(horizon.day, horizon.day + len(midnights))
        due = np.searchsorted(_array(horizon.open_days), today, side="right") + days - 1
        starts, due = midnights[due < len(closings)], due[due < len(closings)]
        return cls(starts, closings[due], np.zeros_like(starts))


def _array(numbers: list[int]) -> Seconds:
    return np.array(numbers, dtype=np.int64)
