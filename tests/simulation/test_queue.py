from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layan.simulation import erlang
from layan.simulation.queue import Staff, serve

FOR_EVER = np.inf


def _staff(*changes):
    return Staff(np.array([at for at, _ in changes], float), np.array([agents for _, agents in changes]))


def _served(calls, staff, **more):
    """Of (arrived, handled, patience) each: seconds waited, and whether answered."""
    arrived, handled, patience = (np.array(column, float) for column in zip(*calls, strict=True))
    served = serve(arrived, handled, patience, staff, **more)
    return list(zip(served.waited.tolist(), served.answered.tolist(), strict=True))


def test_who_finds_somebody_free_does_not_wait_and_the_next_waits_until_the_call_ends():
    calls = [(0, 100, FOR_EVER), (30, 50, FOR_EVER), (200, 10, FOR_EVER)]
    assert _served(calls, _staff((0, 1))) == [(0, True), (70, True), (0, True)]


def test_who_loses_patience_leaves_and_takes_nobodys_time():
    calls = [(0, 100, FOR_EVER), (10, 500, 20), (20, 30, FOR_EVER)]
    assert _served(calls, _staff((0, 1))) == [(0, True), (20, False), (80, True)]


def test_before_anybody_comes_callers_wait_and_after_all_have_gone_nobody_is_answered():
    calls = [(0, 10, FOR_EVER), (95, 10, FOR_EVER), (300, 10, 40)]
    assert _served(calls, _staff((60, 1), (100, 0))) == [(60, True), (0, True), (40, False)]


def test_who_is_talking_when_the_staff_shrinks_ends_the_call_first():
    calls = [(0, 100, FOR_EVER), (0, 100, FOR_EVER), (50, 10, FOR_EVER)]
    assert _served(calls, _staff((0, 2), (20, 1))) == [(0, True), (0, True), (50, True)]


def test_a_head_start_puts_a_caller_before_those_who_came_a_little_earlier():
    calls = [(0, 100, FOR_EVER), (10, 10, FOR_EVER), (50, 10, FOR_EVER)]
    assert _served(calls, _staff((0, 1)), ahead=np.array([0, 0, 90])) == [(0, True), (100, True), (50, True)]


def test_time_lost_after_a_call_is_waited_for_by_the_next():
    calls = [(0, 100, FOR_EVER), (10, 10, FOR_EVER)]
    assert _served(calls, _staff((0, 1)), lost=20.0) == [(0, True), (110, True)]


def _slowly(calls, agents):
    """Second by second: who can be answered, the longest waiting first."""
    waited, answered = [0.0] * len(calls), [False] * len(calls)
    waiting, busy = [], []
    for now in range(2000):
        busy = [end for end in busy if end > now]
        waiting += [place for place, (arrived, _, _) in enumerate(calls) if arrived == now]
        for place in list(waiting):
            arrived, handled, patience = calls[place]
            if now - arrived > patience:
                waited[place] = patience
                waiting.remove(place)
            elif len(busy) < agents:
                waited[place], answered[place] = now - arrived, True
                waiting.remove(place)
                busy.append(now + handled)
    return list(zip(waited, answered, strict=True))


_call = st.tuples(st.integers(0, 60), st.integers(1, 40), st.integers(0, 30))


@given(st.lists(_call, min_size=1, max_size=25), st.integers(1, 4))
def test_it_does_what_a_queue_watched_second_by_second_does(calls, agents):
    calls = sorted(calls, key=lambda call: call[0])
    assert _served(calls, _staff((0, agents))) == _slowly(calls, agents)


@given(
    st.lists(
        st.tuples(st.integers(0, 50), st.integers(0, 5)), min_size=1, unique_by=lambda change: change[0]
    ),
    st.lists(st.integers(-10, 70), min_size=2, unique=True),
)
def test_the_seconds_of_a_staff_are_the_sum_over_every_second(changes, edges):
    staff, edges = _staff(*sorted(changes)), sorted(edges)
    there = dict.fromkeys(range(-10, 70), 0)
    for since, agents in sorted(changes):
        there |= dict.fromkeys(range(since, 70), agents)
    by_hand = [sum(there[second] for second in range(a, b)) for a, b in pairwise(edges)]
    assert staff.seconds(np.array(edges, float)).tolist() == by_hand


def test_with_patience_it_waits_and_loses_as_erlang_a_says():
    steady = erlang.with_patience(10, calls_per_hour=190, handled_s=180, patience_s=120)
    random, count = np.random.default_rng(6), 400_000
    arrived = np.cumsum(random.exponential(3600 / 190, count))
    served = serve(arrived, random.exponential(180, count), random.exponential(120, count), _staff((0, 10)))
    assert served.waited.mean() == pytest.approx(steady.mean_wait_s, rel=0.03)
    assert 1 - served.answered.mean() == pytest.approx(steady.share_abandoned, rel=0.03)
    assert np.mean(served.waited > 60) == pytest.approx(steady.share_waiting_over(60), rel=0.03)


@pytest.mark.parametrize(
    "calls",
    [[(10, 5, 5), (0, 5, 5)], [(0, -1, 5)], [(0, 5, float("nan"))]],
    ids=["backwards", "negative", "no number"],
)
def test_nonsense_is_refused(calls):
    with pytest.raises(ValueError):
        _served(calls, _staff((0, 1)))


def test_a_part_of_an_agent_takes_no_calls():
    with pytest.raises(ValueError, match="part of an agent"):
        _served([(0, 1, 1)], _staff((0, 1.5)))


def test_a_staff_whose_times_do_not_ascend_is_refused():
    with pytest.raises(ValueError, match="ascend"):
        _staff((10, 1), (0, 2))
