from layan.desk import commands as c
from layan.desk import events as e
from tests.desk.business import Desk, a_case, usd, when


def merged(source: Desk, target: Desk, at: str, number: int = 1, other: int = 2) -> None:
    """Case `number` goes into case `other`."""
    bring = c.TakeIn.of(number, source.case)
    source.do(c.MergeInto(number, other), at)
    target.do(bring, at)


def test_the_merged_case_stops():
    source, target = a_case(), a_case()
    merged(source, target, "mon 10:00")
    assert (source.case.status, source.case.merged_into) == ("merged", 2)
    assert source.promises() == {"first_reply": "cancelled", "resolution": "cancelled"}
    refusal = source.refused(c.ReceiveMessage(1, "Hello"))
    assert refusal.code == "merged"
    assert "2" in str(refusal)
    assert source.do(c.MissClock(), "4 mon 10:00") == ()


def test_the_earlier_promise_holds():
    source, target = a_case("mon 09:00"), a_case("mon 11:00", priority="urgent")
    merged(source, target, "mon 11:30")
    assert target.clock("first_reply").due == when("mon 12:00")
    assert target.clock("resolution").due == when("mon 17:00")
    assert target.recorded[-1].event.clocks == ()

    source, target = a_case("mon 09:00"), a_case("mon 11:00")
    merged(source, target, "mon 11:30")
    assert target.clock("first_reply").due == when("mon 13:00")
    assert target.clock("first_reply").start == when("mon 09:00")


def test_a_promise_that_was_kept_makes_room():
    source, target = a_case("mon 10:00"), a_case("mon 09:00")
    target.replies("mon 10:30")
    merged(source, target, "mon 11:00")
    assert target.clock("first_reply").due == when("mon 14:00")


def test_what_is_late_stays_late():
    source, target = a_case("mon 09:00"), a_case("mon 13:00")
    source.do(c.MissClock(), "mon 13:30")
    merged(source, target, "mon 14:00")
    assert target.clock("first_reply").owed
    late, fresh = a_case("mon 09:00"), a_case("mon 13:00")
    late.do(c.MissClock(), "mon 13:30")
    merged(fresh, late, "mon 14:00")
    assert late.clock("first_reply").owed


def test_what_was_given_comes_along():
    source, target = a_case(), a_case()
    source.do(c.MakeOffer("refund", usd(80)))
    source.do(c.OpenSide(7, "parts@example.com"))
    merged(source, target, "mon 10:00")
    assert target.case.offers[0].case == 1
    assert target.refused(c.MakeOffer("refund", usd(30))).code == "beyond-authority"
    target.do(c.SendSideMessage(7, 1, "Any news?"))


def test_the_more_awake_status_holds():
    source, target = a_case(), a_case()
    target.do(c.Resolve(), "mon 09:30")
    merged(source, target, "mon 10:00")
    assert target.case.status == "open"
    assert isinstance(target.recorded[-2].event, e.Reopened)

    source, target = a_case(), a_case()
    source.do(c.WaitForCustomer(), "mon 09:30")
    merged(source, target, "mon 10:00")
    assert target.case.status == "open"
    assert target.clock("resolution").running

    source, target = a_case(), a_case("mon 10:00")
    source.do(c.WaitForCustomer(), "mon 09:30")
    target.do(c.WaitForCustomer(), "mon 10:30")
    merged(source, target, "mon 11:00")
    assert target.case.status == "waiting"
    assert target.clock("resolution").state == "paused"


def test_of_two_that_rest_the_shorter_holds():
    source, target = a_case(priority="urgent"), a_case()
    source.do(c.WaitForCustomer(), "mon 09:30")
    target.do(c.WaitForCustomer(), "mon 09:30")
    merged(source, target, "mon 10:00")
    assert target.clock("resolution").left.unit == "s"


