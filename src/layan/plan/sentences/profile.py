"""The customer profile as sentences."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from layan.plan.say import PageRef, Say, Value, say
from layan.plan.vocabulary import humanised

if TYPE_CHECKING:
    from layan.plan.conditions import Condition, Known
    from layan.plan.page import Page
    from layan.plan.pages.profile import Profile
    from layan.plan.plan import Plan
    from layan.plan.wording import Speaker


def tell(page: "Page[Profile]", plan: "Plan", speaker: "Speaker") -> list[str]:
    rules = page.rules
    names = {field.key: field.name_in(speaker.language) or humanised(field.key) for field in rules.fields}
    told = [
        speaker.ngettext(
            "Groups of fewer than {count} customer are never shown.",
            "Groups of fewer than {count} customers are never shown.",
            rules.smallest_group,
        )
    ]
    if names:
        told.append(speaker(say("Of every customer we may keep: {fields}.", fields=tuple(names.values()))))
    told += [
        speaker(_segment(segment.ref, [_condition(each, names, speaker) for each in segment.when]))
        for segment in rules.segments
    ]
    return told


def _segment(name: PageRef, conditions: list[Say]) -> Say:
    if not conditions:
        return say("{segment}: all other customers.", segment=name)
    return say(
        "{segment}: customers of whom this is true: {conditions}.", segment=name, conditions=tuple(conditions)
    )


def _condition(condition: "Condition", names: dict[str, str], speaker: "Speaker") -> Say:
    field, value = names.get(condition.field, condition.field), _shown(condition.values[0])
    if isinstance(value, date) and condition.test != "is":
        return _dated(condition, field, value)
    match condition.test:
        case ">=":
            return say("{field} at least {value}", field=field, value=value)
        case ">":
            return say("{field} over {value}", field=field, value=value)
        case "<=":
            return say("{field} at most {value}", field=field, value=value)
        case "<":
            return say("{field} under {value}", field=field, value=value)
        case _:
            values = speaker.formats.any_of([speaker.value(_shown(each)) for each in condition.values])
            return say("{field} is {values}", field=field, values=values)


def _dated(condition: "Condition", field: str, value: date) -> Say:
    match condition.test:
        case ">=":
            return say("{field} on {date} or later", field=field, date=value)
        case ">":
            return say("{field} after {date}", field=field, date=value)
        case "<=":
            return say("{field} on {date} or earlier", field=field, date=value)
        case _:
            return say("{field} before {date}", field=field, date=value)


def _shown(value: "Known") -> Value:
    """A number as it is written: a year has no thousands."""
    return f"{value:f}" if isinstance(value, Decimal) else value
