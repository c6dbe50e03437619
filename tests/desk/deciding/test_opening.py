from layan.desk import commands as c
from tests.desk.business import CUSTOMER, SYSTEM, Desk, a_case, plan, when


def test_the_plan_promises_a_reply_and_an_end():
    desk = a_case("mon 09:30")
    assert desk.clock("first_reply").due == when("mon 13:30")
    assert desk.clock("resolution").due == when("wed 17:00")
    for clock in desk.case.clocks:
        assert (clock.state, clock.page, clock.plan, clock.channel) == (
            "running", "email", plan().digest, "email",
        )  # fmt: skip
        assert clock.start == when("mon 09:30")
        assert clock.working


def test_clocks_count_from_when_it_was_received():
    desk = Desk()
    desk.do(c.OpenCase("email", 9, "Late", when("mon 09:00")), "mon 11:00", SYSTEM)
    assert desk.clock("first_reply").due == when("mon 13:00")
    assert desk.case.opened_at == when("mon 09:00")


def test_a_channel_that_promises_nothing():
    assert a_case(channel="counter").case.clocks == ()


def test_a_situation_is_recognised_by_its_words():
    desk = a_case(subject="Hello", text="My grinder is BROKEN", language="en")
    assert (desk.case.situation, desk.case.priority) == ("broken", "urgent")
    assert desk.recorded[0].event.recognised
    assert desk.clock("resolution").due == when("mon 12:00")
    assert desk.clock("first_reply").due == when("mon 10:00")


def test_a_situation_that_is_given_is_not_looked_for():
    desk = a_case(subject="It is broken", situation="refund")
    assert (desk.case.situation, desk.case.team) == ("refund", "money")
    assert not desk.recorded[0].event.recognised


def test_the_business_takes_what_no_rule_routes():
    desk = a_case()
    assert (desk.case.situation, desk.case.team, desk.case.priority) == (None, "care", "normal")
    assert desk.recorded[0].event.working


def test_a_priority_that_is_given_stays():
    desk = a_case(priority="low")
    assert desk.clock("resolution").due == when("fri 17:00")
    desk.do(c.SetSituation("broken"))
    assert desk.case.priority == "low"


def test_history_is_resolved_and_promises_nothing():
    desk = a_case(history=True)
    assert (desk.case.status, desk.case.clocks) == ("resolved", ())
    desk.hears("mon 10:00", history=True)
    desk.replies("mon 11:00", history=True)
    assert (desk.case.status, desk.case.clocks) == ("resolved", ())
    assert desk.case.resolved_at == when("mon 11:00")


def test_an_answer_to_history_is_promised_something():
    desk = a_case(history=True)
    desk.hears("tue 10:00")
    assert desk.case.status == "open"
    assert desk.promises() == {"next_reply": "running", "resolution": "running"}


def test_nobody_waits_for_a_first_reply_to_what_we_began():
    desk = a_case(outgoing=True)
    assert desk.promises() == {"resolution": "running"}
    assert not desk.case.unanswered
    desk.replies("mon 09:01")
    desk.hears("mon 10:00")
    assert desk.clock("next_reply").due == when("mon 12:00")


def test_where_it_came_from():
    desk = a_case(follows=4, split_from=5)
    assert (desk.case.follows, desk.case.split_from) == (4, 5)


def test_what_the_plan_does_not_know_is_refused():
    for more, code in (
        ({"channel": "pigeon"}, "unknown-channel"),
        ({"situation": "weather"}, "unknown-situation"),
        ({"priority": "whenever"}, "unknown-priority"),
    ):
        opening = c.OpenCase(
            **{"channel": "email", "customer": 9, "subject": "?", "received_at": when("mon 09:00")} | more
        )
        assert Desk().refused(opening, by=CUSTOMER).code == code


def test_a_case_is_opened_once():
    assert a_case().refused(c.OpenCase("email", 9, "?", when("mon 09:00"))).code == "already"