def test_unmerged_both_are_what_they_were():
    source, target = a_case("mon 09:00"), a_case("mon 11:00")
    source.do(c.MakeOffer("refund", usd(80)), "mon 11:00")
    source.do(c.OpenSide(7, "parts@example.com"))
    target.do(c.OpenSide(8, "depot@example.com"))
    source.do(c.Snooze(when("tue 09:00")), "mon 11:10")
    before = source.case, target.case
    merged(source, target, "mon 11:30")
    assert [side.id for side in target.case.sides] == [8, 7]
    assert target.case.last_customer_at == when("mon 11:00")
    target.do(c.GiveBack(1), "mon 12:00")
    source.do(c.Unmerge(), "mon 12:00")
    for desk, was in zip((source, target), before, strict=True):
        assert desk.case.clocks == was.clocks
        assert (desk.case.status, desk.case.snoozed_until) == (was.status, was.snoozed_until)
        assert (desk.case.offers, desk.case.sides, desk.case.taken_in) == (was.offers, was.sides, ())
        assert (desk.case.merged_into, desk.case.before_merge) == (None, None)
        assert desk.case.last_customer_at == was.last_customer_at


def test_a_promise_kept_meanwhile_stays_kept():
    source, target = a_case("mon 09:00"), a_case("mon 11:00")
    merged(source, target, "mon 11:30")
    target.replies("mon 12:00")
    target.hears("mon 12:30")
    heard = target.case.last_customer_at
    target.do(c.GiveBack(1), "mon 13:00")
    assert target.clock("first_reply").state == "kept"
    assert target.case.last_customer_at == heard


def test_a_promise_that_only_the_other_had_leaves():
    source, target = a_case("mon 09:00"), a_case(channel="counter")
    merged(source, target, "mon 10:00")
    assert target.promises() == {"first_reply": "running", "resolution": "running"}
    target.do(c.GiveBack(1), "mon 10:30")
    assert target.promises() == {"first_reply": "cancelled", "resolution": "cancelled"}


def test_what_cannot_be_merged():
    desk, other = a_case(), a_case()
    assert desk.refused(c.MergeInto(1, 1)).code == "itself"
    assert desk.refused(c.Unmerge()).code == "not-merged"
    assert desk.refused(c.GiveBack(2)).code == "not-merged"
    bring = c.TakeIn.of(2, other.case)
    desk.do(bring)
    assert desk.refused(bring).code == "already"
    assert desk.refused(c.MergeInto(1, 2)).code == "circle"
    other.do(c.MergeInto(2, 1))
    assert other.refused(c.MergeInto(2, 3)).code == "merged"
    assert other.refused(bring).code == "merged"
    assert desk.refused(c.TakeIn.of(4, other.case)).code == "merged"
    desk.do(c.AskApproval("refund", usd(300)))
    assert desk.refused(c.MergeInto(1, 3)).code == "approval-pending"


def test_messages_are_split_off():
    desk = a_case()
    assert desk.do(c.SplitOff((4, 5), 8)) == (e.Split((4, 5), 8),)
    assert desk.refused(c.SplitOff((), 8)).code == "empty"


def test_messages_are_taken_over():
    desk, other = a_case(), a_case()
    assert desk.do(c.TakeOver((4,), 8)) == (e.TakenOver((4,), 8),)
    desk.do(c.TakeIn.of(8, other.case))
    assert desk.refused(c.TakeOver((4,), 8)).code == "already"


def test_a_resolved_case_is_promised_anew_for_the_other():
    source, target = a_case(channel="counter"), a_case()
    target.do(c.Resolve(), "mon 09:30")
    merged(source, target, "tue 10:00")
    assert (target.clock("resolution").start, target.clock("resolution").due) == (
        when("tue 10:00"), when("thu 17:00"),
    )  # fmt: skip


def test_what_runs_comes_before_what_rests():
    for first, then in (("email", "chat"), ("chat", "email")):
        source, target = a_case(channel=then), a_case(channel=first)
        source.do(c.WaitForCustomer(), "mon 09:01")
        target.do(c.WaitForCustomer(), "mon 09:01")
        merged(source, target, "mon 10:00")
        assert (target.clock("resolution").channel, target.clock("resolution").state) == ("chat", "running")


def test_of_two_alike_its_own_stays():
    source, target = a_case(), a_case()
    merged(source, target, "mon 10:00")
    assert target.recorded[-1].event.clocks == ()
    source, target = a_case(), a_case()
    source.do(c.WaitForCustomer(), "mon 09:30")
    target.do(c.WaitForCustomer(), "mon 09:30")
    merged(source, target, "mon 10:00")
    assert target.recorded[-1].event.clocks == ()
