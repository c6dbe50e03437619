"""Readers of single values: texts, keys, words of a given choice, units, codes of countries and languages."""

import re
from collections.abc import Callable, Collection
from datetime import date
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from layan.plan import codes, units
from layan.plan.nodes import Node
from layan.plan.reading.fields import (
    Findings,
    Reader,
    Reference,
    distinct,
    mapping,
    one_of,
    one_or_many,
    resembling,
    scalar,
)
from layan.plan.roles import LADDER
from layan.plan.say import Code, Say, say
from layan.plan.units import Duration, Money, Unreadable

KEY: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_KEY: Final = 60

PRIORITIES: Final = ("low", "normal", "high", "urgent")
DEPARTMENT: Final = "department"
SEGMENT: Final = "segment"
"""What one may refer to besides pages by their kind."""


def _of_text[T](parse: Callable[[str], T]) -> Reader[T]:
    return lambda node, findings: parse(scalar(node).strip())


text: Final[Reader[str]] = _of_text(str)


@_of_text
def line(written: str) -> str:
    """A text of one line, such as a name."""
    if "\n" in written:
        what = say("This text has more than one line.")
        raise Unreadable(what, "type", say("Write it on one line."))
    return written


share: Final = _of_text(units.parse_share)


def duration_in(unit: str) -> Reader[Duration]:
    """A duration, of which `unit` is the likely one."""
    return lambda node, findings: units.parse_duration(scalar(node), unit)


def money(node: Node, findings: Findings) -> Money:
    """An amount of money with its currency."""
    return units.parse_money(scalar(node), findings.currency)


def flag(node: Node, findings: Findings) -> bool:
    """`true` or `false`."""
    written = scalar(node)
    if written not in ("true", "false"):
        meant = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(written.casefold(), written)
        what = say("{written} is neither true nor false.", written=Code(written))
        raise Unreadable(what, "unknown-word", one_of(meant, ("true", "false")))
    return written == "true"


def whole(least: int, most: int) -> Reader[int]:
    """A whole number of a range."""

    def reader(node: Node, findings: Findings) -> int:
        written = scalar(node)
        number = int(written) if re.fullmatch(r"\d{1,9}", written, re.ASCII) else None
        if number is None or not least <= number <= most:
            what = say("{written} is not a whole number that can stand here.", written=Code(written))
            instead = say("Write a number from {least} to {most}.", least=str(least), most=str(most))
            raise Unreadable(what, "number", instead)
        return number

    return reader


def check_key(written: str) -> str:
    """A key as it must be. Raises Unreadable."""
    if len(written) > LONGEST_KEY:
        raise Unreadable(say("This key is too long."), "key", say("Use a shorter one."))
    if not KEY.fullmatch(written):
        what = say("{written} is no key: small letters, digits and hyphens.", written=Code(written))
        likely = "-".join(re.findall(r"[a-z0-9]+", written.casefold()))
        raise Unreadable(what, "key", say("Write {example}.", example=Code(likely or "head-of-care")))
    return written


key: Final = _of_text(check_key)
_UNDERSCORED: Final = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")


def field_key(node: Node, findings: Findings) -> str:
    """The key of a customer field, which may have underscores: `birth_year`."""
    written = scalar(node)
    return written if _UNDERSCORED.fullmatch(written) and len(written) <= LONGEST_KEY else check_key(written)


def word(options: Collection[str]) -> Reader[str]:
    """One of a few words."""

    def reader(node: Node, findings: Findings) -> str:
        written = scalar(node)
        if written not in options:
            what = say("{written} cannot stand here.", written=Code(written))
            raise Unreadable(what, "unknown-word", one_of(written, options))
        return written

    return reader


priority: Final = word(PRIORITIES)


def reference(kind: str) -> Reader[str]:
    """The key of something that the plan must have: a page of a kind, a segment, a department."""

    def reader(node: Node, findings: Findings) -> str:
        found = key(node, findings)
        findings.references.append(Reference(kind, found, node.position))
        return found

    return reader


