"""The business itself: where it is, what it speaks, and what holds where no other page says otherwise."""

import re
from dataclasses import dataclass, field
from typing import Final

from layan.plan.hours import Hours, SpecialDays
from layan.plan.nodes import Node
from layan.plan.reading.fields import Fields, Findings, distinct, one_or_many, scalar
from layan.plan.reading.hours import reachable, special_days
from layan.plan.reading.values import country, currency, language, reference, timezone
from layan.plan.say import Code, say
from layan.plan.units import Unreadable


@dataclass(frozen=True, slots=True)
class Business:
    """`languages[0]` is the one the plan is written in. `fiscal_year` is the month and day it begins.
    `team` takes what no other rule routes. `reachable`: when a customer must find some channel open."""

    timezone: str
    currency: str
    languages: tuple[str, ...]
    country: str | None = None
    fiscal_year: tuple[int, int] = (1, 1)
    team: str | None = None
    reachable: Hours = field(default_factory=lambda: Hours(always=True))
    holidays: SpecialDays = field(default_factory=SpecialDays)


def read(fields: Fields) -> Business:
    return Business(
        timezone=fields.need("timezone", timezone),
        currency=fields.need("currency", currency),
        languages=fields.need("languages", distinct(one_or_many(language))),
        country=fields.take("country", country, None),
        fiscal_year=fields.take("fiscal_year", month_and_day, (1, 1)),
        team=fields.take("team", reference("team"), None),
        reachable=fields.take("reachable", reachable, Hours(always=True)),
        holidays=fields.take("holidays", special_days, SpecialDays()),
    )


_LONGEST_MONTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_and_day(node: Node, findings: Findings) -> tuple[int, int]:
    """`04-01` as (4, 1): a day that every year has."""
    written = scalar(node)
    found = re.fullmatch(r"(\d\d)-(\d\d)", written, re.ASCII)
    month, day = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= month <= 12 or not 1 <= day <= _LONGEST_MONTHS[month - 1]:
        what = say("{written} is not a month and a day.", written=Code(written))
        raise Unreadable(what, "time", say("Write it like this: {example}.", example=Code("04-01")))
    return month, day
