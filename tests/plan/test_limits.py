from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layan.plan.limits import Fit, Given, Standing, Wish, reach, tightest
from layan.plan.pages.policy import Limit
from layan.plan.units import Duration, Money
from tests.plan.asked_plan import here

NOW = here(15, 10)


def rupiah(amount):
    return Money(Decimal(amount), "IDR")


def standing(limit, asked, *given):
    amount = None if asked is None else rupiah(asked)
    return Standing.of("refunds", limit, Wish("refund", amount, NOW, given))


def given_before(amount, days, here=False, offer="refund"):
    return Given(None if amount is None else rupiah(amount), offer, NOW - timedelta(days=days), per_case=here)


@pytest.mark.parametrize(
    ("asked", "fit"), [(500, Fit.FITS), (501, Fit.TOO_MUCH), (None, Fit.NO_AMOUNT)],
)  # fmt: skip
def test_an_amount_per_case(asked, fit):
    assert standing(Limit("refund", "lead", rupiah(500)), asked).fit is fit


def test_the_sum_in_the_case_counts_and_nothing_else():
    limit = Limit("refund", "lead", rupiah(500))
    others = (given_before(400, 1), given_before(9, 1, True, "credit"))
    counted = standing(limit, 200, given_before(300, 2, here=True), *others)
    assert (counted.spent, counted.left, counted.fit) == (rupiah(300), rupiah(200), Fit.FITS)
    assert standing(limit, 201, given_before(300, 2, here=True)).fit is Fit.TOO_MUCH


def test_the_sum_for_the_customer_in_the_time_looked_back():
    limit = Limit("refund", "lead", rupiah(500), per="customer", period=Duration(1, "month"))
    counted = standing(
        limit, 1, given_before(100, 1, here=True), given_before(200, 30), given_before(400, 31)
    )
    assert (counted.spent, counted.left) == (rupiah(300), rupiah(200))
    ever = Limit("refund", "lead", rupiah(500), per="customer")
    assert standing(ever, 1, given_before(400, 5000)).left == rupiah(100)


def test_how_often():
    twice = Limit("refund", "lead", times=2)
    assert standing(twice, None, given_before(None, 1, here=True)).times_left == 1
    assert standing(twice, None, *[given_before(5, 1, here=True)] * 2).fit is Fit.TOO_OFTEN


def test_other_money_cannot_be_compared():
    dollars = Given(Money(Decimal(5), "USD"), "refund", NOW)
    counted = standing(Limit("refund", "lead", rupiah(500)), 1, dollars)
    assert (counted.fit, counted.left, counted.used_up) == (Fit.OTHER_CURRENCY, None, True)


def test_without_a_limit_everything_fits():
    free = standing(Limit("refund", "manager"), None, given_before(10**9, 1, here=True))
    assert (free.fit, free.left, free.times_left, free.used_up) == (Fit.FITS, None, None, False)


def test_the_tightest_and_the_furthest():
    narrow, wide = (
        standing(Limit("refund", "lead", rupiah(5)), 1),
        standing(Limit("refund", "lead", rupiah(9)), 1),
    )
    often, free = standing(Limit("refund", "lead", times=3), 1), standing(Limit("refund", "lead"), 1)
    assert tightest([wide, narrow, free]) is narrow
    assert sorted([[wide], [narrow, free], [free], [often]], key=reach) == [
        [narrow, free],
        [wide],
        [often],
        [free],
    ]


GIVEN = st.lists(
    st.builds(
        given_before, st.integers(1, 300) | st.none(), st.integers(0, 90), st.booleans(),
        st.sampled_from(["refund", "credit"]),
    ),
    max_size=6,
)  # fmt: skip
LIMITS = st.builds(
    Limit, st.just("refund"), st.just("lead"), st.integers(1, 900).map(rupiah) | st.none(),
    st.integers(1, 4) | st.none(), st.sampled_from(["case", "customer"]),
    st.integers(1, 90).map(lambda days: Duration(days, "day")) | st.none(),
)  # fmt: skip


@settings(max_examples=80)
@given(LIMITS, GIVEN, st.integers(1, 900))
def test_the_sums_are_those_of_plain_addition(limit, given, asked):
    spent = times = 0
    for each in given:
        if each.offer != "refund":
            continue
        if limit.per == "case" and not each.per_case:
            continue
        if limit.per == "customer" and limit.period and NOW - each.at > timedelta(days=limit.period.count):
            continue
        spent += int(each.amount.amount) if each.amount else 0
        times += 1
    fits = (not limit.up_to or spent + asked <= limit.up_to.amount) and (
        not limit.times or times < limit.times
    )
    found = standing(limit, asked, *given)
    assert (found.fit is Fit.FITS) is fits
    if limit.up_to:
        assert found.left.amount == max(0, limit.up_to.amount - spent)
