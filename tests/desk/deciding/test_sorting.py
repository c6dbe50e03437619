from layan.desk import commands as c
from tests.desk.business import Desk, Versions, a_case, plan, when


def test_a_situation_brings_its_team_and_priority():
    desk = a_case()
    (event,) = desk.do(c.SetSituation("broken"), "mon 09:30")
    assert (event.situation, event.priority, event.before) == ("broken", "urgent", None)
    assert desk.case.priority == "urgent"
    assert desk.clock("resolution").due == when("mon 12:00")
    assert desk.clock("resolution").page == "broken"
    assert desk.clock("first_reply").due == when("mon 10:00")
    assert event.working


def test_whoever_has_it_keeps_it():
    desk = a_case()
    desk.do(c.Take())
    desk.do(c.SetSituation("refund"))
    assert desk.case.team == "care"


def test_a_situation_is_taken_away():
    desk = a_case(situation="refund")
    desk.do(c.SetSituation(None))
    assert (desk.case.situation, desk.case.team) == (None, "care")


def test_a_higher_priority_hastens():
    desk = a_case()
    (event,) = desk.do(c.SetPriority("urgent"), "mon 09:30")
    assert desk.clock("first_reply").due == when("mon 10:00")
    assert desk.clock("resolution").due == when("mon 15:00")
    assert {clock.start for clock in desk.case.clocks} == {when("mon 09:00")}
    assert len(event.clocks) == 2
    assert all("instead of" in str(line) for line in event.working)
    assert all(clock.working[-1] in event.working for clock in event.clocks)


def test_a_lower_priority_takes_nothing_back():
    desk = a_case(priority="urgent")
    before = desk.case.clocks
    (event,) = desk.do(c.SetPriority("low"), "mon 09:30")
    assert desk.case.clocks == before
    assert event.clocks == ()
    assert all("promised is kept" in str(line) for line in event.working)


def test_the_version_in_force_promises_the_changed_case():
    versions = Versions()
    desk = Desk(versions).opened()
    versions.publish(plan(email=("within: 1 h, priority", "within: 2 h, priority")))
    assert desk.clock("first_reply").plan == plan().digest
    desk.do(c.SetPriority("urgent"), "mon 09:30")
    assert desk.clock("first_reply").due == when("mon 11:00")
    assert desk.clock("first_reply").plan == versions.in_force.digest


def test_a_promise_that_rests_is_hastened_too():
    desk = a_case()
    desk.replies("mon 09:30")
    desk.do(c.WaitForCustomer(), "mon 10:00")
    desk.do(c.SetPriority("urgent"), "tue 09:00")
    assert desk.clock("resolution").state == "paused"
    desk.hears("wed 09:00")
    assert desk.clock("resolution").due == when("wed 15:00")


def test_time_it_rested_does_not_count_against_it():
    desk = a_case(priority="urgent")
    desk.replies("mon 09:30")
    desk.do(c.WaitForCustomer(), "mon 10:00")
    desk.hears("wed 09:00")
    assert desk.clock("resolution").due == when("wed 14:00")
    desk.do(c.SetSituation("broken"), "wed 09:30")
    clock = desk.clock("resolution")
    assert clock.due == when("wed 11:00")
    assert "3 h" in str(clock.working[0])
    assert "instead of" in str(clock.working[-1])


def test_where_nothing_was_promised_it_counts_from_now():
    desk = a_case(channel="counter")
    (event,) = desk.do(c.SetChannel("email"), "mon 10:30")
    assert desk.clock("first_reply").due == when("mon 14:30")
    assert desk.clock("resolution").start == when("mon 10:30")
    assert "from now on" in str(event.working[0])


def test_a_channel_that_promises_less_takes_nothing_back():
    desk = a_case()
    before = desk.case.clocks
    desk.do(c.SetChannel("counter"), "mon 10:30")
    assert (desk.case.channel, desk.case.clocks) == ("counter", before)


def test_a_resolved_case_is_sorted_without_promises():
    desk = a_case()
    desk.do(c.Resolve())
    before = desk.case.clocks
    desk.do(c.SetSituation("broken"))
    desk.do(c.SetPriority("low"))
    assert desk.case.clocks == before


def test_a_subject():
    desk = a_case()
    desk.do(c.SetSubject(" Grinder "))
    assert desk.case.subject == "Grinder"
    assert desk.refused(c.SetSubject("Grinder ")).code == "already"
    assert desk.refused(c.SetSubject(" ")).code == "empty"


def test_what_it_is_already_and_what_there_is_not():
    desk = a_case(situation="refund")
    for command, code in (
        (c.SetSituation("refund"), "already"),
        (c.SetSituation("weather"), "unknown-situation"),
        (c.SetPriority("normal"), "already"),
        (c.SetPriority("whenever"), "unknown-priority"),
        (c.SetChannel("email"), "already"),
        (c.SetChannel("pigeon"), "unknown-channel"),
    ):
        assert desk.refused(command).code == code


def test_a_rule_does_not_recognise_what_a_person_said():
    desk = a_case(situation="refund")
    desk.do(c.SetSituation(None))
    desk.hears("mon 10:00", "It is broken")
    assert desk.case.situation is None


def test_days_that_rest_are_hastened_by_days():
    desk = a_case(priority="low")
    desk.do(c.WaitForCustomer(), "tue 10:00")
    desk.do(c.SetPriority("normal"), "wed 10:00")
    desk.do(c.Reopen(), "2 mon 10:00")
    assert desk.clock("resolution").due == when("2 tue 17:00")


def test_hours_that_rest_are_not_lengthened_by_days():
    desk = a_case(priority="urgent")
    desk.do(c.WaitForCustomer(), "mon 10:00")
    before = desk.clock("resolution")
    desk.do(c.SetPriority("low"), "tue 10:00")
    assert desk.clock("resolution") == before


def test_what_is_late_is_not_promised_again():
    desk = a_case()
    desk.do(c.SetPriority("urgent"), "mon 14:00")
    assert desk.clock("first_reply").owed


def test_nobody_is_promised_an_answer_to_what_we_began():
    desk = a_case(channel="counter", outgoing=True)
    desk.do(c.SetChannel("email"), "mon 10:30")
    assert desk.promises() == {"resolution": "running"}


def test_history_is_promised_nothing_for_being_sorted():
    desk = a_case(channel="counter", history=True)
    desk.do(c.Reopen())
    desk.do(c.SetChannel("email"))
    assert desk.case.clocks == ()
