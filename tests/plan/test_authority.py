from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layan.plan.authority import Given
from layan.plan.roles import LADDER
from layan.plan.units import parse_money
from tests.plan.asked_plan import here, plan, said
from tests.plan.small_plan import page

NOW = here(15, 10)


def policy(*limits, scope=()):
    return page("policy", *scope, "authority:", *[f"  - {{{limit}}}" for limit in limits]).replace(
        "A page", "Refunds"
    )


REFUNDS = policy(
    "offer: refund, by: representative, up_to: 500000 IDR",
    "offer: refund, by: lead, up_to: 2000000 IDR, above: manager, within: 2 h",
    "offer: refund, by: manager",
    "offer: goodwill, by: representative, up_to: 250000 IDR, times: 2, per: customer, in: 12 months",
    "offer: replacement, by: workshop",
)
PLAN = plan(refunds=REFUNDS)


def may(role, offer="refund", amount=None, asked=PLAN, **matter):
    matter = {"channel": "phone", "at": NOW} | matter
    return asked.may(role, offer, parse_money(amount) if amount else None, **matter)


def before(amount, offer="refund", days=1, per_case=True):
    return Given(parse_money(amount), offer, NOW - timedelta(days=days), per_case)


def test_within_ones_own_limit():
    found = may("representative", amount="200000 IDR", given=[before("100000 IDR")])
    assert (found.verdict, found.page, found.decider, found.due) == ("yes", "refunds", None, None)
    assert (found.limit, found.left) == (parse_money("500000 IDR"), parse_money("400000 IDR"))
    assert said(found.working) == [
        "Refunds: refund by representative, up to Rp 500,000 per case.",
        "Given already: Rp 100,000.",
        "After Rp 200,000 now, Rp 200,000 is left.",
    ]


def test_beyond_it_the_lowest_that_may_decides_as_fast_as_the_channel_promises():
    found = may("representative", amount="600000 IDR")
    assert (found.verdict, found.page, found.decider, found.due) == ("ask", "refunds", "lead", here(15, 11))
    assert said(found.working) == [
        "Refunds: refund by representative, up to Rp 500,000 per case.",
        "Rp 600,000 now is Rp 100,000 too much.",
        "Decided by lead.",
        "Phone: approval within 1 hour of open time.",
        "Asked Fri 10:00",
        "+ 1 h",
        "= Fri 11:00",
    ]


def test_beyond_it_the_page_may_name_who_decides_and_how_fast():
    found = may("lead", amount="2000001 IDR", at=here(15, 16))
    assert (found.verdict, found.decider, found.due) == ("ask", "manager", here(19, 10))
    assert said(found.working)[2:5] == [
        "Decided by manager.", "Refunds: decided within 2 hours of open time.", "Asked Fri 16:00",
    ]  # fmt: skip


def test_a_lead_may_what_a_representative_may():
    assert may("lead", "goodwill", "250000 IDR").verdict == "yes"
    assert may("manager", amount="9000000 IDR").verdict == "yes"


def test_who_may_nothing_asks():
    for role in ("trainer", "department", ""):
        found = may(role, amount="10 IDR")
        assert (found.verdict, found.decider, found.page) == ("ask", "representative", "refunds")
    assert said(may("trainer").working)[0] == "No page here lets trainer give this: refund."


def test_a_department_has_its_own():
    workshop = frozenset({"workshop"})
    assert may("department", "replacement", departments=workshop).verdict == "yes"
    found = may("manager", "replacement")
    assert (found.verdict, found.decider) == ("ask", "workshop")
    assert "Decided by Workshop." in said(found.working)


