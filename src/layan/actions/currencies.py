"""The amounts of the starter plans in other currencies: what people there would round to, not what a bank would pay."""

import re
from decimal import Decimal
from typing import Final

WRITTEN_IN: Final = "IDR"

HUNDRED_THOUSAND: Final = {
    "AED": 30, "ARS": 9000, "AUD": 15, "BDT": 800, "BND": 10, "BRL": 40, "CAD": 12, "CHF": 10, "CLP": 8000, "CNY": 50,
    "COP": 30000, "CZK": 170, "DKK": 50, "EGP": 350, "EUR": 10, "GBP": 10, "HKD": 60, "HUF": 3000, "IDR": 100000,
    "ILS": 25, "INR": 600, "JPY": 1000, "KES": 1000, "KRW": 10000, "LKR": 2200, "MAD": 70, "MXN": 130, "MYR": 30,
    "NGN": 10000, "NOK": 75, "NZD": 12, "PEN": 25, "PHP": 400, "PKR": 2000, "PLN": 30, "QAR": 30, "RON": 35,
    "SAR": 30, "SEK": 75, "SGD": 10, "THB": 250, "TRY": 300, "TWD": 250, "UAH": 300, "USD": 10, "VND": 150000,
    "ZAR": 120,
}  # fmt: skip
"""What 100,000 rupiah of a starter plan become."""

_AMOUNT: Final = re.compile(rf"\b(\d+(?:\.\d+)?) {WRITTEN_IN}\b")

_ROUND: Final = tuple(map(Decimal, ("1", "1.5", "2", "2.5", "3", "4", "5", "7.5", "10")))


class UnknownCurrency(LookupError):
    """No starter plan has amounts in this currency; the argument is its code."""


def converted(text: str, currency: str) -> str:
    """The text with every amount of it in `currency`, rounded to a number that people choose."""
    if currency not in HUNDRED_THOUSAND:
        raise UnknownCurrency(currency)
    rate = Decimal(HUNDRED_THOUSAND[currency]) / 100_000
    if rate == 1:
        return text
    return _AMOUNT.sub(lambda found: f"{_rounded(Decimal(found[1]) * rate)} {currency}", text)


def _rounded(amount: Decimal) -> int:
    """The nearest of 1, 1.5, 2, 2.5, 3, 4, 5, 7.5 and their tens, at least 1."""
    magnitude = Decimal(10) ** amount.adjusted()
    nearest = min(_ROUND, key=lambda step: abs(step * magnitude - amount)) * magnitude
    return max(1, int(nearest.to_integral_value()))
