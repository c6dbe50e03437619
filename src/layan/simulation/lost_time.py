"""Time lost between calls: what makes a recorded staff wait longer than the same number of tireless agents.

Who is on a roster is not always there, and who has ended a call is not at once free for the next. Neither is
recorded, but both show in the waits. They are fitted so that the simulated past waits as the recorded one did.
"""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from layan.simulation.demand import Handling
from layan.simulation.history import Calls
from layan.simulation.patience import Patience
from layan.simulation.queue import Floats, Staff, serve
from layan.simulation.trial import Run

AFTER_CALL: Final = (0.0, 10.0, 20.0, 30.0, 45.0, 60.0, 90.0)
"""Seconds between a call and the next that are tried."""
_HALVINGS: Final = 7
_RUNS: Final = 16
_CALLS: Final = 2_000_000
"""Of all runs together at most, but for one run of a past that is longer."""
_LEAST_PRESENT: Final = 0.3


@dataclass(frozen=True, slots=True)
class LostTime:
    """`present` of each rostered agent on average take calls at all; after a call one is away for
    `after_call_s` seconds on average (exponential)."""

    present: float = 1.0
    after_call_s: float = 0.0

    def staff(self, there: Floats, rostered: Staff) -> Staff:
        """Who is there: a share of an agent is there as often as the share says, one of many always. `there`
        are numbers between 0 and 1, one for each change of the staff."""
        there = np.floor(rostered.agents * self.present + there)
        there = np.where(rostered.agents >= 1, np.maximum(there, 1), there)
        return Staff(rostered.since, there.astype(np.int64))


@dataclass(frozen=True, slots=True)
class Draws:
    """What is random in one run, drawn before it: for each call its handling time, its patience and the time
    away after it (in means), and for each change of the staff where a share of an agent falls."""

    handled: Floats
    patience: Floats
    away: Floats
    there: Floats

    @classmethod
    def of(cls, random: np.random.Generator, handled: Floats, patience: Patience, rostered: Staff) -> Self:
        count = len(handled)
        return cls(
            handled,
            patience.draw(random, count),
            random.exponential(1.0, count),
            random.random(len(rostered.agents)),
        )


def run(arrived: Floats, draws: Draws, rostered: Staff, lost: LostTime) -> Run:
    """One run of these calls with this staff, with what is lost between calls."""
    away = draws.away * lost.after_call_s
    staff = lost.staff(draws.there, rostered)
    served = serve(arrived, draws.handled, draws.patience, staff, lost=away)
    return Run(arrived, draws.handled + away, served, staff)


def fit(
    calls: Calls,
    day: NDArray[np.int64],
    handling: Handling,
    patience: Patience,
    rostered: Staff,
    limit_s: float,
    seed: int,
) -> LostTime:
    """What is lost, so that the share waiting over the limit is the recorded one: for each time after a call
    the presence that keeps the total, and of these the pair that comes nearest to every single day.

    `day` numbers the days of the calls. When even tireless agents make people wait more than they did, nothing
    is lost.
    """
    _, place = np.unique(day, return_inverse=True)
    asked = np.bincount(place)
    recorded = np.bincount(place, weights=calls.waited > limit_s) / asked
    turns = int(np.clip(_CALLS // len(calls), 1, _RUNS))
    drawn = [
        _past(np.random.default_rng((seed, turn)), calls, handling, patience, rostered)
        for turn in range(turns)
    ]

    def shares(lost: LostTime) -> Floats:
        waited = [run(calls.arrived, draws, rostered, lost).served.waited > limit_s for draws in drawn]
        return np.bincount(place, weights=np.mean(waited, axis=0)) / asked

    def total(of: Floats) -> float:
        return float(np.average(of, weights=asked))

    tried = []
    for after_call in AFTER_CALL:
        low, high = _LEAST_PRESENT, 1.0
        if total(shares(LostTime(high, after_call))) > total(recorded):
            break
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            waits = total(shares(LostTime(middle, after_call))) > total(recorded)
            low, high = (middle, high) if waits else (low, middle)
        lost = LostTime((low + high) / 2, after_call)
        tried.append((total((shares(lost) - recorded) ** 2), lost))
    return min(tried, key=lambda each: each[0])[1] if tried else LostTime()


def _past(
    random: np.random.Generator, calls: Calls, handling: Handling, patience: Patience, rostered: Staff
) -> Draws:
    """The calls as they were recorded, with times drawn for who was never handled."""
    drawn = handling.draw(random, calls.situation)
    return Draws.of(random, np.where(np.isnan(calls.handled), drawn, calls.handled), patience, rostered)
