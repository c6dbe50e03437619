from math import erfc, exp, inf, log, nan, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layan.simulation.erlang import Steady, erlang_b, erlang_c, fewest, with_patience, without_patience

SERVERS = st.integers(1, 40)
OFFERED = st.floats(0.05, 60)
RATES = st.floats(1, 2000)
HANDLED = st.floats(20, 900)
PATIENCE = st.floats(10, 3000)
LIMITS = st.floats(0, 600)


# What the tables say


@pytest.mark.parametrize(
    ("servers", "offered", "share"),
    [
        (10, 5, 0.01838),
        (5, 3, 0.11005),
        (20, 12, 0.00980),
        (100, 100, 0.07570),
        (1, 1, 0.5),
        (0, 3, 1),
        (3, 0, 0),
    ],
)
def test_calls_turned_away(servers, offered, share):
    assert erlang_b(servers, offered) == pytest.approx(share, abs=5e-6)


@pytest.mark.parametrize(
    ("servers", "offered", "share"),
    [
        (10, 8, 0.40918),
        (5, 4, 0.55411),
        (2, 1, 1 / 3),
        (1, 0.7, 0.7),
        (3, 0, 0),
        (0, 0, 1),
        (4, 4, 1),
        (4, 9, 1),
    ],
)
def test_calls_that_wait(servers, offered, share):
    assert erlang_c(servers, offered) == pytest.approx(share, abs=5e-6)


def test_ten_erlangs_on_fourteen():
    """The example that most introductions to staffing calculate: 200 calls an hour of three minutes each."""
    steady = without_patience(14, calls_per_hour=200, handled_s=180)
    assert steady.share_waiting == pytest.approx(0.1741, abs=5e-5)
    assert steady.share_waiting_over(20) == pytest.approx(1 - 0.8884, abs=1e-4)
    assert steady.mean_wait_s == pytest.approx(7.8, abs=0.05)
    assert steady.occupancy == pytest.approx(10 / 14)
    assert fewest(calls_per_hour=200, handled_s=180, limit_s=20, share=0.2) == 14


def test_fifty_servers_and_callers_of_two_minutes():
    """Garnett, Mandelbaum and Reiman 2002, table 1: 48 calls a minute, of a minute each."""
    asked = {"calls_per_hour": 48 * 60, "handled_s": 60}
    leaving = with_patience(50, **asked, patience_s=120)
    assert leaving.share_abandoned == pytest.approx(0.031, abs=5e-4)
    assert leaving.mean_wait_s == pytest.approx(3.7, abs=0.05)
    assert leaving.share_waiting_over(12.5) == pytest.approx(0.10, abs=2e-3)
    assert leaving.occupancy == pytest.approx(0.93, abs=5e-3)
    staying = without_patience(50, **asked)
    assert staying.mean_wait_s == pytest.approx(20.8, abs=0.05)
    assert staying.share_waiting_over(58.1) == pytest.approx(0.10, abs=2e-3)
    assert staying.occupancy == pytest.approx(0.96)


# What is slow and obvious


def _balance(servers, rate, service, leaving, places):
    """How likely 0, 1, … `places` calls are present: the flows into every state are the flows out of it."""
    flows = np.zeros((places + 1, places + 1))
    for n in range(places):
        flows[n, n + 1] = rate
        flows[n + 1, n] = min(n + 1, servers) * service + max(n + 1 - servers, 0) * leaving
    flows -= np.diag(flows.sum(axis=1))
    equations = np.vstack([flows.T, np.ones(places + 1)])
    return np.linalg.lstsq(equations, np.array([0.0] * (places + 1) + [1.0]), rcond=None)[0]


def _exponential(matrix):
    halvings = max(0, int(np.ceil(np.log2(max(np.abs(matrix).sum(axis=1).max(), 1)))))
    term = total = np.eye(len(matrix))
    for n in range(1, 20):
        term = term @ matrix / 2**halvings / n
        total = total + term
    return np.linalg.matrix_power(total, 2**halvings)


def _queue_over(limit_s, servers, service, leaving, found):
    """A call moves up when a server is free or one ahead leaves, unless it leaves itself."""
    moves = np.zeros((len(found), len(found)))
    for ahead in range(len(found)):
        moves[ahead, ahead] = -(servers * service + (ahead + 1) * leaving)
        if ahead:
            moves[ahead, ahead - 1] = servers * service + ahead * leaving
    return found @ _exponential(moves * limit_s).sum(axis=1)


