"""Amounts with a unit: money and durations, read strictly and written the way they are read.

What cannot be read raises `Unreadable`, which says what is wrong and what to write instead.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from layan.plan.codes import CURRENCIES, minor_digits
from layan.plan.say import Code, Say, say

SECONDS: Final = {
    "s": 1, "min": 60, "h": 3600, "day": 86400, "week": 604800, "month": 30 * 86400, "year": 365 * 86400,
}  # fmt: skip
"""Length of each unit in seconds; months and years nominal, for comparing only."""

LONGEST: Final = 100 * SECONDS["year"]
"""No duration in a plan is longer, in seconds."""

_EARLIEST: Final = datetime(1, 1, 2, tzinfo=UTC)
_FURTHEST: Final = datetime(9999, 12, 30, tzinfo=UTC)

_DURATION = re.compile(r"(\d{1,9}) +(s|min|h|days?|weeks?|months?|years?)", re.ASCII)
_MONEY = re.compile(r"(\d{1,15}(?:\.\d{1,4})?) +([A-Z]{3})", re.ASCII)
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,4})?) *%", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_LOOSE_DURATION = re.compile(r"-?(\d{1,9}(?:\.\d{1,4})?) *([a-z]*)\.?", re.ASCII | re.IGNORECASE)
_UNIT_OF_WORD: Final = {
    "sec": "s", "secs": "s", "second": "s", "seconds": "s", "m": "min", "mins": "min", "minute": "min",
    "minutes": "min", "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "d": "day", "w": "week", "wk": "week",
    "mo": "month", "mon": "month", "y": "year", "yr": "year",
}  # fmt: skip


class Unreadable(ValueError):
    """A value written in a way the plan does not take: `say` what is wrong, `instead` what to write."""

    def __init__(self, message: Say, code: str, instead: Say) -> None:
        super().__init__(str(message))
        self.say, self.code, self.instead = message, code, instead


class CurrencyMismatch(ValueError):
    """Money of two currencies was added or compared."""


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount of one currency (ISO 4217)."""

    amount: Decimal
    currency: str

    def _same(self, other: "Money") -> Decimal:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")
        return other.amount

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.amount >= self._same(other)

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of `amounts`, nothing for none. Raises CurrencyMismatch unless all are in `currency`."""
    return sum(amounts, Money(Decimal(0), currency))


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as it is written: a whole `count` of one `unit` of SECONDS."""

    count: int
    unit: str

    @property
    def seconds(self) -> int:
        """Length in seconds; months count 30 days and years 365, which is for comparing only."""
        return self.count * SECONDS[self.unit]

    def after(self, moment: datetime) -> datetime:
        """The aware moment this long after an aware `moment`, in UTC. Months and years go by the calendar
        of `moment`'s own time zone (31 January + 1 month is the last of February)."""
        if self.unit in ("month", "year"):
            return _months_later(moment, self.count * (12 if self.unit == "year" else 1))
        try:
            return moment.astimezone(UTC) + timedelta(seconds=self.seconds)
        except OverflowError:
            return _FURTHEST if self.count > 0 else _EARLIEST

    def before(self, moment: datetime) -> datetime:
        """The aware moment this long before an aware `moment`, in UTC."""
        return Duration(-self.count, self.unit).after(moment)

    def __str__(self) -> str:
        plural = "s" if self.unit in ("day", "week", "month", "year") and self.count != 1 else ""
        return f"{self.count} {self.unit}{plural}"


def _months_later(moment: datetime, months: int) -> datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    if not 1 < year < 9999:
        return _FURTHEST if months > 0 else _EARLIEST
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day).astimezone(UTC)


def parse_duration(text: str, unit: str = "s") -> Duration:
    """`20 s`, `30 min`, `4 h`, `2 days`, `3 weeks`, `12 months`, `1 year`; at least one of the unit.

    Raises Unreadable, which says what to write instead: in `unit` where the text has none.
    """
    found = _DURATION.fullmatch(text.strip())
    if found:
        duration = Duration(int(found[1]), _singular(found[2]))
        if not 0 < duration.seconds <= LONGEST:
            what = say("A duration is longer than nothing and no longer than 100 years.")
            raise Unreadable(what, "unit", _such_as(_likely_duration("", unit)))
        return duration
    likely = _likely_duration(text, unit)
    if _NUMBER.fullmatch(text.strip()):
        raise _without_unit(text.strip(), likely)
    raise Unreadable(say("{written} is not a duration.", written=Code(text)), "unit", _such_as(likely))


def _singular(unit: str) -> str:
    return unit if unit == "s" else unit.removesuffix("s")


