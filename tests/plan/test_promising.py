from datetime import UTC
from fractions import Fraction

import pytest

from layan.plan.timetable import NeverOpens
from layan.plan.units import Duration
from tests.plan.asked_plan import PLAN, here, plan, said

FRIDAY = here(15, 16, 40)


def promise(target, channel="phone", **matter):
    return PLAN.promise(target, channel=channel, start=FRIDAY, **matter)


def test_a_promise_explains_itself():
    found = promise("first_reply")
    assert (found.target, found.channel, found.page) == ("first_reply", "phone", "phone")
    assert (found.within, found.clock) == (Duration(4, "h"), "open")
    assert (found.start, found.start.tzinfo, found.due, found.due.tzinfo) == (
        FRIDAY,
        UTC,
        here(19, 13, 40),
        UTC,
    )
    assert said(found.working) == [
        "Phone: first reply within 4 hours of open time.",
        "Received Fri 16:40",
        "+ 20 min until Fri 17:00, when it closes",
        "18 May 2026 is a holiday: Senja day.",
        "+ 3 h from Tue 09:00 to Tue 12:00",
        "+ 40 min from Tue 13:00",
        "= Tue 13:40",
    ]


@pytest.mark.parametrize(
    ("matter", "within", "page", "why"),
    [
        ({}, "4 h", "phone", []),
        ({"priority": "high"}, "1 h", "phone",
         ["It is for priority high and priority urgent.", "It says more of this case than 4 hours on Phone."]),
        ({"priority": "urgent", "segment": "regular"}, "30 min", "phone",
         ["It is for Regulars and priority urgent.", "It says more of this case than 1 hour on Phone."]),
        ({"situation": "refund"}, "3 h", "refund", ["The situation counts before the channel: 4 hours on Phone."]),
        ({"situation": "refund", "priority": "high"}, "1 h", "phone",
         ["It is for priority high and priority urgent.", "It says more of this case than 3 hours on Refund."]),
        ({"situation": "gone"}, "4 h", "phone", []),
    ],
)  # fmt: skip
def test_the_target_that_says_most_counts(matter, within, page, why):
    found = promise("first_reply", **matter)
    lines = said(found.working)
    assert (str(found.within), found.page) == (within, page)
    assert lines[1 : lines.index("Received Fri 16:40")] == why


def test_of_targets_that_say_as_much_the_shorter_counts():
    two = "targets: {hold: [{within: 60 s, priority: [high, low]}, {within: 50 s, priority: [high, urgent]}]}"
    asked = plan(chat=f"---\nkind: channel\nname: Chat\nmedium: chat\nhours: always\n{two}\n---\n")
    found = asked.promise("hold", channel="chat", start=FRIDAY, priority="high")
    assert str(found.within) == "50 s"
    assert "It is no longer than 60 seconds on Chat." in said(found.working)


def test_a_share_and_a_call():
    found = promise("answer")
    assert (found.share, found.due.second) == (Fraction(4, 5), 20)
    assert said(found.working)[:3] == [
        "Phone: answer within 20 seconds.", "To be kept in 80% of all cases.", "Begun Fri 16:40",
    ]  # fmt: skip


def test_round_the_clock():
    found = promise("first_reply", "email")
    assert (found.due, found.clock) == (here(16, 16, 40), "round")
    assert said(found.working)[0] == "Email: first reply within 1 day, round the clock."
    assert promise("next_reply", "email").clock == "round"


def test_nothing_is_promised():
    assert promise("hold") is None
    assert promise("answer", "never") is None


def test_a_promise_is_paused_and_goes_on():
    found = promise("first_reply")
    left = PLAN.remaining(channel="phone", clock="open", within=found.within, due=found.due, at=here(19, 10))
    assert left == Duration(2 * 3600 + 40 * 60, "s")
    due, working = PLAN.resume(channel="phone", clock="open", remaining=left, at=here(20, 16))
    assert due == here(25, 9, 40)
    assert said(working)[0] == "+ 1 h until Wed 17:00, when it closes"


def test_a_promise_in_days_is_paused_and_goes_on():
    found = promise("resolution")
    left = PLAN.remaining(channel="phone", clock="open", within=found.within, due=found.due, at=here(20, 10))
    assert left == Duration(1, "day")
    assert PLAN.resume(channel="phone", clock="open", remaining=left, at=here(25, 8))[0] == here(25, 17)


def test_a_promise_round_the_clock_is_paused_and_goes_on():
    found = promise("first_reply", "email")
    left = PLAN.remaining(
        channel="email", clock="round", within=found.within, due=found.due, at=here(16, 10, 40)
    )
    assert left == Duration(6 * 3600, "s")
    assert PLAN.resume(channel="email", clock="round", remaining=left, at=here(20, 1))[0] == here(20, 7)
    with pytest.raises(NeverOpens):
        PLAN.resume(channel="never", clock="open", remaining=left, at=here(20, 1))
