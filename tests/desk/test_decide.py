import pytest

from layan.desk import commands as c
from layan.desk import events as e
from layan.desk.decide import DECIDE, decide
from tests.desk.business import CUSTOMER, SARI, SYSTEM, Versions, a_case, usd, when


def test_it_knows_every_command():
    assert set(DECIDE) == set(c.COMMANDS.values())


def test_a_customer_only_speaks():
    desk = a_case()
    desk.do(c.ReceiveMessage(1, "Hello"), by=CUSTOMER)
    for command in (c.Take(), c.Resolve(), c.WriteNote(1, "?"), c.MakeOffer("refund", usd(1)), c.Unmerge()):
        assert desk.refused(command, by=CUSTOMER).code == "staff-only"


def test_the_system_answers_for_nothing():
    desk = a_case()
    for command in (c.Take(), c.MakeOffer("refund", usd(1)), c.Approve(1), c.WithdrawApproval(1)):
        assert desk.refused(command, by=SYSTEM).code == "nobody"


def test_nothing_is_done_to_no_case():
    with pytest.raises(LookupError):
        decide(None, c.Take(), Versions(), when("mon 09:00"), SARI)


def test_a_miss_is_found_before_anything_else():
    desk = a_case()
    missed, taken = desk.do(c.Take(), "mon 13:01")
    assert isinstance(missed, e.TargetMissed)
    assert isinstance(taken, e.Taken)
    assert desk.do(c.MissClock(), "mon 13:02", SYSTEM) == ()


def test_at_its_time_a_promise_can_still_be_kept():
    desk = a_case()
    assert desk.do(c.MissClock(), "mon 13:00", SYSTEM) == ()
    (missed,) = desk.do(c.MissClock(), "mon 13:01", SYSTEM)
    assert (missed.target, missed.due) == ("first_reply", when("mon 13:00"))


def test_a_refusal_tells_no_miss():
    desk = a_case()
    desk.refused(c.Wake(), "mon 14:00")
    assert desk.clock("first_reply").running
