"""Numbers, money, times and names as a language writes them, by CLDR.

Babel is imported here only when something is first worded: reading and asking a plan does without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from layan.plan.say import DaySpan

if TYPE_CHECKING:
    from babel.core import Locale
    from babel.dates import DateTimePattern

    from layan.plan.units import Money

# The world's English, day before month and 24 hours as the pages write them; money stays with plain English,
# where a dollar is $.
_LOCALE: Final = {"en": "en_GB"}

# A language that has no symbol of its own for these shows the one of the country that pays with it.
_HOME: Final = {"IDR": "id", "MYR": "ms", "TRY": "tr"}

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_NEAR_DAYS: Final = 6  # the same weekday comes again on the seventh


@lru_cache(maxsize=32)
def formats(language: str) -> Formats:
    """The formats of a language, English ones when CLDR does not know it."""
    return Formats(language)


class Formats:
    """How one language writes values. Cheap to call: patterns are read once."""

    def __init__(self, language: str) -> None:
        self.locale = _locale(_LOCALE.get(language, language), _LOCALE["en"])
        self._money_locale = _locale(language)

    def number(self, value: int | Decimal) -> str:
        return _number(self.locale, value)

    def share(self, value: Fraction) -> str:
        """4/5 as `80%`; at most four decimals, as pages write them."""
        from babel.numbers import format_percent

        pattern = self.locale.percent_formats[None].pattern.replace("0", "0.####")
        return format_percent(Decimal(value.numerator) / value.denominator, pattern, locale=self.locale)

    def money(self, money: Money) -> str:
        """`$75.00`, `Rp 500.000`: the currency's decimals, unless it goes without them in daily life and the
        amount is whole."""
        return _money(self._money_locale, money.amount, money.currency)

    def moment(self, moment: datetime, timezone: tzinfo, now: datetime | None) -> str:
        """An aware moment on the clocks of `timezone`: weekday and time when within a week of `now`, else
        with the date. Seconds only where there are any."""
        local = moment.astimezone(timezone)
        clock = "Hms" if local.second else "Hm"
        if now and abs(local.date() - now.astimezone(timezone).date()).days <= _NEAR_DAYS:
            return self._skeleton("E" + clock, local)
        dated, hour = self.day(local.date(), weekday=True), self._skeleton(clock, local)
        return str(self.locale.datetime_formats["medium"]).format(hour, dated)

    def day(self, day: date, *, weekday: bool = False) -> str:
        return self._skeleton("yMMMEd" if weekday else "yMMMd", datetime.combine(day, time.min))

    def day_of_year(self, month: int, day: int) -> str:
        """`1 April`, of any year."""
        return self._skeleton("MMMMd", datetime(2000, month, day))  # noqa: DTZ001

    def clock(self, minutes: int) -> str:
        """Minutes from midnight as a time of the day; the midnight that ends a day is 24:00."""
        shown = self._skeleton("Hm", datetime(2001, 1, 1, minutes // 60 % 24, minutes % 60))  # noqa: DTZ001
        return shown.replace("00", "24", 1) if minutes == 1440 else shown

    def span(self, span: DaySpan) -> str:
        """`09:00–17:00`; one over midnight ends with the next day's time."""
        end = span.end if span.end <= 1440 else span.end - 1440
        return f"{self.clock(span.start)}–{self.clock(end)}"

    def weekday(self, key: str) -> str:
        return str(self.locale.days["format"]["wide"][WEEKDAYS.index(key)])

    def language(self, code: str) -> str:
        return str(self.locale.languages.get(code, code))

    def country(self, code: str) -> str:
        return str(self.locale.territories.get(code, code))

    def currency(self, code: str) -> str:
        return str(self.locale.currencies.get(code, code))

    def all_of(self, parts: Sequence[str]) -> str:
        """`a, b and c`."""
        return self._list(parts, "standard")

    def any_of(self, parts: Sequence[str]) -> str:
        """`a, b or c`."""
        return self._list(parts, "or")

    def _list(self, parts: Sequence[str], style: str) -> str:
        from babel.lists import format_list

        return format_list(list(parts), style=style, locale=self.locale)  # type: ignore[arg-type]

    def _skeleton(self, skeleton: str, moment: datetime) -> str:
        from babel.dates import parse_pattern

        pattern = self._patterns.get(skeleton)
        if pattern is None:
            known = self.locale.datetime_skeletons
            pattern = parse_pattern(
                known.get(skeleton) or _locale(_LOCALE["en"]).datetime_skeletons[skeleton]
            )
            self._patterns[skeleton] = pattern
        return pattern.apply(moment, self.locale)

    @cached_property
    def _patterns(self) -> dict[str, DateTimePattern]:
        return {}


def _locale(language: str, fallback: str = "en") -> Locale:
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(fallback)


@lru_cache(maxsize=4096)
def _number(locale: Locale, value: int | Decimal) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, locale=locale)


@lru_cache(maxsize=4096)
def _money(locale: Locale, amount: Decimal, currency: str) -> str:
    from babel.core import get_global
    from babel.numbers import format_decimal

    digits, _, cash_digits, _ = get_global("currency_fractions").get(currency) or (2, 0, 2, 0)
    decimals = "0" * (cash_digits if amount == amount.to_integral_value() else digits)
    symbol = _symbol(locale, currency)
    pattern = locale.currency_formats["standard"].pattern
    pattern = pattern.replace("0.00", f"0.{decimals}" if decimals else "0")
    # A symbol of letters stands apart from the digits (CLDR currency spacing, which Babel leaves out).
    gap = _NO_BREAK if symbol[-1:].isalpha() else ""
    pattern = pattern.replace("¤#", f"¤{gap}#").replace("¤", f"'{symbol}'")
    return format_decimal(amount, pattern, locale=locale)


def _symbol(locale: Locale, currency: str) -> str:
    own = str(locale.currency_symbols.get(currency, currency))
    if own != currency or currency not in _HOME:
        return own
    return str(_locale(_HOME[currency]).currency_symbols[currency])