def test_how_often_in_the_time_looked_back():
    two = [before("1000 IDR", "goodwill", days, per_case=False) for days in (10, 300)]
    found = may("representative", "goodwill", "1000 IDR", given=two)
    assert (found.verdict, found.times_left, found.left) == ("no", 0, parse_money("248000 IDR"))
    assert said(found.working) == [
        "Refunds: goodwill by representative, up to Rp 250,000 per customer in 12 months.",
        "Refunds: goodwill by representative, at most 2 of them per customer in 12 months.",
        "Given already: 2 of them.",
        "One more is one too many.",
        "Nobody may decide this.",
    ]
    long_ago = [before("1000 IDR", "goodwill", 400, per_case=False)] * 2
    assert may("representative", "goodwill", "1000 IDR", given=long_ago).verdict == "yes"


def test_an_offer_no_page_knows():
    found = may("manager", "yacht")
    assert (found.verdict, found.page, found.decider) == ("no", None, None)
    assert said(found.working) == ["No page here lets anybody give this: yacht."]


def test_money_of_another_currency_is_decided_by_whoever_has_no_limit():
    found = may("representative", amount="75 USD")
    assert (found.verdict, found.page, found.left) == ("ask", "refunds", None)
    assert "A limit in IDR cannot be held against other money." in said(found.working)
    assert found.decider == "manager"
    assert may("manager", amount="75 USD").verdict == "yes"


def test_without_an_amount_whoever_has_no_limit_decides():
    found = may("representative")
    assert (found.verdict, found.decider) == ("ask", "manager")
    assert said(found.working)[1] == "Whether it fits depends on the amount."


def test_whom_the_page_names_may_decide_without_a_limit_of_their_own():
    asked = plan(
        p=policy("offer: refund, by: lead, up_to: 5 IDR, above: workshop, within: 1 day, clock: round")
    )
    found = may("lead", amount="6 IDR", asked=asked)
    assert (found.verdict, found.decider, found.due) == ("ask", "workshop", NOW + timedelta(days=1))
    granted = may("department", amount="6 IDR", asked=asked, departments=frozenset({"workshop"}))
    assert (granted.verdict, said(granted.working)) == (
        "yes",
        ["Refunds: Workshop decides what is above the others."],
    )


def test_who_decides_may_be_named_further_and_further_up():
    asked = plan(
        p=policy(
            "offer: refund, by: representative, up_to: 5 IDR, above: lead",
            "offer: refund, by: lead, up_to: 10 IDR, above: workshop",
            "offer: refund, by: workshop, up_to: 20 IDR, above: lead",
            "offer: refund, by: manager, up_to: 30 IDR",
        )
    )
    deciders = [
        may("representative", amount=f"{amount} IDR", asked=asked).decider for amount in (6, 11, 21, 31)
    ]
    assert deciders == ["lead", "workshop", "manager", None]


def test_several_limits_of_one_role_all_hold():
    asked = plan(p=REFUNDS, q=policy("offer: refund, by: representative, up_to: 700000 IDR, per: customer"))
    given = [before("600000 IDR", per_case=False)]
    assert may("representative", amount="100000 IDR", asked=asked, given=given).verdict == "yes"
    found = may("representative", amount="100001 IDR", asked=asked, given=given)
    assert (found.verdict, found.page) == ("ask", "q")


def test_a_page_on_the_situation_counts_before_one_on_all():
    asked = plan(
        p=REFUNDS,
        q=policy("offer: refund, by: manager", scope=("situations: fraud",)),
        r=policy("offer: refund, by: lead", scope=("channels: night",)),
    )
    assert may("representative", amount="1 IDR", asked=asked, situation="refund").verdict == "yes"
    found = may("representative", amount="1 IDR", asked=asked, situation="fraud")
    assert (found.verdict, found.page, found.decider) == ("ask", "q", "manager")
    assert may("representative", "goodwill", "1 IDR", asked=asked, situation="fraud").verdict == "yes"
    assert may("lead", amount="9000000 IDR", asked=asked, channel="night").verdict == "ask"


def test_while_the_situation_is_unknown_pages_on_all_count_first():
    asked = plan(
        p=policy("offer: refund, by: representative, up_to: 5 IDR"),
        q=policy("offer: refund, by: manager", "offer: credit, by: lead", scope=("situations: fraud",)),
    )
    assert may("representative", amount="5 IDR", asked=asked).verdict == "yes"
    assert may("lead", "credit", asked=asked).verdict == "yes"
    assert may("lead", "credit", asked=asked, situation="refund").verdict == "no"


