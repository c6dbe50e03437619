from layan.desk import commands as c
from layan.desk import events as e
from layan.desk.case import Offered
from tests.desk.business import BUDI, DEWI, EKO, MAYA, SARI, SYSTEM, a_case, usd, when


def asked(offer="refund", dollars=300):
    desk = a_case()
    amount = usd(dollars) if dollars else None
    desk.do(c.AskApproval(offer, amount, "Twice broken"), "mon 09:30")
    return desk


def test_within_ones_authority():
    desk = a_case()
    (made,) = desk.do(c.MakeOffer("refund", usd(100), "Broken"), "mon 10:00")
    assert (made.by, made.page, made.reason) == (SARI.id, "refunds", "Broken")
    assert made.working
    assert desk.case.offers == (Offered("refund", usd(100), when("mon 10:00"), SARI.id, "refunds"),)


def test_beyond_it_the_refusal_says_whom_to_ask():
    refusal = a_case().refused(c.MakeOffer("refund", usd(101)))
    assert (refusal.code, refusal.page) == ("beyond-authority", "refunds")
    assert refusal.ask.decider == "lead"
    assert refusal.working
    assert "lead" in str(refusal)
    assert "101 USD" in str(refusal)


def test_what_was_given_in_this_case_counts():
    desk = a_case()
    desk.do(c.MakeOffer("refund", usd(60)))
    assert desk.refused(c.MakeOffer("refund", usd(60))).code == "beyond-authority"
    desk.do(c.MakeOffer("refund", usd(60)), by=BUDI)


def test_what_was_given_in_other_cases_counts_once():
    desk, other = a_case(), a_case()
    other.do(c.MakeOffer("credit", usd(5)), "mon 09:30")
    desk.do(c.MakeOffer("credit", usd(5)), "mon 10:00")
    more = c.MakeOffer("credit", usd(5), given=other.case.offers)
    assert desk.refused(more).page == "refunds"
    joined = a_case()
    joined.do(c.TakeIn.of(2, other.case), "mon 11:00")
    joined.do(more)


def test_another_department_decides_what_is_its_own():
    refusal = a_case().refused(c.MakeOffer("replacement"))
    assert refusal.ask.decider == "workshop"
    assert "Workshop" in str(refusal)


def test_what_nobody_may_is_refused():
    desk = a_case()
    for command in (c.MakeOffer("goodwill", usd(21)), c.AskApproval("goodwill", usd(21)), c.MakeOffer("car")):
        refusal = desk.refused(command, by=BUDI)
        assert (refusal.code, refusal.ask) == ("nobody-may", None)


def test_an_amount_is_more_than_nothing():
    desk = a_case()
    for command in (c.MakeOffer("refund", usd(0)), c.AskApproval("refund", usd(-5))):
        assert desk.refused(command).code == "amount"


def test_a_question_has_its_time():
    desk = asked()
    approval = desk.case.approval(1)
    assert (approval.decider, approval.asked_by, approval.due) == ("lead", SARI.id, when("mon 10:30"))
    clock = desk.clock("approval", 1)
    assert (clock.due, clock.state, clock.page) == (when("mon 10:30"), "running", "refunds")
    assert clock.working
    desk.do(c.AskApproval("refund", usd(301)), "mon 09:40")
    assert [a.id for a in desk.case.approvals] == [1, 2]
    assert desk.clock("approval", 2).due == when("mon 10:40")


def test_a_question_without_a_time():
    desk = a_case(channel="chat")
    desk.do(c.AskApproval("refund", usd(300)))
    assert desk.case.clock("approval", 1) is None
    desk.do(c.Approve(1), by=BUDI)
    assert desk.case.offers


def test_nobody_asks_for_what_she_may():
    desk = a_case()
    assert desk.refused(c.AskApproval("refund", usd(100))).code == "within-authority"
    desk.do(c.AskApproval("refund", usd(300)))
    assert desk.refused(c.AskApproval("refund", usd(300))).code == "already"
    desk.do(c.WithdrawApproval(1))
    desk.do(c.Resolve())
    assert desk.refused(c.AskApproval("refund", usd(300))).code == "resolved"


def test_approved_it_is_offered_by_the_one_who_asked():
    desk = asked()
    approved, made = desk.do(c.Approve(1, "Of course"), "mon 10:30", BUDI)
    assert isinstance(approved, e.Approved)
    assert (made.by, made.approval, made.amount, made.reason) == (SARI.id, 1, usd(300), "Twice broken")
    approval = desk.case.approval(1)
    assert (approval.decision, approval.decided_by, approval.comment) == ("approved", BUDI.id, "Of course")
    assert desk.case.offers[0].approval == 1
    assert desk.clock("approval", 1).state == "kept"
    assert desk.refused(c.Approve(1), by=MAYA).code == "already"


def test_two_questions_together_may_be_too_much_for_the_one_who_decides():
    desk = asked()
    desk.do(c.AskApproval("refund", usd(301)), "mon 09:40")
    desk.do(c.Approve(1), "mon 10:00", BUDI)
    refusal = desk.refused(c.Approve(2), by=BUDI)
    assert (refusal.code, refusal.page, refusal.ask.decider) == ("beyond-authority", "refunds", "manager")
    desk.do(c.Approve(2), "mon 10:10", MAYA)
    assert [o.amount for o in desk.case.offers] == [usd(300), usd(301)]


def test_decided_late_it_was_missed():
    desk = asked()
    desk.do(c.Approve(1), "mon 11:00", MAYA)
    assert desk.clock("approval", 1).state == "missed"
    assert desk.clock("approval", 1).ended_at == when("mon 11:00")


def test_declining_needs_a_word():
    desk = asked()
    assert desk.refused(c.Decline(1, " "), by=BUDI).code == "empty"
    (declined,) = desk.do(c.Decline(1, "Repair it first"), by=BUDI)
    assert declined.comment == "Repair it first"
    assert (desk.case.approval(1).decision, desk.case.offers) == ("declined", ())
    assert desk.refused(c.Approve(1), by=BUDI).code == "already"


def test_only_who_may_decides():
    desk = asked()
    assert desk.refused(c.Approve(1), by=SARI).code == "own-question"
    assert desk.refused(c.Approve(1), by=SYSTEM).code == "nobody"
    for stranger in (DEWI, EKO):
        refusal = desk.refused(c.Approve(1), by=stranger)
        assert (refusal.code, refusal.page) == ("not-the-decider", "refunds")
    desk.do(c.Approve(1), by=MAYA)


def test_a_department_decides_by_its_members():
    desk = asked("replacement", 0)
    assert desk.refused(c.Approve(1), by=MAYA).code == "not-the-decider"
    desk.do(c.Approve(1), by=EKO)
    assert desk.case.offers[0].offer == "replacement"


def test_the_one_who_asked_may_withdraw():
    desk = asked()
    assert desk.refused(c.WithdrawApproval(1), by=BUDI).code == "not-yours"
    desk.do(c.WithdrawApproval(1))
    assert desk.case.approval(1).decision == "withdrawn"
    assert desk.clock("approval", 1).state == "cancelled"
    assert desk.refused(c.WithdrawApproval(1)).code == "already"
    assert desk.refused(c.Approve(7), by=BUDI).code == "unknown-approval"
