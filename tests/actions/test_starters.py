"""Starter plans made a business's own."""

from datetime import UTC, datetime

import pytest

from layan.actions import starters
from layan.actions.currencies import HUNDRED_THOUSAND, UnknownCurrency
from layan.actions.starters import TRADES, Own, pages, trades
from layan.plan.check import check
from layan.plan.holiday_lists import UnknownCalendar
from layan.plan.plan import Plan

AT = datetime(2026, 3, 2, tzinfo=UTC)
SHOP = Own("Kopi Senja", "ID", "Asia/Jakarta", "IDR", ("en", "id"))


def _plan(template="online-shop", **changes):
    own = Own(**{field: changes.get(field, getattr(SHOP, field)) for field in SHOP.__dataclass_fields__})
    return Plan.read(pages(template=template, own=own, at=AT))


def test_every_template_ships_and_is_offered():
    assert trades() == list(TRADES)


@pytest.mark.parametrize("template", list(TRADES))
@pytest.mark.parametrize(
    ("languages", "country", "timezone", "currency"),
    [
        (("en",), "JP", "Asia/Tokyo", "JPY"),
        (("id", "en"), "ID", "Asia/Jakarta", "IDR"),
        (("en", "id"), "US", "America/New_York", "USD"),
        (("tr", "en"), "TR", "Europe/Istanbul", "TRY"),
    ],
)
def test_nothing_is_wrong_with_it_wherever_it_begins(template, languages, country, timezone, currency):
    plan = _plan(template, languages=languages, country=country, timezone=timezone, currency=currency)
    assert plan.language == languages[0]
    assert check(plan) == []
    assert {path for path in plan.files if ".tr." in path or ".ms." in path} == set()
    assert not any("IDR" in text for text in plan.files.values()) or currency == "IDR"


def test_it_bears_the_name_of_the_business():
    name = 'Warung "Kopi": Senja #1'
    plan = _plan(name=name)
    assert plan.name == name
    assert not any("Toko Layar Senja" in text for text in plan.files.values())


def test_the_first_language_stands_on_the_pages_themselves():
    plan = _plan(languages=("id", "en"))
    page = plan.pages["angry-customer"]
    assert page.name == "Pelanggan yang marah"
    assert page.names["en"] == "An angry customer"
    assert page.prose["id"].startswith("Kemarahan")
    assert page.prose["en"].startswith("Anger")
    assert page.rules.steps[0].do.startswith("Dengarkan")


def test_what_the_rules_tell_people_is_told_in_the_first_language_and_the_others():
    plan = _plan(languages=("id", "en"))
    polite = plan.pages["conduct"].rules.standard[0]
    assert polite.asks.startswith("Menyapa")
    assert polite.asks_in("en").startswith("Greets")
    city = plan.pages["customers"].rules.fields[0]
    assert (city.name, city.name_in("en")) == ("Kota", "City")
    regular = plan.segment_name("regular")
    assert (regular.name_in("id"), regular.name_in("en")) == ("Pelanggan tetap", "Regulars")


def test_a_language_the_template_lacks_keeps_the_words_there_are():
    plan = _plan(languages=("de", "en"))
    assert plan.pages["business"].prose["en"] == plan.pages["business"].prose["de"]


def test_holidays_of_the_country_for_this_year_and_the_next():
    days = _plan(country="TR", timezone="Europe/Istanbul").files["business.md"]
    assert "2026-10-29: Cumhuriyet Bayramı" in days
    assert "2027-10-29: Cumhuriyet Bayramı" in days
    assert "2028-" not in days
    assert "holidays: TR" in _plan(country="TR").files["channels/phone.md"]


def test_where_no_list_of_holidays_is_known_there_are_none(monkeypatch):
    def unknown(calendar, year=0):
        raise UnknownCalendar(calendar)

    monkeypatch.setattr(starters, "library_holidays", unknown)
    monkeypatch.setattr(starters, "is_calendar", lambda calendar: False)
    assert not any("\nholidays:" in text for text in _plan().files.values())


def test_comments_and_order_of_the_template_stay():
    text = _plan(country="TR").files["business.md"]
    assert "# the first is the one the plan is written in" in text
    assert text.index("name:") < text.index("timezone:") < text.index("currency:")


def test_addresses_of_the_sample_are_nobody_s():
    assert not any("example.com" in text.split("---")[1] for text in _plan().files.values())


@pytest.mark.parametrize("currency", sorted(HUNDRED_THOUSAND))
def test_limits_rise_in_every_currency(currency):
    plan = _plan(currency=currency)
    given = plan.policies["what-we-may-give"].rules.authority
    limits = [rule.up_to.amount for rule in given if rule.offer == "refund" and rule.up_to]
    assert limits == sorted(set(limits))
    assert all(rule.up_to.currency == currency for rule in given if rule.up_to)


def test_other_currencies_are_refused():
    with pytest.raises(UnknownCurrency):
        _plan(currency="XTS")
    with pytest.raises(KeyError):
        _plan("bakery")
