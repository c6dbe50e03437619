"""A queue of a live channel: who asked is answered by the next person free, or leaves when patience ends.

One compiled loop over three streams of events (somebody asks, somebody gets free, the staff changes). It is
exact for what it models: any times of handling and patience, staff that changes, and callers who count as if
they had waited longer than they have.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Whole = NDArray[np.int64]
type Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Staff:
    """How many can take calls: `agents[k]` from the second `since[k]` on, until `since[k + 1]`; nobody
    before the first. Ascending; who is talking when the number falls ends the call first. A roster may name
    parts of an agent, whom `lost_time` makes whole; a queue cannot."""

    since: Floats
    agents: Whole | Floats

    def __post_init__(self) -> None:
        if len(self.since) != len(self.agents) or not len(self.since):
            raise ValueError("Staff needs as many numbers as times, and one at least.")
        if np.any(np.diff(self.since) <= 0) or np.any(self.agents < 0):
            raise ValueError("The times of the staff must ascend, and no number be below zero.")

    def seconds(self, edges: Floats) -> Floats:
        """Seconds of work between each edge and the next, of all agents together."""
        done = np.concatenate(([0.0], np.cumsum(np.diff(self.since) * self.agents[:-1])))
        beyond = np.maximum(edges - self.since[-1], 0.0) * self.agents[-1]
        return np.diff(np.interp(edges, self.since, done) + beyond)


@dataclass(frozen=True, slots=True)
class Served:
    """What became of each call, in the order of asking: seconds waited, and whether it was answered."""

    waited: Floats
    answered: Flags


def serve(
    arrived: Floats,
    handled: Floats,
    patience: Floats,
    staff: Staff,
    *,
    lost: Floats | float = 0.0,
    ahead: Floats | float = 0.0,
) -> Served:
    """Runs the queue once.

    `arrived` in seconds on one time line, ascending; `handled`, `patience` (inf: waits for ever), `lost` (how
    long the agent is away after the call) and `ahead` (how much longer the caller counts as waiting) in
    seconds, one for each call. Who is never answered and never leaves waited until the last event.
    Raises ValueError when lengths differ, times go backwards, a duration is negative or no number, or the
    staff is not whole.
    """
    count = len(arrived)
    each = [np.broadcast_to(np.asarray(one, float), (count,)) for one in (handled, patience, lost, ahead)]
    if np.any(np.diff(arrived) < 0):
        raise ValueError("Calls must come in the order of their times.")
    if np.any(staff.agents % 1):
        raise ValueError("A part of an agent cannot take calls.")
    if any(np.any(~(one >= 0)) for one in each):
        raise ValueError("A duration is negative or no number.")
    handling, patient, away, early = (np.ascontiguousarray(one) for one in each)
    agents = staff.agents.astype(np.int64)
    times = np.ascontiguousarray(arrived, float)
    waited, answered = _serve(times, handling + away, patient, early, staff.since, agents)
    return Served(waited, answered)


@njit(cache=True, nogil=True)
def _serve(arrived: Any, taken: Any, patience: Any, ahead: Any, since: Any, agents: Any) -> Any:
    count = len(arrived)
    waited, answered = np.zeros(count), np.zeros(count, np.bool_)
    line_key, line_call = np.empty(count + 1), np.empty(count + 1, np.int64)
    line = 0  # how many are in it, the first in place 1 (binary heap)
    free = np.empty(agents.max() + 2)
    busy, present, call, change = 0, 0, 0, 0
    now = 0.0
    while True:
        ask = arrived[call] if call < count else np.inf
        done = free[1] if busy else np.inf
        shift = since[change] if change < len(since) else np.inf
        if done <= ask and done <= shift:
            if done == np.inf:
                break
            now = done
            last, busy = free[busy], busy - 1
            if busy:
                _sift_time(free, busy, last)
        elif shift <= ask:
            now, present, change = shift, agents[change], change + 1
        else:
            now = ask
            if busy < present and line == 0:
                answered[call] = True
                busy += 1
                _rise_time(free, busy, now + taken[call])
            else:
                line += 1
                _rise_call(line_key, line_call, line, ask - ahead[call], call)
            call += 1
        while line and busy < present:
            first = line_call[1]
            key, last_call, line = line_key[line], line_call[line], line - 1
            if line:
                _sift_call(line_key, line_call, line, key, last_call)
            waiting = now - arrived[first]
            if waiting > patience[first]:
                waited[first] = patience[first]
            else:
                waited[first], answered[first] = waiting, True
                busy += 1
                _rise_time(free, busy, now + taken[first])
    for place in range(1, line + 1):
        left = line_call[place]
        waited[left] = patience[left] if patience[left] < np.inf else now - arrived[left]
    return waited, answered


@njit(cache=True, nogil=True)
def _rise_time(heap: Any, place: int, time: float) -> None:
    while place > 1 and heap[place // 2] > time:
        heap[place] = heap[place // 2]
        place //= 2
    heap[place] = time


@njit(cache=True, nogil=True)
def _sift_time(heap: Any, size: int, time: float) -> None:
    place = 1
    while 2 * place <= size:
        child = 2 * place
        if child < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= time:
            break
        heap[place] = heap[child]
        place = child
    heap[place] = time


@njit(cache=True, nogil=True)
def _rise_call(keys: Any, calls: Any, place: int, key: float, call: int) -> None:
    while place > 1 and keys[place // 2] > key:
        keys[place], calls[place] = keys[place // 2], calls[place // 2]
        place //= 2
    keys[place], calls[place] = key, call


@njit(cache=True, nogil=True)
def _sift_call(keys: Any, calls: Any, size: int, key: float, call: int) -> None:
    place = 1
    while 2 * place <= size:
        child = 2 * place
        if child < size and (
            keys[child + 1] < keys[child]
            or (keys[child + 1] == keys[child] and calls[child + 1] < calls[child])
        ):
            child += 1
        if keys[child] > key or (keys[child] == key and calls[child] > call):
            break
        keys[place], calls[place] = keys[child], calls[child]
        place = child
    keys[place], calls[place] = key, call
