"""Who will ask, and for how long they will need somebody: drawn as the past was."""

from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

import numpy as np
from numpy.typing import NDArray

from layan.simulation.history import Calls, local_day

type Floats = NDArray[np.float64]

HALF_HOUR: Final = 1800
_OF_DAY: Final = 48
_ENOUGH: Final = 30
"""Calls of one situation from which its own handling times are drawn; below, all calls' are."""


@dataclass(frozen=True, slots=True)
class Handling:
    """Handling times of the past in seconds, of all calls and of each situation that has enough of them."""

    every: Floats
    of_situation: dict[str, Floats]

    @classmethod
    def fit(cls, calls: Calls) -> "Handling":
        known = ~np.isnan(calls.handled)
        handled, situation = calls.handled[known], calls.situation[known]
        own = {str(name): handled[situation == name] for name in np.unique(situation)}
        return cls(handled, {name: times for name, times in own.items() if name and len(times) >= _ENOUGH})

    def draw(self, random: np.random.Generator, situation: NDArray[np.str_]) -> Floats:
        """A time for each of the situations. Raises ValueError when there is no past to draw from."""
        if not len(self.every):
            raise ValueError("No call of the past was handled.")
        drawn = random.choice(self.every, len(situation))
        for name, times in self.of_situation.items():
            same = situation == name
            drawn[same] = random.choice(times, int(same.sum()))
        return drawn


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Calls per half hour of each weekday (`rates[weekday, half hour]`, Monday 0), and how much whole days
    differ from one another beyond chance (`spread`, the variance of a day's factor, whose mean is 1).

    A Poisson process whose rate follows the week, with a busy or a quiet day's factor upon it: Brown et al.
    (2005), section 4, find calls as such a process, and the rate itself random from day to day.
    """

    rates: Floats
    spread: float

    @classmethod
    def fit(cls, arrived: Floats, zone: tzinfo) -> "Arrivals":
        """From times in seconds of Unix time. A weekday the past has not seen is like the mean of all days.
        Raises ValueError when nobody ever called."""
        if not len(arrived):
            raise ValueError("Nobody called in the past.")
        day, since = local_day(arrived, zone)
        days = np.unique(day)
        counts = np.zeros((len(days), _OF_DAY))
        np.add.at(counts, (np.searchsorted(days, day), (since // HALF_HOUR).astype(int)), 1)
        weekday = (days + 6) % 7
        rates = np.array([
            counts[weekday == each].mean(axis=0) if np.any(weekday == each) else counts.mean(axis=0)
            for each in range(7)
        ])  # fmt: skip
        return cls(rates, _spread(counts.sum(axis=1), weekday))

    def draw(self, random: np.random.Generator, midnights: Floats, weekdays: NDArray[np.int64]) -> Floats:
        """Times of calls on days that begin at these seconds, ascending."""
        factors = np.ones(len(midnights))
        if self.spread > 0:
            factors = random.gamma(1 / self.spread, self.spread, len(midnights))
        counts = random.poisson(self.rates[weekdays] * factors[:, None])
        begins = midnights[:, None] + np.arange(_OF_DAY) * HALF_HOUR
        times = np.repeat(begins.ravel(), counts.ravel())
        return np.sort(times + random.random(len(times)) * HALF_HOUR)


def _spread(totals: Floats, weekday: NDArray[np.int64]) -> float:
    """The variance of days' factors: that of the totals about their weekday's mean, less what chance alone
    makes of them."""
    over, freedom = 0.0, 0
    for each in np.unique(weekday):
        same = totals[weekday == each]
        if len(same) > 1:
            mean = same.mean()
            over += float(np.sum((same - mean) ** 2 / mean**2)) - (len(same) - 1) / mean
            freedom += len(same) - 1
    return max(0.0, over / freedom) if freedom else 0.0
