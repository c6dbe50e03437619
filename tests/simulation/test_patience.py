import numpy as np
import pytest

from layan.simulation.patience import Patience


def test_an_answered_wait_counts_among_those_who_could_still_leave():
    """By hand: of 4 one leaves at 10 s (3/4 stay); one is answered at 20 s; of the 2 left one leaves at 30 s."""
    patience = Patience.fit(np.array([10.0, 20, 30, 40]), np.array([True, False, True, False]))
    assert patience.after.tolist() == [10, 30]
    assert patience.staying.tolist() == [0.75, 0.375]


def test_the_true_patience_is_found_though_most_are_answered_before_it_ends():
    random = np.random.default_rng(1)
    patient, offered = random.exponential(300, 50_000), random.exponential(60, 50_000)
    fitted = Patience.fit(np.minimum(patient, offered), patient < offered)
    assert fitted.mean_s == pytest.approx(300, rel=0.05)
    assert fitted.draw(random, 50_000).mean() == pytest.approx(300, rel=0.05)


def test_where_nobody_left_everybody_waits_for_ever():
    patience = Patience.fit(np.array([5.0, 9]), np.array([False, False]))
    assert patience.draw(np.random.default_rng(0), 2).tolist() == [np.inf, np.inf]
    assert patience.mean_s == np.inf


def test_no_waits_at_all_are_endless_patience():
    assert Patience.fit(np.empty(0), np.empty(0, bool)).mean_s == np.inf