def _without_unit(written: str, likely: str) -> Unreadable:
    return Unreadable(
        say("{written} has no unit.", written=Code(written)), "unit",
        say("Write a unit, for example {example}.", example=Code(likely)),
    )  # fmt: skip


_EXAMPLES: Final = {"s": 20, "min": 30, "h": 4, "day": 2, "week": 3, "month": 12, "year": 1}


def _likely_duration(text: str, unit: str) -> str:
    """What a text may mean, in a whole number of some unit; an example where nothing can be made of it."""
    found = _LOOSE_DURATION.fullmatch(text.strip())
    if found and Decimal(found[1]):
        word = found[2].lower()
        meant = _UNIT_OF_WORD.get(word, _singular(word))
        meant = meant if meant in SECONDS else unit
        seconds = Decimal(found[1]) * SECONDS[meant]
        for fitting in (meant, "h", "min", "s"):
            if not seconds % SECONDS[fitting] and seconds <= LONGEST:
                return str(Duration(int(seconds) // SECONDS[fitting], fitting))
    return str(Duration(_EXAMPLES[unit], unit))


def parse_money(text: str, usual: str = "USD") -> Money:
    """`500000 IDR`, `12.50 EUR`: digits with a decimal point and the ISO 4217 code of the currency.

    Raises Unreadable, which says what to write instead: in the `usual` currency where the text has none.
    """
    found = _MONEY.fullmatch(text.strip())
    if not found:
        likely = _likely_money(text, usual)
        if _NUMBER.fullmatch(text.strip()):
            raise _without_unit(text.strip(), likely)
        raise Unreadable(
            say("{written} is not an amount of money.", written=Code(text)), "unit", _such_as(likely)
        )
    amount, currency = Decimal(found[1]), found[2]
    if currency not in CURRENCIES:
        raise Unreadable(
            say("{written} is no currency.", written=Code(currency)),
            "currency",
            _such_as(f"{amount} {usual}"),
        )
    digits = minor_digits(currency)
    if -int(amount.as_tuple().exponent) > digits:
        rounded = round(amount, digits) if digits else amount.to_integral_value()
        raise Unreadable(
            say("{currency} has no such small parts: {written}.", currency=currency, written=Code(text)),
            "unit", _such_as(f"{rounded} {currency}"),
        )  # fmt: skip
    return Money(amount, currency)


def _likely_money(text: str, usual: str) -> str:
    """`IDR 500,000` and its like, turned round; a plain example where nothing can be made of it."""
    code = re.search(r"[A-Za-z]{3}", text)
    digits = re.search(r"\d[\d.,' ]{0,30}", text, re.ASCII)
    if not digits:
        return f"75 {usual}"
    whole, point, cents = re.match(r"([\d.,' ]*?)(?:([.,])(\d{1,2}))?$", digits[0].strip()).groups()  # type: ignore[union-attr]
    amount = re.sub(r"\D", "", whole) or "0"
    currency = (
        code[0].upper() if code and code[0].upper() in CURRENCIES else _currency_of_symbol(text) or usual
    )
    return f"{amount}{'.' + cents if point else ''} {currency}"


_SYMBOLS: Final = {
    "Rp": "IDR",
    "RM": "MYR",
    "TL": "TRY",
    "₺": "TRY",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "$": "USD",
}


def _currency_of_symbol(text: str) -> str | None:
    return next((code for symbol, code in _SYMBOLS.items() if symbol in text), None)


def parse_share(text: str) -> Fraction:
    """`80 %` as 4/5; more than nothing, at most everything."""
    found = _SHARE.fullmatch(text.strip())
    share = Fraction(found[1]) / 100 if found else None
    if re.fullmatch(r"[1-9]\d?|100", text.strip(), re.ASCII):
        raise _without_unit(text.strip(), _likely_share(text))
    if share is None or not 0 < share <= 1:
        raise Unreadable(
            say("{written} is not a share.", written=Code(text)), "unit", _such_as(_likely_share(text))
        )
    return share


def _likely_share(text: str) -> str:
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,4})?) *%?", text.strip(), re.ASCII)
    number = Fraction(found[1]) if found else Fraction(0)
    number = number * 100 if number <= 1 else number
    return f"{number} %" if number.denominator == 1 and 0 < number <= 100 else "80 %"


def share_text(share: Fraction) -> str:
    """A share the way a page writes it."""
    percent = share * 100
    return f"{percent} %" if percent.denominator == 1 else f"{float(percent):.4f}".rstrip("0") + " %"


def _such_as(example: str) -> Say:
    return say("Write it like this: {example}.", example=Code(example))
