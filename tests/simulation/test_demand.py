from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from layan.simulation.demand import Arrivals, Handling
from layan.simulation.history import Calls

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def _calls(handled, situation):
    count = len(handled)
    return Calls(
        np.arange(count, dtype=float), np.zeros(count), np.array(handled, float), ~np.isnan(handled),
        np.array(situation), np.full(count, ""),
    )  # fmt: skip


def _at(*times):
    return np.array([time.timestamp() for time in times])


def test_calls_come_in_the_half_hours_of_the_weekday_in_which_they_came():
    past = _at(
        *(MONDAY + timedelta(weeks=week, hours=9, minutes=call) for week in range(4) for call in range(20))
    )
    arrivals = Arrivals.fit(past, UTC)
    drawn = arrivals.draw(np.random.default_rng(1), _at(MONDAY), np.array([0]))
    assert np.all(np.diff(drawn) >= 0)
    assert {datetime.fromtimestamp(at, UTC).hour for at in drawn} == {9}
    assert 5 < len(drawn) < 45


def test_a_weekday_never_seen_is_like_the_mean_of_all_days():
    arrivals = Arrivals.fit(_at(MONDAY, MONDAY, MONDAY + timedelta(days=1)), UTC)
    assert arrivals.rates[6].sum() == pytest.approx(1.5)


def test_days_that_differ_no_more_than_chance_have_no_spread_and_others_have():
    random = np.random.default_rng(2)

    def spread(factors):
        days = [MONDAY + timedelta(days=day) for day in range(len(factors))]
        return Arrivals.fit(
            np.concatenate(
                [
                    np.full(random.poisson(200 * factor), day.timestamp())
                    for day, factor in zip(days, factors, strict=True)
                ]
            ),
            UTC,
        ).spread

    assert spread(np.ones(280)) == pytest.approx(0, abs=0.003)
    assert spread(random.gamma(1 / 0.09, 0.09, 280)) == pytest.approx(0.09, rel=0.3)


def test_of_one_day_there_is_no_spread():
    assert Arrivals.fit(_at(MONDAY), UTC).spread == 0


def test_nobody_who_called_is_refused():
    with pytest.raises(ValueError, match="Nobody called"):
        Arrivals.fit(np.empty(0), UTC)


def test_a_situation_with_enough_calls_takes_as_long_as_its_own():
    calls = _calls(
        [60.0] * 40 + [600.0] * 40 + [np.nan], ["question"] * 40 + ["complaint"] * 40 + ["question"]
    )
    handling = Handling.fit(calls)
    drawn = handling.draw(np.random.default_rng(3), np.array(["question", "complaint", "other"] * 50))
    assert set(drawn[0::3]) == {60} and set(drawn[1::3]) == {600} and set(drawn[2::3]) == {60, 600}


def test_a_past_without_a_handled_call_is_refused():
    with pytest.raises(ValueError, match="handled"):
        Handling.fit(_calls([np.nan], [""])).draw(np.random.default_rng(0), np.array([""]))
