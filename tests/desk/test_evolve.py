from dataclasses import fields

import pytest

from layan.desk import events as e
from layan.desk.actor import Author
from layan.desk.case import BeforeMerge
from layan.desk.evolve import APPLY, evolve, fold, with_clocks
from tests.desk.business import a_case, when

ANYBODY = Author("staff", 1, "representative")
VALUES = {
    "message": 1, "note": 1, "assignee": 1, "team": "care", "situation": None, "priority": "low",
    "before": "open", "channel": "chat", "subject": "Hi", "offer": "refund", "amount": None, "by": 1,
    "approval": 1, "decider": "lead", "comment": "", "until": when("tue 09:00"), "other": 2,
    "messages": (1,), "side": 1, "address": "parts@example.com", "procedure": "complaint", "step": 0,
    "target": "first_reply", "due": when("mon 13:00"), "customer": 9, "received_at": when("mon 09:00"),
}  # fmt: skip


def some(kind):
    values = {f.name: VALUES[f.name] for f in fields(kind) if f.name in VALUES}
    if kind in (e.Merged, e.Unmerged):
        values["before"] = BeforeMerge("waiting")
    return kind(**values)


def test_it_knows_every_event():
    assert set(APPLY) == set(e.EVENTS.values()) - {e.Opened}


@pytest.mark.parametrize("kind", APPLY, ids=lambda kind: kind.__name__)
def test_every_event_comes_to_any_case(kind):
    case = a_case().case
    after = evolve(case, e.Recorded(some(kind), when("mon 10:00"), ANYBODY, "digest", 2))
    assert (after.seq, after.last_at, after.plan) == (2, when("mon 10:00"), case.plan)
    assert case == a_case().case


def test_nothing_comes_to_no_case_but_opened():
    with pytest.raises(LookupError):
        evolve(None, e.Recorded(some(e.Taken), when("mon 10:00"), ANYBODY, "digest", 1))


def test_a_case_is_the_fold_of_its_events():
    desk = a_case()
    desk.replies("mon 10:00")
    desk.hears("mon 11:00")
    assert fold(desk.recorded) == desk.case
    assert fold([]) is None


def test_a_clock_takes_the_place_of_the_one_before():
    desk = a_case()
    first, resolution = desk.case.clocks
    assert with_clocks(desk.case.clocks, ()) is desk.case.clocks
    changed = desk.replies("mon 10:00")[0].clocks[0]
    assert with_clocks((first, resolution), (changed,)) == (changed, resolution)
