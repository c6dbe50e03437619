"""Authority that contradicts itself or ends too early."""

import pytest

from layan.plan.check import check
from layan.plan.plan import Plan
from tests.plan import kept_plan
from tests.plan.kept_plan import REFUNDS, found


def authority(*rules, page=REFUNDS):
    old = kept_plan.FILES[REFUNDS].split("authority:\n")[1].split("owner:")[0]
    return {page: (old, "".join(f"  - {{{rule}}}\n" for rule in rules))}


@pytest.mark.parametrize(
    ("rules", "lines"),
    [
        (("offer: refund, by: representative, up_to: 5 USD", "offer: refund, by: lead, up_to: 9 USD"), [7]),
        (("offer: refund, by: lead, up_to: 9 USD", "offer: refund, by: representative, up_to: 5 USD"), [6]),
        (("offer: refund, by: representative, times: 2",), [6]),
        (("offer: refund, by: representative, up_to: 5 USD", "offer: refund, by: manager"), []),
        (("offer: refund, by: representative, up_to: 5 USD, above: manager",), []),
        (("offer: refund, by: representative, up_to: 5 USD", "offer: refund, by: service-centre"), []),
        (("offer: refund, by: representative, up_to: 5 USD", "offer: credit, by: manager"), [6]),
        (("offer: own-thing, by: lead, up_to: 5 USD",), [6]),
    ],
)
def test_an_amount_nobody_may_approve(rules, lines):
    problems = found(**authority(*rules))
    assert [(line, code) for _, line, code, _ in problems] == [(line, "unapprovable") for line in lines]


def test_authority_on_a_situation_takes_the_place_of_authority_on_all():
    """The general page has a manager without limit, but it does not count for this situation."""
    rules = "kind: policy\nname: All\nowner: a\nreview: 1 year\nauthority: [{offer: refund, by: manager}]\n"
    general = f"---\n{rules}---\nx"
    files = kept_plan.files(**authority("offer: refund, by: lead, up_to: 9 USD"))
    files |= {"all.md": general, "all.id.md": "---\n---\nIsi."}
    assert [(p.position.file, p.code) for p in check(Plan.read(files))] == [(REFUNDS, "unapprovable")]


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        # A higher role may less than a lower one.
        (
            ("offer: refund, by: representative, up_to: 9 USD", "offer: refund, by: lead, up_to: 5 USD"),
            [(7, "A lead may less here than a representative at policies/refunds.md:6.")],
        ),
        (
            ("offer: refund, by: representative", "offer: refund, by: lead, up_to: 5 USD"),
            [(7, "A lead may less here than a representative at policies/refunds.md:6.")],
        ),
        (
            (
                "offer: refund, by: representative, times: 3, per: customer",
                "offer: refund, by: lead, times: 2, per: customer",
            ),
            [(7, "A lead may less here than a representative at policies/refunds.md:6.")],
        ),
        (("offer: refund, by: representative, up_to: 9 USD", "offer: refund, by: lead, up_to: 9 USD"), []),
        (
            (
                "offer: refund, by: representative, up_to: 5 USD, times: 3",
                "offer: refund, by: lead, up_to: 9 USD, times: 2",
            ),
            [],
        ),
        (
            (
                "offer: refund, by: representative, up_to: 9 USD",
                "offer: refund, by: lead, up_to: 5 USD, per: customer",
            ),
            [],
        ),
        (("offer: refund, by: representative, up_to: 9 USD", "offer: credit, by: lead, up_to: 5 USD"), []),
        (("offer: refund, by: representative, up_to: 9 EUR", "offer: refund, by: lead, up_to: 5 USD"), []),
        # Two rules for the same.
        (
            ("offer: refund, by: lead, up_to: 5 USD", "offer: refund, by: lead, up_to: 9 USD"),
            [(7, "A lead has two rules here for the same offer; the other is at policies/refunds.md:6.")],
        ),
        (
            (
                "offer: refund, by: lead, up_to: 5 USD, per: customer, in: 1 year",
                "offer: refund, by: lead, times: 2, per: customer, in: 1 year",
            ),
            [],
        ),
        (
            (
                "offer: refund, by: lead, up_to: 5 USD, per: customer, in: 1 month",
                "offer: refund, by: lead, up_to: 9 USD, per: customer, in: 1 year",
            ),
            [],
        ),
        (
            ("offer: refund, by: lead, up_to: 5 USD", "offer: refund, by: lead, up_to: 9 USD, per: customer"),
            [],
        ),
        # Somebody decides who may not more.
        (
            (
                "offer: refund, by: representative, up_to: 5 USD, above: lead",
                "offer: refund, by: lead, up_to: 5 USD",
            ),
            [(6, "A lead decides above this, and may not more.")],
        ),
        (
            (
                "offer: refund, by: representative, up_to: 5 USD, above: service-centre",
                "offer: refund, by: service-centre, up_to: 2 USD",
            ),
            [(6, "Service centre decides above this, and may not more.")],
        ),
        (
            (
                "offer: refund, by: representative, up_to: 5 USD, above: lead",
                "offer: refund, by: lead, up_to: 9 USD",
            ),
            [],
        ),
        (("offer: refund, by: representative, up_to: 5 USD, above: service-centre",), []),
        (
            ("offer: refund, by: manager, above: service-centre",),
            [(6, "Nothing is above this rule: it has no limit.")],
        ),
    ],
)
def test_contradictory_authority(rules, told):
    problems = found(**authority(*rules, "offer: other, by: manager"))
    assert [(line, words) for _, line, code, words in problems if code == "contradiction"] == told


def test_two_pages_may_contradict_each_other_for_one_situation():
    other = kept_plan.FILES[REFUNDS].replace("name: Refunds", "name: Other").replace("2000000", "3000000")
    files = kept_plan.FILES | {"policies/other.md": other, "policies/other.id.md": "---\n---\nIsi."}
    problems = [p for p in check(Plan.read(files)) if p.code == "contradiction"]
    assert {p.position.file for p in problems} >= {REFUNDS}
    assert all(p.severity == "error" for p in problems)
