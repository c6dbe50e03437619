"""The fewest people per half hour of the week that keep a promise: a closed formula first, then the queue itself.

The formula (Erlang A) takes each half hour as if it lasted for ever. The queue knows better: who waits at the end
of one half hour is served in the next, days differ, handling times are not exponential, and time is lost between
calls. So people are added where the simulated weeks break the promise, and taken away where they keep it without.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, isfinite, sqrt
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

from layan.simulation import erlang, lost_time
from layan.simulation.demand import HALF_HOUR
from layan.simulation.fitted import Fitted
from layan.simulation.lost_time import Draws
from layan.simulation.queue import Floats, Staff

type Whole = NDArray[np.int64]
type Tried = Callable[[Whole], NDArray[np.bool_]]

_OF_WEEK: Final = 7 * 48
_CARRIED: Final = 2
"""So many half hours on, one person less is still felt."""
_FEW: Final = 0.05
"""Calls in a half hour below which nobody is asked to be there: one in ten hours."""
_TURNS: Final = 60


@dataclass(frozen=True, slots=True)
class Needed:
    """For each half hour of the week (Monday 00:00 is place 0, of 336): `agents` who keep the promise, `formula`
    the first answer of Erlang A, `calls` to be expected, and `over` the simulated share waiting over the limit,
    nan where nobody asked."""

    agents: Whole
    formula: Whole
    calls: Floats
    over: Floats

    @property
    def hours(self) -> float:
        """Hours of work in a week."""
        return float(self.agents.sum()) / 2


class _Weeks:
    """Simulated weeks, the same for every staff that is tried."""

    def __init__(self, fitted: Fitted, limit_s: float, runs: int) -> None:
        self.limit_s, self.lost = limit_s, fitted.lost
        self.since: Floats = np.arange(0.0, _OF_WEEK * HALF_HOUR, HALF_HOUR)
        nobody = Staff(self.since, np.zeros(_OF_WEEK, np.int64))
        self.drawn: list[tuple[Floats, Draws]] = []
        for turn in range(runs):
            random = np.random.default_rng((fitted.seed, turn))
            arrived = fitted.arrivals.draw(random, np.arange(0.0, 7 * 86400, 86400), np.arange(7))
            handled = fitted.handling.draw(random, np.full(len(arrived), ""))
            self.drawn.append((arrived, Draws.of(random, handled, fitted.patience, nobody)))
        self.asked = np.array([self._counted(arrived) for arrived, _ in self.drawn])

    def over(self, agents: Whole) -> Floats:
        """Who waits over the limit, `[week, half hour]`."""
        staff, found = Staff(self.since, agents), []
        for arrived, draws in self.drawn:
            waited = lost_time.run(arrived, draws, staff, self.lost).served.waited
            found.append(self._counted(arrived[waited > self.limit_s]))
        return np.array(found)

    @staticmethod
    def _counted(times: Floats) -> Floats:
        return np.bincount((times // HALF_HOUR).astype(int), minlength=_OF_WEEK).astype(float)


def needed(
    fitted: Fitted, limit_s: float, share: float, *, certainty: float = 0.95, runs: int = 200
) -> Needed:
    """The fewest people with whom, in every half hour, at most `share` of all who ask wait over `limit_s`
    seconds, as sure as `certainty` after so many simulated weeks.

    Half hours with hardly a call are left without people. Raises ValueError when `share` is not above 0 and at
    most 1, or `certainty` not between a half and 1.
    """
    if not 0.5 <= certainty < 1:
        raise ValueError(f"certainty must be from 0.5 and below 1, not {certainty}")
    calls = fitted.arrivals.rates.ravel()
    formula = _by_formula(fitted, calls, limit_s, share)
    weeks = _Weeks(fitted, limit_s, runs)
    z = NormalDist().inv_cdf(certainty)

    def broken(agents: Whole) -> NDArray[np.bool_]:
        return (_bound(weeks.over(agents), weeks.asked, z) > share) & (formula > 0)

    agents = _enough(formula, broken)
    while True:
        fewer = agents
        for parity in (0, 1):
            fewer = _without(fewer, parity, broken)
        fewer = _enough(fewer, broken)
        if fewer.sum() >= agents.sum():
            break
        agents = fewer
    asked = weeks.asked.sum(axis=0)
    over = np.divide(weeks.over(agents).sum(axis=0), asked, out=np.full(_OF_WEEK, np.nan), where=asked > 0)
    return Needed(agents, formula, calls, over)


def _by_formula(fitted: Fitted, calls: Floats, limit_s: float, share: float) -> Whole:
    taken = float(fitted.handling.every.mean()) + fitted.lost.after_call_s
    patience = fitted.patience.mean_s
    found = np.zeros(_OF_WEEK, np.int64)
    for place in np.flatnonzero(calls >= _FEW):
        servers = erlang.fewest(
            calls_per_hour=2 * float(calls[place]), handled_s=taken, limit_s=limit_s, share=share,
            patience_s=patience if isfinite(patience) else None,
        )  # fmt: skip
        found[place] = ceil(servers / fitted.lost.present)
    return found


def _bound(over: Floats, asked: Floats, z: float) -> Floats:
    """What the share over the limit hardly exceeds: the share of all weeks together, and z standard errors of
    such a ratio (weeks being drawn, not calls)."""
    total = np.maximum(asked.sum(axis=0), 1.0)
    share = over.sum(axis=0) / total
    error = sqrt(len(over)) * np.std(over - share * asked, axis=0, ddof=1) / total
    bound: Floats = share + z * error
    return bound


def _enough(agents: Whole, broken: Tried) -> Whole:
    """One more wherever the promise is broken, until it is nowhere."""
    for _ in range(_TURNS):
        short = broken(agents)
        if not short.any():
            break
        agents = agents + short
    return agents


def _without(agents: Whole, parity: int, broken: Tried) -> Whole:
    """One less in every second half hour, but where that breaks the promise there or soon after."""
    chosen = (np.arange(_OF_WEEK) % 2 == parity) & (agents > 1)
    felt = broken(agents - chosen)
    for later in range(1, _CARRIED + 1):
        felt[:-later] |= felt[later:]
    fewer: Whole = agents - (chosen & ~felt)
    return fewer