@pytest.mark.parametrize("patience_s", [15, 120, 900])
@pytest.mark.parametrize(("servers", "calls_per_hour"), [(1, 20), (3, 30), (8, 90), (8, 150), (20, 200)])
def test_the_chain_written_out(servers, calls_per_hour, patience_s):
    rate, service, leaving = calls_per_hour / 3600, 1 / 300, 1 / patience_s
    present = _balance(servers, rate, service, leaving, places=72)
    waiting = np.maximum(np.arange(73) - servers, 0)
    steady = with_patience(servers, calls_per_hour=calls_per_hour, handled_s=300, patience_s=patience_s)
    assert steady.share_waiting == pytest.approx(present[servers:].sum(), abs=1e-9)
    assert steady.mean_wait_s == pytest.approx(present @ waiting / rate, rel=1e-7)
    assert steady.share_abandoned == pytest.approx(present @ waiting * leaving / rate, rel=1e-7)
    assert steady.occupancy == pytest.approx(present @ np.minimum(np.arange(73), servers) / servers, abs=1e-9)
    for limit_s in (1, 20, 90, 600):
        over = _queue_over(limit_s, servers, service, leaving, present[servers:])
        assert steady.share_waiting_over(limit_s) == pytest.approx(over, abs=1e-9)


# What is always so


@given(servers=SERVERS, offered=OFFERED)
def test_more_servers_turn_away_less_and_let_wait_less(servers, offered):
    assert erlang_b(servers + 1, offered) < erlang_b(servers, offered)
    assert erlang_c(servers + 1, offered) <= erlang_c(servers, offered)
    assert erlang_b(servers, offered) <= erlang_c(servers, offered) <= 1


@given(servers=SERVERS, rate=RATES, handled_s=HANDLED, patience_s=PATIENCE, limit_s=LIMITS)
def test_more_servers_are_better_for_everybody(servers, rate, handled_s, patience_s, limit_s):
    asked = {"calls_per_hour": rate, "handled_s": handled_s, "patience_s": patience_s}
    few, more = with_patience(servers, **asked), with_patience(servers + 1, **asked)
    slack = 1e-9
    assert more.share_waiting <= few.share_waiting + slack
    assert more.share_waiting_over(limit_s) <= few.share_waiting_over(limit_s) + slack
    assert more.share_abandoned <= few.share_abandoned + slack
    assert more.mean_wait_s <= few.mean_wait_s * (1 + slack)


@given(servers=SERVERS, rate=RATES, handled_s=HANDLED, patience_s=PATIENCE)
def test_who_comes_is_answered_or_leaves(servers, rate, handled_s, patience_s):
    steady = with_patience(servers, calls_per_hour=rate, handled_s=handled_s, patience_s=patience_s)
    mean_queue = steady.mean_wait_s * rate / 3600
    answered = steady.occupancy * servers / handled_s
    assert answered + mean_queue / patience_s == pytest.approx(rate / 3600, rel=1e-8)
    assert steady.share_abandoned * rate / 3600 == pytest.approx(mean_queue / patience_s, rel=1e-8)


@settings(max_examples=15)
@given(servers=SERVERS, rate=RATES, handled_s=HANDLED, patience_s=PATIENCE)
def test_the_waits_beyond_each_moment_add_up_to_the_mean(servers, rate, handled_s, patience_s):
    """A mean is the area under its tail."""
    steady = with_patience(servers, calls_per_hour=rate, handled_s=handled_s, patience_s=patience_s)
    points, weights = np.polynomial.legendre.leggauss(20)
    edges = patience_s * np.concatenate([[0], np.geomspace(1e-3, 40, 24)])
    area = sum(
        half * weights[n] * steady.share_waiting_over(middle + half * points[n])
        for middle, half in zip((edges[1:] + edges[:-1]) / 2, np.diff(edges) / 2, strict=True)
        for n in range(20)
    )
    assert area == pytest.approx(steady.mean_wait_s, rel=1e-6, abs=1e-9)


@given(servers=SERVERS, load=st.floats(0.05, 0.95), handled_s=HANDLED, limit_s=LIMITS)
def test_those_who_leave_late_are_as_those_who_never_leave(servers, load, handled_s, limit_s):
    asked = {"calls_per_hour": load * servers * 3600 / handled_s, "handled_s": handled_s}
    never, late = without_patience(servers, **asked), with_patience(servers, **asked, patience_s=1e10)
    assert late.share_waiting == pytest.approx(never.share_waiting, abs=1e-4)
    assert late.share_waiting_over(limit_s) == pytest.approx(never.share_waiting_over(limit_s), abs=1e-4)
    assert late.mean_wait_s == pytest.approx(never.mean_wait_s, rel=1e-3)
    assert late.share_abandoned < 1e-4


