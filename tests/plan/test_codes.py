import pytest
from babel import Locale
from babel.core import get_global

from layan.plan.codes import COUNTRIES, CURRENCIES, LANGUAGES, is_language, minor_digits
from layan.plan.holiday_lists import is_calendar


def test_languages_are_those_cldr_knows():
    assert (
        {code for code in Locale("en").languages if len(code) == 2} >= LANGUAGES >= {"en", "id", "ms", "tr"}
    )


@pytest.mark.parametrize(
    ("code", "known"),
    [("id", True), ("min", True), ("xq", False), ("qqq", False), ("ID", False), ("", False)],
)
def test_a_language_is_an_iso_code(code, known):
    assert is_language(code) is known


def test_currencies_in_use_and_their_small_parts():
    fractions = get_global("currency_fractions")
    assert {"IDR", "MYR", "TRY", "USD", "EUR"} <= CURRENCIES
    assert (minor_digits("JPY"), minor_digits("USD"), minor_digits("KWD")) == (0, 2, 3)
    for currency in CURRENCIES:  # CLDR may round more than ISO 4217 does, never less
        assert fractions.get(currency, (2,))[0] <= minor_digits(currency)


def test_every_country_has_its_holidays():
    assert len(COUNTRIES) == 249
    assert is_calendar("ID") and is_calendar("TR") and is_calendar("MY-14")
