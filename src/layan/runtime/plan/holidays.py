"""`layan plan holidays DIR --year Y`: writes a year's public holidays into the plan, to be kept by hand."""

import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import cast

from layan.plan.assembly import BUSINESS_FILE
from layan.plan.editing import PageText
from layan.plan.holiday_lists import UnknownCalendar, is_calendar, library_holidays
from layan.plan.nodes import Table
from layan.plan.plan import Plan
from layan.plan.reading.fields import one_of
from layan.plan.say import Code, Say, say
from layan.runtime.plan.answers import answer, indented
from layan.runtime.plan.arguments import Arguments, existing_folder, read_plan
from layan.runtime.plan.moments import FIRST_YEAR, LAST_YEAR
from layan.runtime.terminal import OK, Reader, WrongUsage

type Lists = Mapping[str, Mapping[date, str]]
"""Days with their names, by calendar."""


def main(given: Sequence[str]) -> int:
    parser = _parser(given)
    arguments, reader = parser.read(), parser.reader
    year = _year(arguments.year)
    plan = read_plan(arguments, reader)
    calendars = _calendars(arguments.calendar, plan)
    kept = [calendar for calendar in calendars if _has(plan, calendar, year)]
    added = {calendar: _holidays(calendar, year) for calendar in calendars if calendar not in kept}
    if added:
        _write(existing_folder(arguments) / BUSINESS_FILE, added)
    data = {
        "file": BUSINESS_FILE,
        "year": year,
        "added": {
            calendar: {str(day): name for day, name in days.items()} for calendar, days in added.items()
        },
        "kept": kept,
    }
    answer(data, _lines(added, kept, year, reader), arguments)
    return OK


def _parser(given: Sequence[str]) -> Arguments:
    about = say("Writes the public holidays of a year into {file}, where they can be changed by hand.",
                file=Code(BUSINESS_FILE))  # fmt: skip
    parser = Arguments("holidays", about, given)
    parser.option("--year", "Y", say("the year, for example {year}", year="2027"), required=True)
    which = say("a country or a region, such as {country} or {region}; those of the channels, when absent",
                country=Code("ID"), region=Code("MY-14"))  # fmt: skip
    parser.option("--calendar", "ID", which)
    return parser


def _year(written: str) -> int:
    if not (written.isascii() and written.isdigit() and FIRST_YEAR <= int(written) <= LAST_YEAR):
        example = say("Write it like this: {example}.", example=Code("2027"))
        raise WrongUsage(say("{written} is not a year.", written=Code(written)), example)
    return int(written)


def _calendars(asked: str | None, plan: Plan) -> list[str]:
    """The one asked for, else all that the channels keep, else the country's."""
    used = dict.fromkeys(key for page in plan.channels.values() for key in page.rules.hours.calendars)
    if asked is None:
        found = [*used] or [plan.business.country or ""]
        if found == [""]:
            what = say("No channel keeps any holidays, and the business names no country.")
            raise WrongUsage(what, say("Name a calendar: {example}.", example=Code("--calendar ID")))
        return found
    if not is_calendar(asked):
        what = say("{written} is no country or region whose holidays are known.", written=Code(asked))
        raise WrongUsage(what, one_of(asked, tuple(used) or ("ID", "MY-14", "TR")))
    return [asked]


def _has(plan: Plan, calendar: str, year: int) -> bool:
    return any(day.year == year for day in plan.business.holidays.written.get(calendar, ()))


def _holidays(calendar: str, year: int) -> Mapping[date, str]:
    try:
        found = library_holidays(calendar, year)
    except UnknownCalendar:
        found = {}
    if not found:
        raise WrongUsage(say("No holidays are known for {calendar} in {year}.", calendar=Code(calendar),
                             year=str(year)))  # fmt: skip
    return found


def _write(path: Path, added: Lists) -> None:
    """Adds the days to the page; whoever reads it meanwhile finds the old page or the new one."""
    target = path.resolve()
    page = PageText(BUSINESS_FILE, target.read_bytes().decode("utf-8", "surrogateescape"))
    for calendar, days in added.items():
        page = _with_days(page, calendar, {str(day): name for day, name in days.items()})
    beside = target.with_name(f".{target.name}.new")
    beside.write_bytes(page.text.encode("utf-8", "surrogateescape"))
    shutil.copymode(target, beside)
    os.replace(beside, target)


def _with_days(page: PageText, calendar: str, days: Mapping[str, str]) -> PageText:
    """The page with these days after those the calendar has, a line each also where there was one for all."""
    place = "holidays", calendar
    known = page.find(*place)
    if not isinstance(known, Table):
        return page.set(days, *place)
    every = {**cast(dict[str, str], page.get(*place)), **days}
    return (page.remove(*place) if known.flow else page).set(every, *place)


def _lines(added: Lists, kept: Sequence[str], year: int, reader: Reader) -> list[str]:
    lines: list[str] = []
    for calendar, days in added.items():
        told: list[Say] = [say("{date} {name}", date=Code(str(day)), name=name) for day, name in days.items()]
        what = say("Written into {file} for {calendar}:", file=Code(BUSINESS_FILE), calendar=Code(calendar))
        lines += [reader(what), *indented([reader(each) for each in told])]
    for calendar in kept:
        what = say("{file} has days for {calendar} in {year} already; they stay as they are.",
                   file=Code(BUSINESS_FILE), calendar=Code(calendar), year=str(year))  # fmt: skip
        lines.append(reader(what))
    return lines
