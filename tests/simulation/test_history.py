from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from layan.simulation.history import local_day, read_calls

JAKARTA = ZoneInfo("Asia/Jakarta")


def _row(**columns):
    return {
        "arrived": "2026-03-02T09:00:00",
        "waited": "10",
        "handled": "120",
        "outcome": "answered",
    } | columns


def _why(calls):
    return [(dropped.why.text, dropped.lines) for dropped in calls.dropped]


def test_times_without_an_offset_are_on_the_clock_of_the_business():
    calls = read_calls([_row(), _row(arrived="2026-03-02T09:00:00+00:00")], JAKARTA)
    at = [datetime.fromtimestamp(time, UTC).hour for time in calls.arrived]
    assert at == [2, 9]


def test_calls_are_put_into_the_order_of_their_coming():
    calls = read_calls([_row(arrived="2026-03-02T10:00", waited="2"), _row(waited="1")], JAKARTA)
    assert calls.waited.tolist() == [1, 2]


def test_only_the_channel_asked_for_and_those_that_name_none():
    rows = [_row(channel="phone"), _row(channel="chat"), _row(channel=""), _row()]
    assert len(read_calls(rows, JAKARTA, "phone")) == 3


def test_who_left_was_not_handled_whatever_the_table_says():
    calls = read_calls([_row(outcome="abandoned")], JAKARTA)
    assert not calls.answered[0] and np.isnan(calls.handled[0])


def test_without_an_outcome_a_call_was_answered_if_it_was_handled():
    calls = read_calls([_row(outcome="", waited="1"), _row(outcome="", handled="", waited="2")], JAKARTA)
    assert calls.answered.tolist() == [True, False]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"arrived": "yesterday"}, "ISO 8601"),
        ({"arrived": ""}, "ISO 8601"),
        ({"waited": "-3"}, "below zero"),
        ({"waited": "soon"}, "below zero"),
        ({"handled": "90000"}, "longer than a day"),
        ({"waited": ""}, "how long the caller waited"),
        ({"outcome": "lost"}, "neither"),
    ],
)
def test_a_line_that_cannot_be_meant_is_left_out_and_named(columns, words):
    calls = read_calls([_row(), _row(**columns), _row()], JAKARTA)
    [(why, lines)] = _why(calls)
    assert len(calls) == 2 and words in why and lines == (3,)


def test_calls_to_come_need_no_wait():
    calls = read_calls([{"arrived": "2026-03-02T09:00:00"}], JAKARTA, happened=False)
    assert len(calls) == 1 and not calls.dropped and np.isnan(calls.handled[0])


def test_of_calls_to_come_waits_and_outcomes_are_not_looked_at_and_no_time_at_all_is_to_be_drawn():
    rows = [_row(waited="-1", outcome="abandoned", handled=handled) for handled in ("0", "", "50")]
    assert read_calls(rows, JAKARTA, happened=False).handled.tolist() == pytest.approx(
        [np.nan, np.nan, 50], nan_ok=True
    )


def test_days_are_those_of_the_clock_on_the_wall_also_when_it_is_set():
    berlin = ZoneInfo("Europe/Berlin")
    times = [datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 3, 29, 22, 30, tzinfo=UTC)]
    day, since = local_day(np.array([time.timestamp() for time in times]), berlin)
    assert day.tolist() == [date(2026, 3, 29).toordinal(), date(2026, 3, 30).toordinal()]
    assert since.tolist() == [1.5 * 3600, 0.5 * 3600]
