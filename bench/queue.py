"""The queue against the closed formulas, and its speed against simpy, ciw and a bare compiled loop, in one run.

    python bench/queue.py            prints the tables
    python bench/queue.py --save     also writes them into bench/README.md, under "The queue"

The peers have an environment of their own in .bench/queues, made the first time. Speed: M/M/c+M, 40 agents at 105 %,
200,000 calls for us and the bare loop, fewer for the peers, as a second of theirs is enough to know.
"""

import argparse
import json
import subprocess
import time
from collections.abc import Callable
from math import sqrt
from pathlib import Path

import numpy as np
from numba import njit

from bench.peers.environment import queues
from layan.simulation import erlang
from layan.simulation.queue import Staff, serve

ROOT = Path(__file__).resolve().parents[1]
README = Path(__file__).with_name("README.md")
HEADING = "## The queue"
SEEDS, RUNS, CALLS, SETTLED = 100, 20, 50_000, 5_000
STUDENT_19 = 2.093
"""Of 20 runs, the half width of a 95 % interval in standard errors."""
AGENTS, HANDLED_S, PATIENCE_S, LOAD = 40, 180.0, 120.0, 1.05
SPEED_CALLS, PEER_CALLS, TURNS = 200_000, 20_000, 7
type Times = Callable[[np.random.Generator, int], np.ndarray]


def exponential(mean: float) -> Times:
    return lambda random, count: random.exponential(mean, count)


def constant(value: float) -> Times:
    return lambda random, count: np.full(count, value)


def lognormal(mean: float, squared_variation: float) -> Times:
    sigma = sqrt(np.log1p(squared_variation))
    return lambda random, count: random.lognormal(np.log(mean) - sigma**2 / 2, sigma, count)


def waits(
    agents: int, load: float, handled: Times, patience: Times, seed: tuple[int, int]
) -> tuple[float, float]:
    """The mean wait and the share of who left, once the queue has settled."""
    random = np.random.default_rng(seed)
    arrived = np.cumsum(random.exponential(HANDLED_S / agents / load, CALLS))
    served = serve(arrived, handled(random, CALLS), patience(random, CALLS), _staff(agents))
    return float(served.waited[SETTLED:].mean()), float(1 - served.answered[SETTLED:].mean())


def _staff(agents: int) -> Staff:
    return Staff(np.array([0.0]), np.array([agents]))


def covered(truth: float, measure: int, case: tuple[int, float, Times, Times]) -> int:
    """In how many of the seeds the truth lies in the 95 % confidence interval of the runs' mean."""
    inside = 0
    for seed in range(SEEDS):
        found = np.array([waits(*case, (seed, run))[measure] for run in range(RUNS)])
        inside += abs(found.mean() - truth) <= STUDENT_19 * found.std(ddof=1) / sqrt(RUNS)
    return inside


def truths() -> list[tuple[str, float, int, tuple[int, float, Times, Times]]]:
    """What is known exactly: a name, the value, whether of waits (0) or of who left (1), and the queue."""
    handled, for_ever = exponential(HANDLED_S), constant(np.inf)

    def rate(agents: int, load: float) -> float:
        return 3600 * agents * load / HANDLED_S

    five = erlang.without_patience(5, calls_per_hour=rate(5, 0.7), handled_s=HANDLED_S)
    forty = erlang.with_patience(
        AGENTS, calls_per_hour=rate(AGENTS, LOAD), handled_s=HANDLED_S, patience_s=PATIENCE_S
    )
    leaving = (AGENTS, LOAD, handled, exponential(PATIENCE_S))
    # Pollaczek and Khinchine, one server: load / (1 - load) * (1 + squared variation) / 2 handling times.
    found = [
        ("M/M/5 at 70 %: mean wait (Erlang C)", five.mean_wait_s, 0, (5, 0.7, handled, for_ever)),
        ("M/M/40+M at 105 %: mean wait (Erlang A)", forty.mean_wait_s, 0, leaving),
        ("M/M/40+M at 105 %: share leaving (Erlang A)", forty.share_abandoned, 1, leaving),
    ]
    for name, times, squared in (
        ("M/D/1", constant(HANDLED_S), 0.0),
        ("M/LogN/1, squared variation 0.5", lognormal(HANDLED_S, 0.5), 0.5),
    ):
        wait = 0.6 / 0.4 * (1 + squared) / 2 * HANDLED_S
        found.append(
            (f"{name} at 60 %: mean wait (Pollaczek and Khinchine)", wait, 0, (1, 0.6, times, for_ever))
        )
    return found


@njit
def bare(arrived: np.ndarray, handled: np.ndarray, patience: np.ndarray, agents: int) -> int:
    """The same model with nothing around it: who gets free first takes the next, if that one still waits."""
    free = np.zeros(agents)
    answered = 0
    for call in range(len(arrived)):
        first = np.argmin(free)
        start = max(free[first], arrived[call])
        if start - arrived[call] <= patience[call]:
            free[first] = start + handled[call]
            answered += 1
    return answered


def speeds(folder: Path) -> dict[str, float]:
    """Calls a second."""
    random = np.random.default_rng(1)
    gaps = random.exponential(HANDLED_S / AGENTS / LOAD, SPEED_CALLS)
    arrived, handled = np.cumsum(gaps), random.exponential(HANDLED_S, SPEED_CALLS)
    patience, staff = random.exponential(PATIENCE_S, SPEED_CALLS), _staff(AGENTS)
    ways = {
        "Layan": lambda: serve(arrived, handled, patience, staff),
        "a bare compiled loop": lambda: bare(arrived, handled, patience, AGENTS),
    }
    found = {}
    for name, way in ways.items():
        way()  # compiled
        found[name] = SPEED_CALLS / min(_took(way) for _ in range(TURNS))
    python = queues(folder)
    for name in ("simpy", "ciw"):
        script = ROOT / "bench" / "peers" / "queues" / f"with_{name}.py"
        words = [python, script, AGENTS, HANDLED_S, PATIENCE_S, LOAD, PEER_CALLS]
        done = subprocess.run([str(word) for word in words], check=True, stdout=subprocess.PIPE, text=True)
        told = json.loads(done.stdout)
        found[f"{name} {told['version']}"] = told["calls_a_second"]
    return found


def _took(way: Callable[[], object]) -> float:
    began = time.perf_counter()
    way()
    return time.perf_counter() - began


def tables(folder: Path) -> str:
    lines = [f"| what is known exactly | value | within the interval, of {SEEDS} seeds |", "|---|---:|---:|"]
    for name, truth, measure, case in truths():
        value = f"{truth:.2%}" if measure else f"{truth:.2f} s"
        lines.append(f"| {name} | {value} | {covered(truth, measure, case)} |")
    found = speeds(folder)
    lines += ["", "| M/M/40+M | calls a second | Layan is |", "|---|---:|---:|"]
    lines += [
        f"| {name} | {rate:,.0f} | {found['Layan'] / rate:,.1f} times as fast |"
        for name, rate in found.items()
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--save", action="store_true")
    given = parser.parse_args()
    text = tables(ROOT / ".bench" / "queues")
    print(text)
    if given.save:
        before, _, rest = README.read_text(encoding="utf-8").partition(f"{HEADING}\n")
        head, _, old = rest.partition("\n| what is known exactly")
        _, more, after = old.partition("\n## ")
        README.write_text(f"{before}{HEADING}\n{head}\n{text}\n{more}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
