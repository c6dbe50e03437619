from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layan.plan.codes import CURRENCIES
from layan.plan.units import (
    SECONDS,
    CurrencyMismatch,
    Duration,
    Money,
    Unreadable,
    parse_duration,
    parse_money,
    parse_share,
    share_text,
    total,
)  # fmt: skip

JAKARTA = ZoneInfo("Asia/Jakarta")


def instead(parse, text):
    with pytest.raises(Unreadable) as error:
        parse(text)
    return str(error.value.instead)


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        ("20 s", 20, "s"), ("30 min", 30, "min"), ("4 h", 4, "h"), ("2 days", 2, "day"), ("1 day", 1, "day"),
        ("3 weeks", 3, "week"), ("12 months", 12, "month"), ("1 year", 1, "year"), ("2  days", 2, "day"),
    ],
)  # fmt: skip
def test_durations(text, count, unit):
    assert parse_duration(text) == Duration(count, unit)


@given(st.integers(1, 100), st.sampled_from(list(SECONDS)))
def test_a_duration_reads_as_it_is_written(count, unit):
    assert parse_duration(str(Duration(count, unit))) == Duration(count, unit)


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("20", "20 s"), ("20s", "20 s"), ("20sec", "20 s"), ("2 Hours", "2 h"), ("5 m", "5 min"), ("1d", "1 day"),
        ("3 wk", "3 weeks"), ("0 s", "20 s"), ("soon", "20 s"), ("1.5 h", "90 min"), ("999999 years", "20 s"),
    ],
)  # fmt: skip
def test_what_to_write_instead_of_no_duration(text, better):
    assert instead(parse_duration, text).rstrip(".").endswith(better)


def test_a_bare_number_has_no_unit():
    assert instead(parse_duration, "20") == "Write a unit, for example 20 s."


def test_months_go_by_the_calendar_of_the_place():
    end_of_january = datetime(2027, 1, 31, 9, tzinfo=JAKARTA)
    assert Duration(1, "month").after(end_of_january) == datetime(2027, 2, 28, 9, tzinfo=JAKARTA)
    assert Duration(12, "month").before(datetime(2028, 2, 29, tzinfo=JAKARTA)) == datetime(
        2027, 2, 28, tzinfo=JAKARTA
    )
    assert Duration(1, "year").after(end_of_january) == datetime(2028, 1, 31, 9, tzinfo=JAKARTA)


def test_a_day_of_24_hours_when_the_clock_is_set_forward():
    berlin = datetime(2026, 3, 28, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    assert (Duration(1, "day").after(berlin) - berlin.astimezone(UTC)).total_seconds() == 86400


@given(st.datetimes(timezones=st.just(UTC)), st.integers(1, 10**9), st.sampled_from(list(SECONDS)))
def test_no_duration_leads_out_of_the_calendar(moment, count, unit):
    assert Duration(count, unit).before(moment).tzinfo is UTC
    assert Duration(count, unit).after(moment).tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("500000 IDR", "500000", "IDR"),
        ("75 USD", "75", "USD"),
        ("12.50 EUR", "12.50", "EUR"),
        ("1.250 KWD", "1.25", "KWD"),
    ],
)
def test_money(text, amount, currency):
    assert parse_money(text) == Money(Decimal(amount), currency)


@given(st.decimals(0, 10**12, places=2), st.sampled_from(["IDR", "USD", "EUR"]))
def test_money_reads_as_it_is_written(amount, currency):
    assert parse_money(str(Money(amount, currency))) == Money(amount, currency)


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("Rp 500.000", "500000 IDR"), ("$75", "75 USD"), ("RM 75", "75 MYR"), ("€12,50", "12.50 EUR"),
        ("500 TL", "500 TRY"), ("IDR 1,000.50", "1000.50 IDR"),
        ("75 usd", "75 USD"), ("12.505 EUR", "12.50 EUR"), ("5.5 JPY", "6 JPY"), ("75 XXX", "75 USD"),
        ("a lot", "75 USD"), ("-5 USD", "5 USD"),
    ],
)  # fmt: skip
def test_what_to_write_instead_of_no_money(text, better):
    assert instead(parse_money, text) == f"Write it like this: {better}."


@pytest.mark.parametrize(
    ("parse", "text", "better"),
    [
        (parse_money, "500000", "500000 USD"),
        (lambda text: parse_money(text, "IDR"), "500000", "500000 IDR"),
        (parse_duration, "60", "60 s"),
        (lambda text: parse_duration(text, "month"), "12", "12 months"),
        (parse_share, "95", "95 %"),
    ],
)
def test_a_bare_number_is_given_the_likely_unit(parse, text, better):
    assert instead(parse, text) == f"Write a unit, for example {better}."


def test_money_of_two_currencies_is_not_mixed():
    rupiah, dollars = Money(Decimal(5), "IDR"), Money(Decimal(5), "USD")
    for mixed in (
        lambda: rupiah + dollars,
        lambda: rupiah < dollars,
        lambda: total([rupiah, dollars], "IDR"),
    ):
        with pytest.raises(CurrencyMismatch):
            mixed()
    assert rupiah != dollars
    assert total([], "IDR") == Money(Decimal(0), "IDR")
    assert rupiah - rupiah < rupiah <= rupiah + rupiah


@pytest.mark.parametrize(
    ("text", "share"), [("80 %", Fraction(4, 5)), ("100%", Fraction(1)), ("99.5 %", Fraction(199, 200))]
)
def test_shares(text, share):
    assert parse_share(text) == share
    assert parse_share(share_text(share)) == share


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("0.8", "80 %"),
        ("0 %", "80 %"),
        ("101 %", "80 %"),
        ("most", "80 %"),
        ("1e999999999", "80 %"),
    ],
)
def test_what_to_write_instead_of_no_share(text, better):
    assert instead(parse_share, text) == f"Write it like this: {better}."


@given(st.text(), st.sampled_from([parse_duration, parse_money, parse_share]))
def test_any_other_text_is_refused_in_words(text, parse):
    try:
        parse(text)
    except Unreadable as error:
        assert str(error.say) and error.code and error.instead


def test_every_currency_can_be_written():
    assert {parse_money(f"1 {currency}").currency for currency in CURRENCIES} == CURRENCIES
