"""Time lost between calls: what makes a recorded staff wait longer than the same number of tireless agents.

Who is on a roster is not always there, and who has ended a call is not at once free for the next. Neither is
recorded, but both show in the waits. They are fitted so that the simulated past waits as the recorded one did.
"""

from dataclasses import dataclass
from typing import Final

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


@dataclass(frozen=True, slots=True)
class LostTime:
    """`present` of each rostered agent on average take calls at all; after a call one is away for
    `after_call_s` seconds on average (exponential)."""

    present: float = 1.0
    after_call_s: float = 0.0

    def staff(self, random: np.random.Generator, rostered: Staff) -> Staff:
        """Who is there: a share of an agent is there as often as the share says, one of many always."""
        there = np.floor(rostered.agents * self.present + random.random(len(rostered.agents)))
        there = np.where(rostered.agents > 0, np.maximum(there, 1), 0)
        return Staff(rostered.since, there.astype(np.int64))


def run(
    random: np.random.Generator, arrived: Floats, handled: Floats, patience: Patience, rostered: Staff,
    lost: LostTime,
) -> Run:  # fmt: skip
    """One run of these calls with this staff, with what is lost between calls."""
    patient = patience.draw(random, len(arrived))
    away = random.exponential(1.0, len(arrived)) * lost.after_call_s
    staff = lost.staff(random, rostered)
    served = serve(arrived, handled, patient, staff, lost=away)
    return Run(arrived, handled + away, served, staff)


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
    days, place = np.unique(day, return_inverse=True)
    asked = np.bincount(place)
    recorded = np.bincount(place, weights=calls.waited > limit_s) / asked

    def shares(lost: LostTime) -> Floats:
        over = np.zeros(len(days))
        for turn in range(_RUNS):
            random = np.random.default_rng((seed, turn))
            drawn = handling.draw(random, calls.situation)
            handled = np.where(np.isnan(calls.handled), drawn, calls.handled)
            waited = run(random, calls.arrived, handled, patience, rostered, lost).served.waited
            over += np.bincount(place, weights=waited > limit_s)
        return over / asked / _RUNS

    total = float(np.average(recorded, weights=asked))
    tried = []
    for after_call in AFTER_CALL:
        low, high = 0.3, 1.0
        if np.average(shares(LostTime(high, after_call)), weights=asked) > total:
            break
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            waits = np.average(shares(LostTime(middle, after_call)), weights=asked) > total
            low, high = (middle, high) if waits else (low, middle)
        lost = LostTime((low + high) / 2, after_call)
        tried.append((float(np.average((shares(lost) - recorded) ** 2, weights=asked)), lost))
    return min(tried, key=lambda each: each[0])[1] if tried else LostTime()
