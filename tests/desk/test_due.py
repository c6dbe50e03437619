from layan.desk import commands as c
from layan.desk.due import due, late, next_due_at, overdue
from tests.desk.business import SYSTEM, a_case, usd, when


def test_the_soonest_first():
    case = a_case().case
    assert [clock.target for clock in due(case)] == ["first_reply", "resolution"]
    assert next_due_at(case) == when("mon 13:00")


def test_a_rest_takes_the_resolution_out():
    desk = a_case()
    desk.replies("mon 09:30")
    desk.do(c.WaitForCustomer())
    assert due(desk.case) == ()
    assert next_due_at(desk.case) is None


def test_broken_promises_are_late_until_they_are_done():
    desk = a_case()
    assert overdue(desk.case, when("mon 13:00")) == ()
    desk.do(c.MissClock(), "mon 13:01", SYSTEM)
    assert [clock.target for clock in late(desk.case)] == ["first_reply"]
    assert next_due_at(desk.case) == when("wed 17:00")
    desk.replies("mon 14:00")
    assert late(desk.case) == ()


def test_the_clock_of_an_approval_is_due_too():
    desk = a_case()
    desk.do(c.AskApproval("refund", usd(300)), "mon 09:30")
    assert next_due_at(desk.case) == when("mon 10:30")
    assert due(desk.case)[0].subject == 1
