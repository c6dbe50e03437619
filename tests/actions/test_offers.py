"""What is given: made within one's authority, asked for beyond it, decided by who may."""

from datetime import timedelta
from decimal import Decimal

from layan.actions import offers
from layan.plan.units import Money
from layan.records.models import LiveEvent, OutboxMail
from layan.records.queries.offers import given_elsewhere
from layan.records.translate import state_of
from tests.cast import NOW, a_case

LATER = NOW + timedelta(minutes=20)


def rupiah(amount):
    return Money(Decimal(amount), "IDR")


def _offer(verb, case, by, amount=60_000, at=NOW):
    return verb(case=case, offer="refund", amount=rupiah(amount), reason="It broke", by=by, at=at)


def test_within_her_limit_she_gives_it_herself(cast):
    case = a_case(cast)
    assert _offer(offers.make, case, cast.sari).refusal is None
    refusal = _offer(offers.make, case, cast.sari).refusal
    assert refusal.ask is not None and refusal.page == "refunds", "100,000 a case"


def test_what_another_case_was_given_counts_where_the_plan_counts_it(cast):
    first, second, hers = a_case(cast), a_case(cast), a_case(cast, customer=cast.lina)
    _offer(offers.make, first, cast.sari)
    _offer(offers.make, hers, cast.sari)
    assert [one.amount for one in given_elsewhere(second)] == [rupiah(60_000)]
    assert given_elsewhere(first) == ()


def test_beyond_it_those_who_may_are_asked(cast):
    case = a_case(cast)
    outcome = _offer(offers.ask, case, cast.sari, 400_000)
    case.refresh_from_db()
    assert outcome.refusal is None and case.pending_approvals == 1
    asked = {address for mail in OutboxMail.objects.filter(kind="approval") for address in mail.to}
    assert asked == {"rani@example.com", "ayu@example.com"}
    assert LiveEvent.objects.filter(what="approval", case=case).exists()

    assert offers.decide(case=case, approval=1, yes=True, comment="", by=cast.sari, at=LATER).refusal
    assert offers.decide(case=case, approval=1, yes=False, comment="", by=cast.rani, at=LATER).refusal, (
        "why not?"
    )
    assert offers.decide(case=case, approval=1, yes=True, comment="", by=cast.rani, at=LATER).refusal is None
    case.refresh_from_db()
    (offer,) = state_of(case).offers
    assert (case.pending_approvals, offer.amount) == (0, rupiah(400_000))


def test_nobody_is_asked_about_what_is_refused(cast):
    case = a_case(cast)
    assert offers.ask(case=case, offer="the moon", amount=None, reason="", by=cast.sari, at=NOW).refusal
    assert not OutboxMail.objects.filter(kind="approval").exists()


def test_what_is_withdrawn_is_decided_by_nobody(cast):
    case = a_case(cast)
    _offer(offers.ask, case, cast.sari, 400_000)
    assert offers.withdraw(case=case, approval=1, by=cast.joko, at=LATER).refusal
    assert offers.withdraw(case=case, approval=1, by=cast.sari, at=LATER).refusal is None
    assert offers.decide(case=case, approval=1, yes=True, comment="", by=cast.rani, at=LATER).refusal
    case.refresh_from_db()
    assert (case.pending_approvals, state_of(case).offers) == (0, ())
