from decimal import Decimal

import pytest

from layan.plan.pages.policy import Limit, Policy
from layan.plan.units import Duration, Money
from tests.plan.small_plan import page, rules, told

TWO_HOURS = Duration(2, "h")


def limit(written):
    (found,) = rules("policy", f"authority: [{{offer: refund, {written}}}]").authority
    return found


def test_whom_a_policy_speaks_to():
    assert rules("policy") == Policy()
    assert rules("policy", "situations: [refund]", "channels: email") == Policy(("refund",), ("email",))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("by: manager", Limit("refund", "manager")),
        ("by: workshop", Limit("refund", "workshop")),
        ("by: lead, up_to: 2000000 IDR, above: manager, within: 2 h, clock: round",
         Limit("refund", "lead", Money(Decimal(2000000), "IDR"), above="manager", within=TWO_HOURS, clock="round")),
        ("by: representative, up_to: 12.50 EUR, times: 2, per: customer, in: 12 months",
         Limit("refund", "representative", Money(Decimal("12.50"), "EUR"), 2, "customer", Duration(12, "month"))),
    ],
)  # fmt: skip
def test_limits(written, read):
    assert limit(written) == read


def test_an_offer_of_ones_own():
    assert rules("policy", "authority: [{offer: free-coffee, by: lead}]").authority == (
        Limit("free-coffee", "lead"),
    )


@pytest.mark.parametrize(
    ("written", "code", "instead"),
    [
        ("»{offer: refund}", "missing", "Add by:."),
        ("»{by: lead}", "missing", "Add offer:."),
        (
            "{offer: refund, by: »boss}",
            "reference",
            "Use one of these: representative, lead, manager, workshop.",
        ),
        (
            "{offer: refund, by: »trainer}",
            "reference",
            "Use one of these: representative, lead, manager, workshop.",
        ),
        ("{offer: refund, by: »care}", "reference", "Write department: true on its page."),
        ("{offer: refund, by: »worksop}", "reference", "Did you mean workshop?"),
        ("{offer: refund, by: lead, up_to: »500000}", "unit", "Write a unit, for example 500000 IDR."),
        ("{offer: refund, by: lead, up_to: »Rp 500.000}", "unit", "Write it like this: 500000 IDR."),
        ("{offer: refund, by: lead, up_to: »75 USB}", "currency", "Write it like this: 75 IDR."),
        ("{offer: refund, by: lead, times: »0}", "number", "Write a number from 1 to 1000000."),
        ("{offer: refund, by: lead, times: »twice}", "number", "Write a number from 1 to 1000000."),
        ("{offer: refund, by: lead, per: »order}", "unknown-word", "Use one of these: case, customer."),
        ("{offer: refund, by: lead, in: »12 months}", "contradiction", "Add it, or remove in."),
        (
            "{offer: refund, by: lead, above: »representative}",
            "contradiction",
            "Name who decides, or remove above.",
        ),
        (
            "{offer: refund, by: workshop, above: »workshop}",
            "contradiction",
            "Name who decides, or remove above.",
        ),
        ("{offer: refund, by: lead, clock: »round}", "missing", "Add within:."),
        ("{offer: refund, by: lead, »upto: 5 IDR}", "unknown-key", "Did you mean up_to?"),
        ("{offer: »Free coffee, by: lead}", "key", "Write free-coffee."),
    ],
)
def test_where_it_is_wrong(written, code, instead):
    line = f"authority: [{written}]"
    assert told(page("policy", line.replace("»", ""))) == [(4, line.index("»") + 1, code, instead)]