def decider(node: Node, findings: Findings) -> str:
    """Who may give something: a role on the ladder, or the key of a department."""
    return scalar(node) if scalar(node) in LADDER else reference(DEPARTMENT)(node, findings)


def check_day(written: str) -> date:
    """A date, `2026-12-24`. Raises Unreadable."""
    instead = say("Write it like this: {example}.", example=Code("2026-12-24"))
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", written, re.ASCII):
        raise Unreadable(say("{written} is not a date.", written=Code(written)), "time", instead)
    try:
        return date.fromisoformat(written)
    except ValueError:
        what = say("There is no {written} in the calendar.", written=Code(written))
        raise Unreadable(what, "time", instead) from None


day: Final = _of_text(check_day)


@_of_text
def language(written: str) -> str:
    """An ISO 639 code."""
    if not codes.is_language(written):
        what = say("{written} is no language code.", written=Code(written))
        meant = _NAMES_OF_LANGUAGES.get(written.casefold(), written.lower())
        raise Unreadable(what, "language", _code_instead(meant, codes.LANGUAGES, "en"))
    return written


_NAMES_OF_LANGUAGES: Final = {
    "english": "en", "indonesian": "id", "indonesia": "id", "bahasa": "id", "malay": "ms", "melayu": "ms",
    "turkish": "tr", "türkçe": "tr",
}  # fmt: skip


@_of_text
def currency(written: str) -> str:
    """An ISO 4217 code."""
    if written not in codes.CURRENCIES:
        what = say("{written} is no currency.", written=Code(written))
        raise Unreadable(what, "currency", _code_instead(written.upper(), codes.CURRENCIES, "USD"))
    return written


@_of_text
def country(written: str) -> str:
    """An ISO 3166 code."""
    if written not in codes.COUNTRIES:
        what = say("{written} is no country code.", written=Code(written))
        raise Unreadable(what, "country", _code_instead(written.upper(), codes.COUNTRIES, "ID"))
    return written


def _code_instead(meant: str, options: Collection[str], example: str) -> Say:
    if meant in options:
        return say("Did you mean {suggestion}?", suggestion=Code(meant))
    return say("Write it like this: {example}.", example=Code(example))


@_of_text
def calendar(written: str) -> str:
    """A country or a region of one whose holidays are known: `ID`, `MY-14`."""
    if not _has_holidays(written):
        what = say("{written} is no country or region whose holidays are known.", written=Code(written))
        instead = say("Write it like this: {example}.", example=Code("MY-14" if "-" in written else "ID"))
        raise Unreadable(what, "country", instead)
    return written


@cache
def _has_holidays(calendar: str) -> bool:
    if calendar in codes.COUNTRIES:
        return True
    if not re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,8}", calendar, re.ASCII):
        return False
    from layan.plan.holiday_lists import is_calendar  # regions are rare, and the library takes its time

    return is_calendar(calendar)


@_of_text
def timezone(written: str) -> str:
    """An IANA name of a time zone."""
    try:
        known = ZoneInfo(written).key not in _NO_PLACE
    except (ValueError, OSError, LookupError):
        known = False
    if not known:
        what = say("{written} is no time zone.", written=Code(written))
        raise Unreadable(what, "timezone", _zone_instead(written))
    return written


_NO_PLACE: Final = frozenset({"localtime", "posixrules", "Factory"})


def _zone_instead(written: str) -> Say:
    from zoneinfo import available_timezones

    zones = available_timezones() - _NO_PLACE
    city = written.rpartition("/")[2].replace(" ", "_").casefold()
    same = [zone for zone in sorted(zones) if zone.rpartition("/")[2].casefold() == city]
    meant = same[0] if same else resembling(written, zones)
    return _code_instead(meant or "", zones, "Asia/Jakarta")


def texts(node: Node, findings: Findings) -> dict[str, str]:
    """A text in several languages: `{en: ..., id: ...}`."""
    return mapping(language, text)(node, findings)


keys: Final = distinct(one_or_many(key))


def references(kind: str) -> Reader[tuple[str, ...]]:
    """One or several things of a kind that the plan must have, each named once."""
    return distinct(one_or_many(reference(kind)))
