"""Starter plans: pages that a business of some trade begins with, made its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from layan.actions.currencies import HUNDRED_THOUSAND, converted
from layan.plan.codes import COUNTRIES, is_language
from layan.plan.editing import PageText
from layan.plan.folder import read_files
from layan.plan.holiday_lists import UnknownCalendar, is_calendar, library_holidays
from layan.plan.page import PageFile
from layan.plan.say import Say, say
from layan.plan.source import FENCE
from layan.plan.writing import Writable

FOLDER: Final = Path(__file__).resolve().parent.parent / "starters"

TRADES: Final[Mapping[str, tuple[Say, Say]]] = {
    "online-shop": (
        say("Online shop"),
        say("Parcels that are late, lost or wrong; returns, refunds and vouchers."),
    ),
    "home-appliances": (
        say("Appliances with a service centre"),
        say("Warranty, repair, spare parts and visits at home; a counter beside the phone."),
    ),
    "subscription-software": (
        say("Subscription software"),
        say("Sign-in, outages, invoices, cancellations, and wishes for the product."),
    ),
    "clinic": (
        say("Clinic or public office"),
        say("Appointments, papers and complaints; a counter with opening hours, and great care with data."),
    ),
}
"""Each template that ships: its name, and what it is for."""

LONGEST_NAME: Final = 120


@dataclass(frozen=True)
class Own:
    """What makes a starter plan somebody's own. `languages[0]` is the one the plan is written in."""

    name: str
    country: str
    timezone: str
    currency: str
    languages: tuple[str, ...]


