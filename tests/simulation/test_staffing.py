from datetime import UTC, datetime

import numpy as np
import pytest

from layan.simulation import erlang
from layan.simulation.demand import Arrivals, Handling
from layan.simulation.fitted import Fitted
from layan.simulation.lost_time import LostTime
from layan.simulation.patience import Patience
from layan.simulation.staffing import needed

MONDAY = datetime(2026, 3, 2, tzinfo=UTC).timestamp()
NINE, NOON = 18, 24
LIMIT, SHARE = 60.0, 0.1


def _fitted(per_half_hour, lost=LostTime(), spread=0.0):  # noqa: B008 (it is frozen)
    """Calls from nine to noon on Mondays and Tuesdays, three minutes each; patience of five minutes."""
    rates = np.zeros((7, 48))
    rates[:2, NINE:NOON] = per_half_hour
    handled = np.random.default_rng(3).exponential(180, 5000)
    patience = Patience(np.array([0.0]), np.array([1.0]), 1 / 300)
    return Fitted("UTC", Handling(handled, {}), patience, Arrivals(rates, spread), lost)


def _monday(found, of):
    return getattr(found, of)[NINE:NOON]


def test_nobody_is_needed_where_nobody_calls():
    found = needed(_fitted(60), LIMIT, SHARE)
    assert set(np.flatnonzero(found.agents) // 48) == {0, 1}
    assert found.agents[:NINE].sum() == 0 and found.hours == found.agents.sum() / 2


def test_the_promise_is_kept_in_every_half_hour_and_hardly_with_fewer():
    found = needed(_fitted(60), LIMIT, SHARE)
    assert np.all(_monday(found, "over") <= SHARE)
    formula = erlang.fewest(calls_per_hour=120, handled_s=180, limit_s=LIMIT, share=SHARE, patience_s=300)
    assert np.all(np.abs(_monday(found, "formula") - formula) <= 1)
    assert np.all(np.abs(_monday(found, "agents") - formula) <= 2)


def test_a_stricter_promise_more_certainty_and_lost_time_take_more_people():
    calls = _fitted(60)
    plain = needed(calls, LIMIT, SHARE).hours
    assert needed(calls, LIMIT, 0.01).hours > plain
    assert needed(calls, LIMIT, SHARE, certainty=0.999).hours >= plain
    assert needed(_fitted(60, LostTime(present=0.8)), LIMIT, SHARE).hours > 1.1 * plain
    assert needed(_fitted(60, LostTime(after_call_s=60)), LIMIT, SHARE).hours > 1.1 * plain


def test_days_that_differ_take_more_people_than_the_formula_says():
    found = needed(_fitted(60, spread=0.09), LIMIT, SHARE)
    assert _monday(found, "agents").sum() > _monday(found, "formula").sum()


@pytest.mark.parametrize(("share", "certainty"), [(0.0, 0.95), (1.5, 0.95), (0.1, 1.0), (0.1, 0.2)])
def test_nonsense_is_refused(share, certainty):
    with pytest.raises(ValueError):
        needed(_fitted(60), LIMIT, share, certainty=certainty)
