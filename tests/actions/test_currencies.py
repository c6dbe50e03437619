import pytest

from layan.actions.currencies import UnknownCurrency, converted


@pytest.mark.parametrize(
    ("text", "currency", "becomes"),
    [
        ("up_to: 500000 IDR, per: case", "USD", "up_to: 50 USD, per: case"),
        ("{a: 150000 IDR, b: 10000000 IDR}", "TRY", "{a: 400 TRY, b: 30000 TRY}"),
        ("100000 IDR", "JPY", "1000 JPY"),
        ("100000 IDR", "IDR", "100000 IDR"),
        ("1000 IDR", "EUR", "1 EUR"),
        ("100000 IDRX", "EUR", "100000 IDRX"),
    ],
)
def test_amounts_become_what_people_would_choose(text, currency, becomes):
    assert converted(text, currency) == becomes


def test_of_other_currencies_nothing_is_known():
    with pytest.raises(UnknownCurrency):
        converted("", "XTS")