class Unusable(ValueError):
    """Something that was given cannot be used: `field` says which, the code what is wrong."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


def unusable(template: str, own: Own) -> list[Unusable]:
    """Everything of which no plan can be made. Asks no database."""
    known = {
        "template": template in trades(),
        "country": own.country in COUNTRIES,
        "timezone": _is_zone(own.timezone),
        "currency": own.currency in HUNDRED_THOUSAND,
    }
    found = [] if own.name.strip() else [Unusable("name", "missing")]
    if len(own.name) > LONGEST_NAME:
        found.append(Unusable("name", "long"))
    found += [Unusable(field, "unknown") for field, fine in known.items() if not fine]
    if not own.languages:
        found.append(Unusable("languages", "missing"))
    elif len(set(own.languages)) < len(own.languages):
        found.append(Unusable("languages", "twice"))
    elif not all(map(is_language, own.languages)):
        found.append(Unusable("languages", "unknown"))
    return found


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def trades() -> list[str]:
    """The templates there are, in the order they are offered in."""
    return [key for key in TRADES if (FOLDER / key).is_dir()]


def pages(*, template: str, own: Own, at: datetime) -> dict[str, str]:
    """The files of a starter plan for a business of its own. Raises UnknownCurrency, and KeyError for a template
    there is not."""
    if template not in trades():
        raise KeyError(template)
    files = _renamed(read_files(FOLDER / template), own.name)
    files = _spoken(files, own.languages)
    return {path: _adapted(PageText(path, text), own, at) for path, text in files.items()}


def _renamed(files: dict[str, str], name: str) -> dict[str, str]:
    """The prose speaks of this business, not of the sample."""
    sample = str(PageText("business.md", files["business.md"]).get("name"))
    renamed = {}
    for path, text in files.items():
        page = PageText(path, text)
        prose = page.source.prose
        if sample in prose:
            page = page.with_prose(prose.replace(sample, name))
        renamed[path] = page.set(name, "name").text if _key(path) == "business" else page.text
    return renamed


def _key(path: str) -> str:
    return PageFile.of(path).key


def _spoken(files: dict[str, str], languages: Sequence[str]) -> dict[str, str]:
    """Prose in the languages of the business alone, the first of them on the pages themselves. Where a template
    lacks a language, its own words stay until somebody writes better ones."""
    written = _written_in(files)
    kept = {}
    for path, text in files.items():
        file = PageFile.of(path)
        if file.language is not None:
            continue
        in_first = f"{path.removesuffix('.md')}.{languages[0]}.md"
        translated = files.get(in_first)
        kept[path] = text if translated is None else _in(PageText(path, text), PageText(in_first, translated))
        if written in languages and languages[0] != written:
            kept[f"{path.removesuffix('.md')}.{written}.md"] = _translation(PageText(path, text))
        for language in languages[1:]:
            other = f"{path.removesuffix('.md')}.{language}.md"
            if other in files:
                kept[other] = files[other]
    return kept


def _written_in(files: Mapping[str, str]) -> str:
    spoken = PageText("business.md", files["business.md"]).get("languages")
    return str(spoken[0]) if isinstance(spoken, list) else str(spoken)


def _in(page: PageText, other: PageText) -> str:
    """The page with the words of its translation."""
    changed = page.with_prose(other.source.prose)
    if name := other.get("name"):
        changed = changed.set(str(name), "name")
    steps, own = other.get("steps"), page.get("steps")
    if isinstance(steps, list) and isinstance(own, list):
        for number, (step, was) in enumerate(zip(steps, own, strict=True)):
            where = ("steps", number, "do") if isinstance(was, dict) else ("steps", number)
            changed = changed.set(str(step), *where)
    for place, key in _told_in_rules(page):
        said = other.get(place[0], key)
        if isinstance(said, str):
            changed = changed.set(said, *place)
    return changed.text


def _translation(page: PageText) -> str:
    """The words of a page as a translation has them."""
    made = PageText(page.file, f"{FENCE}\nname: x\n{FENCE}\n\n").set(str(page.get("name")), "name")
    steps = page.get("steps")
    if isinstance(steps, list):
        made = made.set([str(step["do"] if isinstance(step, dict) else step) for step in steps], "steps")
    told: dict[str, dict[str, Writable]] = {}
    for place, key in _told_in_rules(page):
        told.setdefault(place[0], {})[key] = str(page.get(*place))
    for group, texts in told.items():
        made = made.set(texts, group)
    return made.with_prose(page.source.prose).text


def _told_in_rules(page: PageText) -> Iterator[tuple[tuple[str, int | str, str], str]]:
    """Where the rules of a page say what a translation says by its key, and that key: what is asked of people,
    the names of fields and segments."""
    for group, text in (("standard", "asks"), ("fields", "name")):
        listed = page.get(group)
        for number, each in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(each, dict) and text in each:
                yield (group, number, text), str(each["key"])
    segments = page.get("segments")
    for key in segments if isinstance(segments, dict) else ():
        yield ("segments", key, "name"), key


def _adapted(page: PageText, own: Own, at: datetime) -> str:
    if PageFile.of(page.file).language is not None:
        return page.text
    kind = page.get("kind")
    if kind == "business":
        return _business(page, own, at).text
    if kind == "channel":
        return _channel(page, own.country).text
    source = page.source
    rules = converted(source.rules, own.currency)
    return page.text[: source.start] + rules + page.text[source.end :]


def _business(page: PageText, own: Own, at: datetime) -> PageText:
    page = page.set(own.timezone, "timezone").set(own.currency, "currency").set(own.country, "country")
    page = page.set(list(own.languages), "languages")
    days = holidays(own.country, own.timezone, at)
    return page.set({own.country: days}, "holidays") if days else page


def holidays(country: str, timezone: str, at: datetime) -> dict[str, Writable]:
    """The public holidays of this year and the next there, by date; none where no list of them is known."""
    year = at.astimezone(ZoneInfo(timezone)).year
    try:
        found = [library_holidays(country, each) for each in (year, year + 1)]
    except UnknownCalendar:
        return {}
    return {day.isoformat(): name for list_ in found for day, name in list_.items()}


def _channel(page: PageText, country: str) -> PageText:
    """Addresses are those of the sample; holidays, where the channel keeps them, are those of the country."""
    if page.find("address") is not None:
        page = page.remove("address")
    if page.find("holidays") is None:
        return page
    return page.set(country, "holidays") if is_calendar(country) else page.remove("holidays")
