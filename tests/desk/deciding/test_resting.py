from layan.desk import commands as c
from layan.desk import events as e
from layan.plan.units import Duration
from tests.desk.business import SYSTEM, Desk, Versions, a_case, plan, usd, when


def test_the_resolution_rests_while_the_customer_has_the_word():
    desk = a_case()
    desk.do(c.WaitForCustomer(), "mon 10:00")
    clock = desk.clock("resolution")
    assert (clock.state, clock.due) == ("paused", None)
    assert clock.left == Duration(3, "day")  # today's closing, and two more
    assert desk.clock("first_reply").running
    assert desk.refused(c.WaitForCustomer()).code == "already"


def test_hours_are_left_to_the_second():
    desk = a_case(priority="urgent")
    desk.do(c.WaitForCustomer(), "mon 12:00")
    assert desk.clock("resolution").left == Duration(3 * 3600, "s")
    desk.do(c.Reopen(), "2 fri 16:00")
    assert desk.clock("resolution").due == when("3 mon 11:00")


def test_it_goes_on_under_the_version_it_began_with():
    versions = Versions()
    desk = Desk(versions).opened(priority="urgent")
    desk.do(c.WaitForCustomer(), "mon 12:00")
    versions.publish(plan(email=("09:00-17:00", "13:00-14:00")))
    desk.do(c.Reopen(), "tue 09:00")
    assert desk.clock("resolution").due == when("tue 12:00")
    assert desk.clock("resolution").plan == plan().digest


def test_a_target_may_run_on_in_a_rest():
    desk = a_case(channel="chat")
    desk.do(c.WaitForCustomer(), "mon 10:00")
    assert desk.clock("resolution").running
    desk.do(c.Snooze(when("tue 08:00")), "mon 11:00")
    assert desk.clock("resolution").left == Duration(22 * 3600, "s")
    desk.do(c.WaitForCustomer(), "mon 13:00")
    assert desk.clock("resolution").due == when("tue 11:00")
    assert desk.case.snoozed_until is None


def test_a_snooze_ends_when_its_time_has_come():
    desk = a_case()
    desk.do(c.Snooze(when("tue 09:00")))
    assert desk.case.snoozed_until == when("tue 09:00")
    desk.do(c.Snooze(when("tue 10:00")))
    desk.do(c.Wake(), "tue 10:00", SYSTEM)
    assert (desk.case.status, desk.case.snoozed_until) == ("open", None)
    assert desk.refused(c.Wake()).code == "not-snoozed"


def test_nobody_sleeps_into_the_past():
    assert a_case().refused(c.Snooze(when("mon 09:00"))).code == "past"


def test_resolving_keeps_the_resolution():
    desk = a_case()
    desk.replies("mon 09:30")
    desk.do(c.Resolve(), "wed 17:00")
    assert desk.promises() == {"first_reply": "kept", "resolution": "kept"}
    assert (desk.case.status, desk.case.resolved_at) == ("resolved", when("wed 17:00"))
    assert desk.refused(c.Resolve()).code == "already"


def test_a_word_after_the_end_does_not_move_it():
    desk = a_case()
    desk.do(c.Resolve(), "mon 10:00")
    desk.replies("mon 11:00")
    assert (desk.case.status, desk.case.resolved_at) == ("resolved", when("mon 10:00"))


def test_resolving_late_misses_it():
    desk = a_case()
    desk.replies("mon 09:30")
    missed, resolved = desk.do(c.Resolve(), "thu 09:00")
    assert isinstance(missed, e.TargetMissed)
    clock = desk.clock("resolution")
    assert (clock.state, clock.ended_at) == ("missed", when("thu 09:00"))
    assert resolved.clocks == (clock,)


def test_resolving_from_a_rest_keeps_it():
    desk = a_case()
    desk.do(c.WaitForCustomer(), "mon 10:00")
    desk.do(c.Resolve(), "4 mon 10:00")
    assert desk.clock("resolution").state == "kept"


def test_resolving_without_an_answer_calls_it_off():
    desk = a_case()
    desk.do(c.Resolve(), "mon 10:00")
    clock = desk.clock("first_reply")
    assert (clock.state, clock.ended_at) == ("cancelled", when("mon 10:00"))
    assert "without an answer" in str(clock.reason)


