"""What a customer was given before."""

from decimal import Decimal

from layan.actions import customers, offers
from layan.plan.units import Money
from layan.records.queries.offers import given_elsewhere
from tests.cast import NOW, a_case


def test_in_her_other_cases_also_those_of_who_turned_out_to_be_her(cast):
    amount = Money(Decimal(40_000), "IDR")
    twin, _ = customers.found_or_made(kind="email", address="b@example.org", at=NOW)
    here, before, twins, linas = (
        a_case(cast, customer=one) for one in (cast.budi, cast.budi, twin, cast.lina)
    )
    for case in (here, before, twins, linas):
        assert (
            offers.make(case=case, offer="refund", amount=amount, reason="x", by=cast.sari, at=NOW).refusal
            is None
        )
    assert len(given_elsewhere(here)) == 1
    customers.merge(source=twin, into=cast.budi, by=None, at=NOW)
    (first, second) = given_elsewhere(here)
    assert (first.offer, first.amount, first.page, second.by) == ("refund", amount, "refunds", cast.sari.pk)
