"""Says what the plan has to say in a reader's language.

One catalogue serves the whole product (`layan/locale/<language>/LC_MESSAGES/django.mo`), read here with the
standard library; where it is absent, or lacks a sentence, people read English.
"""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from fractions import Fraction
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from layan.plan.formats import Formats, formats
from layan.plan.say import Code, DaySpan, Elapsed, Language, PageRef, Say, Term, Value, Weekday, say
from layan.plan.units import Duration, Money
from layan.plan.vocabulary import word

LOCALE: Final = Path(__file__).parent.parent / "locale"


@lru_cache(maxsize=32)
def catalogue(language: str, folder: Path) -> NullTranslations:
    """The translations of a language (`id`, `id-ID`), or none, which leaves English."""
    own = language.replace("-", "_")
    for name in (own, own.partition("_")[0]):
        path = folder / name / "LC_MESSAGES" / "django.mo"
        if name and path.is_file():
            with path.open("rb") as file:
                return GNUTranslations(file)
    return NullTranslations()


class Speaker:
    """Words a `Say` in one language, with times as the clocks of one time zone show them.

    `now`, when given, lets near times be said by weekday alone. Cheap to make and to call.
    """

    def __init__(self, language: str, timezone: str | tzinfo, now: datetime | None = None) -> None:
        self.language = language
        self.timezone = ZoneInfo(timezone) if isinstance(timezone, str) else timezone
        self.now = now
        self._catalogue = catalogue(language, LOCALE)

    @property
    def formats(self) -> Formats:
        """How this language writes numbers and times."""
        return formats(self.language)

    def __call__(self, what: Say) -> str:
        """`what`, whole, in the language of this speaker."""
        return self._fill(self._catalogue.gettext(what.text), what.text, what.values)

    def ngettext(self, singular: str, plural: str, count: int, /, **values: Value) -> str:
        """A sentence that counts: `{count}` and the other places filled, in the form this many ask for."""
        english = singular if count == 1 else plural
        return self._fill(
            self._catalogue.ngettext(singular, plural, count), english, {"count": count, **values}
        )

    def value(self, value: Value) -> str:
        """One value as it stands in a sentence."""
        match value:
            case str():
                return value
            case Say():
                return self(value)
            case PageRef():
                return value.name_in(self.language)
            case Term():
                return self._term(value)
            case Money():
                return self.formats.money(value)
            case datetime():
                return self.formats.moment(value, self.timezone, self.now)
            case date():
                return self.formats.day(value)
            case int():
                return self.formats.number(value)
            case Fraction():
                return self.formats.share(value)
            case Duration():
                return self.duration(value)
            case Elapsed():
                return self._elapsed(value)
            case DaySpan():
                return self.formats.span(value)
            case tuple():
                return self.formats.all_of([self.value(each) for each in value])

    def duration(self, length: Duration) -> str:
        """`20 seconds`, `2 days`."""
        n = length.count
        match length.unit:
            case "s":
                return self.ngettext("{count} second", "{count} seconds", n)
            case "min":
                return self.ngettext("{count} minute", "{count} minutes", n)
            case "h":
                return self.ngettext("{count} hour", "{count} hours", n)
            case "day":
                return self.ngettext("{count} day", "{count} days", n)
            case "week":
                return self.ngettext("{count} week", "{count} weeks", n)
            case "month":
                return self.ngettext("{count} month", "{count} months", n)
            case _:
                return self.ngettext("{count} year", "{count} years", n)

    def open_duration(self, length: Duration) -> str:
        """`8 open hours`, `2 open days`: counted while a channel is open. Weeks and longer never are."""
        n = length.count
        match length.unit:
            case "s":
                return self.ngettext("{count} open second", "{count} open seconds", n)
            case "min":
                return self.ngettext("{count} open minute", "{count} open minutes", n)
            case "h":
                return self.ngettext("{count} open hour", "{count} open hours", n)
            case "day":
                return self.ngettext("{count} open day", "{count} open days", n)
            case _:
                return self.duration(length)

    def _term(self, term: Term) -> str:
        match term:
            case Code():
                return term.key
            case Language():
                return self.formats.language(term.key)
            case Weekday():
                return self.formats.weekday(term.key)
        known = word(term)
        return known if isinstance(known, str) else self(known)

    def _elapsed(self, length: Elapsed) -> str:
        hours, rest = divmod(length.seconds, 3600)
        minutes, seconds = divmod(rest, 60)
        measure = _ELAPSED[bool(hours), bool(minutes), bool(seconds)]
        return self(Say(measure.text, {"h": hours, "m": minutes, "s": seconds}))

    def _fill(self, text: str, english: str, values: Mapping[str, Value]) -> str:
        shown = {key: self.value(value) for key, value in values.items()}
        try:
            return text.format_map(shown)
        except (KeyError, ValueError, IndexError):  # a slip of a translator must not take the page away
            return english.format_map(shown)


def to_the_minute(due: datetime) -> datetime:
    """A promise as it is told. Nobody speaks of its seconds, and who keeps it by the minute told keeps it."""
    return due.replace(second=0, microsecond=0)


_ELAPSED: Final = {
    (False, False, False): say("{s} s"),
    (False, False, True): say("{s} s"),
    (False, True, False): say("{m} min"),
    (False, True, True): say("{m} min {s} s"),
    (True, False, False): say("{h} h"),
    (True, False, True): say("{h} h {s} s"),
    (True, True, False): say("{h} h {m} min"),
    (True, True, True): say("{h} h {m} min {s} s"),
}