def test_resolving_ends_what_was_owed():
    desk = a_case()
    desk.do(c.Resolve(), "mon 14:00")
    clock = desk.clock("first_reply")
    assert (clock.state, clock.ended_at) == ("missed", when("mon 14:00"))


def test_a_target_may_run_on_after_the_end():
    desk = a_case(channel="chat")
    desk.replies("mon 09:01")
    desk.hears("mon 10:00")
    desk.do(c.Resolve(), "mon 10:05")
    assert desk.clock("next_reply").running
    desk.do(c.MissClock(), "mon 10:11", SYSTEM)
    assert desk.clock("next_reply").owed


def test_reopening_promises_anew_under_the_version_in_force():
    versions = Versions()
    desk = Desk(versions).opened()
    desk.do(c.Resolve(), "mon 10:00")
    versions.publish(plan(email=("{within: 2 days}", "{within: 3 days}")))
    (reopened,) = desk.do(c.Reopen("Not done"), "tue 10:00")
    assert (reopened.reason, reopened.before) == ("Not done", "resolved")
    clock = desk.clock("resolution")
    assert (clock.due, clock.plan) == (when("fri 17:00"), versions.in_force.digest)
    assert (desk.case.status, desk.case.resolved_at) == ("open", None)
    assert desk.refused(c.Reopen()).code == "already"


def test_reopened_by_hand_the_answer_nobody_gave_is_owed_as_before():
    desk = a_case()
    promised = desk.clock("first_reply")
    desk.do(c.Resolve(), "mon 10:00")
    desk.do(c.Reopen(), "mon 11:00")
    assert desk.clock("first_reply") == promised
    desk.hears("mon 11:30")
    assert desk.case.clock("next_reply") is None
    desk.replies("mon 12:00")
    assert desk.clock("first_reply").state == "kept"
    desk.hears("mon 12:10")
    desk.do(c.Resolve(), "mon 12:20")
    desk.do(c.Reopen(), "tue 10:00")
    assert desk.clock("next_reply").due == when("tue 12:00")


def test_reopened_by_hand_a_broken_promise_is_owed_again():
    desk = a_case()
    desk.do(c.Resolve(), "mon 14:00")
    assert not desk.clock("first_reply").owed
    desk.do(c.Reopen(), "mon 14:30")
    assert desk.clock("first_reply").owed


def test_reopened_by_hand_nothing_is_owed_to_whom_was_answered():
    desk = a_case()
    desk.replies("mon 09:30")
    desk.do(c.Resolve(), "mon 10:00")
    desk.do(c.Reopen(), "mon 11:00")
    assert desk.clock("first_reply").state == "kept"
    assert desk.case.clock("next_reply") is None


def test_a_resolution_may_run_as_if_it_had_not_been_resolved():
    desk = a_case(channel="chat")
    desk.do(c.Resolve(), "mon 10:00")
    assert desk.clock("resolution").state == "kept"
    desk.do(c.Reopen(), "mon 20:00")
    assert (desk.clock("resolution").state, desk.clock("resolution").due) == ("running", when("tue 09:00"))
    desk.do(c.Resolve(), "tue 09:01")
    desk.do(c.Reopen(), "tue 10:00")
    assert desk.clock("resolution").owed


def test_so_may_one_that_rested():
    desk = a_case(channel="chat")
    desk.do(c.Snooze(when("wed 09:00")), "mon 10:00")
    desk.do(c.Resolve(), "mon 11:00")
    desk.do(c.Reopen(), "tue 10:00")
    assert desk.clock("resolution").due == when("wed 09:00")


def test_a_resolved_case_does_not_rest():
    desk = a_case()
    desk.do(c.Resolve())
    for command in (c.WaitForCustomer(), c.Snooze(when("fri 09:00"))):
        assert desk.refused(command).code == "resolved"


def test_it_cannot_end_while_somebody_decides():
    desk = a_case()
    desk.do(c.AskApproval("refund", usd(300)))
    refusal = desk.refused(c.Resolve())
    assert (refusal.code, refusal.page) == ("approval-pending", "refunds")
    assert "refund" in str(refusal)
    assert len(refusal.working) == 1
