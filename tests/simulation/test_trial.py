import numpy as np
import pytest

import layan
from layan.simulation.queue import Served, Staff
from layan.simulation.trial import Run, every, measure

STAFF = Staff(np.array([0.0]), np.array([2]))


def _run(arrived, waited, answered, taken=100.0):
    served = Served(np.array(waited, float), np.array(answered))
    return Run(np.array(arrived, float), np.full(len(arrived), taken), served, STAFF)


def test_each_measure_counts_all_who_asked():
    run = _run([0, 10, 20, 30], [0, 50, 90, 70], [True, True, True, False])
    [whole] = measure([run], [np.array([0.0, 400.0])], 60.0)
    means = {key: whole.of(key).mean for key in whole.values}
    assert means == {
        "asked": 4, "answered": 3, "abandoned": 1, "share_waiting_over_limit": 0.5, "share_abandoned": 0.25,
        "mean_wait_s": 52.5, "service_level": 0.5, "occupancy": 300 / 800,
    }  # fmt: skip


def test_a_call_belongs_to_the_part_in_which_it_came_and_a_part_without_calls_has_no_shares():
    run = _run([0, 250], [70, 0], [True, True])
    [parts] = measure([run], [np.array([0.0, 100, 200, 300])], 60.0)
    assert [parts.of("share_waiting_over_limit", part).mean for part in (0, 2)] == [1, 0]
    assert parts.of("asked", 1).mean == 0 and np.isnan(parts.of("mean_wait_s", 1).mean)


def test_the_interval_holds_ninety_five_of_a_hundred_runs():
    runs = [_run([0], [wait], [True]) for wait in range(201)]
    [whole] = measure(runs, [np.array([0.0, 1.0])], 60.0)
    wait = whole.of("mean_wait_s")
    assert (wait.mean, wait.low, wait.high) == (100, 5, 195)


def test_the_same_seed_gives_the_same_runs_and_each_run_its_own_numbers():
    def drawn(seed):
        return list(every(lambda random: random.random(), 3, seed))

    assert drawn(1) == drawn(1) != drawn(2)
    assert len(set(drawn(1))) == 3


def test_a_notebook_asks_with_arrays():
    """M/M/1 at 80 %: of all who ask, the mean wait is 0.8 / (1 - 0.8) = 4 handling times."""
    random = np.random.default_rng(4)
    arrived = np.cumsum(random.exponential(100 / 0.8, 400_000))
    handled = random.exponential(100, 400_000)
    measures = layan.simulate(arrived, handled, np.full(400_000, np.inf), np.array([0.0]), np.array([1]))
    assert measures.of("mean_wait_s").mean == pytest.approx(400, rel=0.1)
    assert measures.of("occupancy").mean == pytest.approx(0.8, rel=0.02)


def test_layan_has_nothing_else_at_hand():
    with pytest.raises(AttributeError):
        layan.simulated  # noqa: B018