@settings(max_examples=50)
@given(
    rate=RATES,
    handled_s=HANDLED,
    limit_s=LIMITS,
    share=st.floats(0.01, 0.9),
    patience_s=st.none() | PATIENCE,
)
def test_one_fewer_is_too_few(rate, handled_s, limit_s, share, patience_s):
    asked = {"calls_per_hour": rate, "handled_s": handled_s}

    def steady(servers) -> Steady:
        if patience_s is None:
            return without_patience(servers, **asked)
        return with_patience(servers, **asked, patience_s=patience_s)

    servers = fewest(**asked, limit_s=limit_s, share=share, patience_s=patience_s)
    assert steady(servers).share_waiting_over(limit_s) <= share
    assert servers == 1 or steady(servers - 1).share_waiting_over(limit_s) > share


# At the edges


def test_servers_who_cannot_keep_up():
    steady = without_patience(2, calls_per_hour=60, handled_s=300)
    assert (steady.share_waiting, steady.mean_wait_s, steady.occupancy) == (1.0, inf, 1.0)
    assert steady.share_waiting_over(3600) == 1.0


def test_nobody_at_work():
    leaving = with_patience(0, calls_per_hour=60, handled_s=300, patience_s=100)
    assert (leaving.share_abandoned, leaving.mean_wait_s, leaving.occupancy) == (1.0, 100, 0.0)
    assert leaving.share_waiting_over(50) == pytest.approx(exp(-0.5))
    staying = without_patience(0, calls_per_hour=60, handled_s=300)
    assert (staying.share_waiting, staying.mean_wait_s, staying.occupancy) == (1.0, inf, 0.0)


def test_nobody_calls():
    steady = with_patience(3, calls_per_hour=0, handled_s=300, patience_s=100)
    assert (steady.share_waiting, steady.mean_wait_s, steady.occupancy) == (0.0, 0.0, 0.0)
    assert steady.share_waiting_over(1) == 0.0
    assert without_patience(3, calls_per_hour=0, handled_s=300).mean_wait_s == 0.0
    assert fewest(calls_per_hour=0, handled_s=300, limit_s=20, share=0.2) == 0


def test_a_thousand_servers():
    asked = {"calls_per_hour": 12_000, "handled_s": 300, "patience_s": 120}
    assert with_patience(2_000, **asked).share_waiting < 1e-100
    assert with_patience(100, **asked).share_abandoned == pytest.approx(0.9, abs=1e-6)
    assert fewest(**asked, limit_s=20, share=0.2) == 881


def test_many_servers_in_overload_are_as_a_bell_curve():
    """How long one who never leaves would wait is then nearly normal (Garnett et al. 2002)."""
    steady = with_patience(8_810, calls_per_hour=120_000, handled_s=300, patience_s=120)
    mean_s, spread_s = 120 * log(10_000 / 8_810), sqrt(300 * 120 / 8_810)
    for limit_s in (12, 15, 18):
        normal = erfc((limit_s - mean_s) / spread_s / sqrt(2)) / 2
        assert steady.share_waiting_over(limit_s) == pytest.approx(exp(-limit_s / 120) * normal, abs=0.01)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"servers": -1}, "servers must be a whole number"),
        ({"servers": 2.5}, "servers must be a whole number"),
        ({"calls_per_hour": -1}, "calls_per_hour must be 0 or more"),
        ({"calls_per_hour": nan}, "calls_per_hour must be 0 or more"),
        ({"handled_s": 0}, "handled_s must be above 0"),
        ({"handled_s": inf}, "handled_s must be above 0"),
        ({"patience_s": 0}, "patience_s must be above 0"),
        ({"patience_s": nan}, "patience_s must be above 0"),
        ({"calls_per_hour": 1e300, "handled_s": 1e300}, "handled_s must be 0 or more and finite"),
        ({"handled_s": 1e300, "patience_s": 1e-300}, "patience_s must be above 0 and finite"),
        ({"calls_per_hour": 9000, "patience_s": 1e12}, "patience is too long"),
    ],
)
def test_nonsense_is_refused_in_words(wrong, said):
    right = {"servers": 3, "calls_per_hour": 30, "handled_s": 300, "patience_s": 100}
    with pytest.raises(ValueError, match=said):
        with_patience(**right | wrong)


@pytest.mark.parametrize("share", [0, -0.1, 1.1, nan])
def test_a_share_that_is_none_is_refused(share):
    with pytest.raises(ValueError, match="share must be"):
        fewest(calls_per_hour=30, handled_s=300, limit_s=20, share=share)


def test_a_limit_before_now_is_refused():
    with pytest.raises(ValueError, match="limit_s must be 0 or more"):
        without_patience(3, calls_per_hour=30, handled_s=300).share_waiting_over(-1)
