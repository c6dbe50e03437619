"""The business as sentences."""

from datetime import date
from typing import TYPE_CHECKING

from layan.plan.say import Code, Language, Say, say
from layan.plan.sentences.hours import place, week
from layan.plan.sentences.naming import called

if TYPE_CHECKING:
    from layan.plan.page import Page
    from layan.plan.pages.business import Business
    from layan.plan.plan import Plan
    from layan.plan.wording import Speaker


def tell(page: "Page[Business]", plan: "Plan", speaker: "Speaker") -> list[str]:
    rules = page.rules
    told = [
        say("Hours and dates are those of {timezone}.", timezone=Code(rules.timezone)),
        say("Money is in {currency}.", currency=speaker.formats.currency(rules.currency)),
        say("We speak {languages}.", languages=tuple(Language(code) for code in rules.languages)),
    ]
    if rules.country:
        told.append(say("We are in {country}.", country=speaker.formats.country(rules.country)))
    told.append(
        say("The fiscal year begins on {date}.", date=speaker.formats.day_of_year(*rules.fiscal_year))
    )
    if rules.team:
        told.append(say("{team} takes what no other rule routes.", team=called(plan, rules.team)))
    told.append(_reachable(rules, speaker))
    return [speaker(each) for each in [*told, *_special_days(rules, speaker)]]


def _reachable(rules: "Business", speaker: "Speaker") -> Say:
    if rules.reachable.always:
        return say("Customers find some channel open day and night.")
    return say("Customers find some channel open {hours}.", hours=week(rules.reachable, speaker))


def _special_days(rules: "Business", speaker: "Speaker") -> list[Say]:
    """One sentence for every calendar and year that the business has written down."""
    by_year: dict[tuple[str, int], list[tuple[date, str]]] = {}
    for calendar, days in rules.holidays.written.items():
        for day, name in sorted(days.items()):
            by_year.setdefault((calendar, day.year), []).append((day, name))
    return [
        say(
            "Public holidays of {place} in {year}: {days}.",
            place=place(calendar, speaker),
            year=str(year),
            days=tuple(say("{date} ({name})", date=day, name=name) for day, name in days),
        )
        for (calendar, year), days in by_year.items()
    ]
