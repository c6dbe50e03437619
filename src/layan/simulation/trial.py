"""A trial: the same period run many times over, and what came of it, with how sure that is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from layan.simulation.queue import Floats, Served, Staff, serve

KEYS: Final = (
    "asked", "answered", "abandoned", "share_waiting_over_limit", "share_abandoned", "mean_wait_s",
    "service_level", "occupancy",
)  # fmt: skip
"""What is measured: of all who asked for a person, how many were answered, left, waited over the limit
(until they were answered or left), were answered within it; the mean wait of all; and the share of the time
of the staff in which they were talking or finishing a call."""
INTERVAL: Final = (2.5, 97.5)
"""Between these percentiles of the runs lie 95 of 100."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: who asked, for how long they needed somebody, what became of them, and the staff there was."""

    arrived: Floats
    taken: Floats
    served: Served
    staff: Staff


@dataclass(frozen=True, slots=True)
class Measured:
    """One number of several runs: its mean, and between what 95 of 100 runs lie. nan where nobody asked."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Measures:
    """For each key of KEYS an array `[run, part]`; a part is a span of time between two edges."""

    values: Mapping[str, Floats]

    def of(self, key: str, part: int = 0) -> Measured:
        values = self.values[key][:, part]
        values = values[~np.isnan(values)]
        if not len(values):
            return Measured(np.nan, np.nan, np.nan)
        low, high = np.percentile(values, INTERVAL)
        return Measured(float(values.mean()), float(low), float(high))


def simulate(
    arrived: Floats,
    handled: Floats,
    patience: Floats | Callable[[np.random.Generator, int], Floats],
    since: Floats,
    agents: NDArray[np.integer],
    *,
    limit_s: float = 60.0,
    runs: int = 1,
    seed: int = 0,
) -> Measures:
    """A queue from arrays, for a notebook: calls at `arrived` (seconds, ascending) who each take `handled`
    seconds and wait `patience` seconds at most; `agents[k]` people from the second `since[k]` on.

    `patience` may be a function that draws so many. Returns the measures of the whole, as part 0. Raises
    ValueError as `queue.serve` and `queue.Staff` do.
    """
    staff = Staff(np.asarray(since, float), np.asarray(agents, np.int64))
    arrived, handled = np.asarray(arrived, float), np.asarray(handled, float)

    def run(random: np.random.Generator) -> Run:
        patient = patience(random, len(arrived)) if callable(patience) else patience
        return Run(arrived, handled, serve(arrived, handled, np.asarray(patient, float), staff), staff)

    end = float((arrived + handled).max()) if len(arrived) else float(staff.since[0])
    edges = np.array([min(float(staff.since[0]), *arrived[:1]), np.nextafter(end, np.inf)])
    return measure(every(run, runs, seed), [edges], limit_s)[0]


def every(run: Callable[[np.random.Generator], Run], runs: int, seed: int) -> Iterable[Run]:
    """So many runs, each with random numbers of its own: run k is the same whatever else is compared, so that
    two staffs or two plans meet the same calls."""
    for place in range(runs):
        yield run(np.random.default_rng((seed, place)))


def measure(runs: Iterable[Run], partings: list[Floats], limit_s: float) -> list[Measures]:
    """Measures of the runs for several ways to part the time: each an array of ascending edges, in seconds.
    A call belongs to the part in which it came, with all that became of it."""
    found: list[dict[str, list[Floats]]] = [{key: [] for key in KEYS} for _ in partings]
    for run in runs:
        for parting, edges in zip(found, partings, strict=True):
            for key, values in _measured(run, edges, limit_s).items():
                parting[key].append(values)
    return [Measures({key: np.array(rows) for key, rows in each.items()}) for each in found]


def _measured(run: Run, edges: Floats, limit_s: float) -> dict[str, Floats]:
    parts = len(edges) - 1
    part = np.searchsorted(edges, run.arrived, side="right") - 1
    inside = (part >= 0) & (part < parts)
    part = part[inside]
    waited, answered = run.served.waited[inside], run.served.answered[inside]

    def total(of: NDArray[np.generic]) -> Floats:
        return np.bincount(part, weights=of.astype(float), minlength=parts)

    asked, taken = np.bincount(part, minlength=parts).astype(float), total(answered)
    worked = total(np.where(answered, run.taken[inside], 0.0))
    there = run.staff.seconds(edges)
    return {
        "asked": asked,
        "answered": taken,
        "abandoned": asked - taken,
        "share_waiting_over_limit": _share(total(waited > limit_s), asked),
        "share_abandoned": _share(asked - taken, asked),
        "mean_wait_s": _share(total(waited), asked),
        "service_level": _share(total(answered & (waited <= limit_s)), asked),
        "occupancy": _share(worked, there),
    }


def _share(part: Floats, whole: Floats) -> Floats:
    shares: Floats = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return shares