@pytest.mark.parametrize(("clock", "due"), [("", None), (", clock: round", NOW + timedelta(hours=2))])
def test_without_a_channel_there_are_no_open_hours_to_count(clock, due):
    limits = (f"offer: refund, by: lead, up_to: 5 IDR, within: 2 h{clock}", "offer: refund, by: manager")
    found = may("lead", amount="6 IDR", asked=plan(p=policy(*limits)), channel=None)
    assert (found.verdict, found.decider, found.due) == ("ask", "manager", due)
    assert may("representative", amount="600000 IDR", channel=None).due is None


def test_what_you_may_offer():
    found = PLAN.limits("representative", at=NOW, channel="phone", given=[before("100000 IDR")])
    assert [(each.offer, each.verdict, each.left and str(each.left), each.decider) for each in found] == [
        ("refund", "yes", "400000 IDR", "lead"),
        ("goodwill", "yes", "250000 IDR", None),
        ("replacement", "ask", None, "workshop"),
    ]
    assert said(found[0].working) == [
        "Refunds: refund by representative, up to Rp 500,000 per case.",
        "Given already: Rp 100,000.",
        "Rp 400,000 is left.",
        "Beyond that, decided by lead.",
    ]


def test_what_you_may_no_longer_offer():
    refund, goodwill, _ = PLAN.limits(
        "representative",
        at=NOW,
        given=[before("500000 IDR"), *[before("1 IDR", "goodwill", per_case=False)] * 2],
    )
    assert (refund.verdict, refund.decider) == ("ask", "lead")
    assert (goodwill.verdict, goodwill.times_left, goodwill.decider) == ("no", 0, None)


def test_a_manager_goes_as_far_as_a_limit_is_furthest():
    refund, _, replacement = PLAN.limits("manager", at=NOW, channel="phone")
    assert (refund.verdict, refund.limit, refund.decider) == ("yes", None, None)
    assert (replacement.verdict, replacement.decider) == ("ask", "workshop")


# The same by brute force: every rule of every role, in plain words.

HOLDERS = [*LADDER, "workshop"]
RULES = st.lists(
    st.tuples(st.sampled_from(HOLDERS), st.integers(1, 4) | st.none(), st.sampled_from(HOLDERS) | st.none()),
    min_size=1, max_size=5,
)  # fmt: skip


def written(by, up_to, above):
    limit = f"offer: refund, by: {by}" + (f", up_to: {up_to} IDR" if up_to else "")
    return limit + (f", above: {above}" if above else "")


@settings(max_examples=40)
@given(RULES, st.integers(1, 5), st.sampled_from(HOLDERS))
def test_who_may_by_brute_force(rules, amount, asking):
    rules = [
        (by, up_to, above if above in HOLDERS[HOLDERS.index(by) + 1 :] else None)
        for by, up_to, above in rules
    ]
    asked = plan(p=policy(*[written(*rule) for rule in rules]))

    def alone(holder):
        own = [up_to for by, up_to, _ in rules if by == holder]
        return (
            all(not up_to or amount <= up_to for up_to in own)
            if own
            else holder in [above for *_, above in rules]
        )

    def somebody(holder):
        below = LADDER[: LADDER.index(holder) + 1] if holder in LADDER else [holder]
        return any(alone(each) for each in below)

    departments = frozenset({"workshop"} if asking == "workshop" else ())
    found = may(
        "department" if departments else asking, amount=f"{amount} IDR", asked=asked, departments=departments
    )
    assert (found.verdict == "yes") is somebody(asking)
    if found.verdict == "ask":
        assert somebody(found.decider)
        assert found.decider != asking
    if found.verdict == "no":
        assert not any(map(somebody, HOLDERS))
