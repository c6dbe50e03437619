"""The profile: what is known of a customer, and the segments customers fall into."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final, Literal, cast

from layan.plan.conditions import Condition, Known, Test
from layan.plan.nodes import Node, Scalar
from layan.plan.reading.fields import (
    Fields,
    Findings,
    Reader,
    distinct,
    many,
    mapping,
    one_of,
    one_or_many,
    record,
    scalar,
    unlike,
)
from layan.plan.reading.values import check_day, field_key, key, line, text, whole, word
from layan.plan.say import Code, PageRef, say
from layan.plan.units import Unreadable

type FieldType = Literal["text", "number", "date", "choice"]

FIELD_TYPES: Final = ("text", "number", "date", "choice")
LARGEST_GROUP: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Field:
    """One thing kept about every customer. `choices` are the values a `choice` may have."""

    key: str
    type: FieldType
    name: str | None = None
    choices: tuple[str, ...] = ()
    translated: dict[str, str] = field(default_factory=dict)

    def name_in(self, language: str) -> str | None:
        """What it is called in a language, else as the page itself has it."""
        return self.translated.get(language, self.name)


@dataclass(frozen=True, slots=True)
class Segment:
    """Customers who meet every condition."""

    key: str
    name: str
    when: tuple[Condition, ...]
    translated: dict[str, str] = field(default_factory=dict)

    @property
    def ref(self) -> PageRef:
        """The segment as sentences name it, in the reader's language."""
        return PageRef(self.key, self.name, tuple(self.translated.items()))


@dataclass(frozen=True, slots=True)
class Profile:
    """`smallest_group`: smaller groups are never shown. Of `segments` the first that fits counts."""

    smallest_group: int
    fields: tuple[Field, ...] = ()
    segments: tuple[Segment, ...] = ()

    def segment_of(self, fields: Mapping[str, object]) -> str | None:
        """The key of the segment of a customer with these fields."""
        fitting = (s.key for s in self.segments if all(condition.fits(fields) for condition in s.when))
        return next(fitting, None)

    def untranslated(self, language: str) -> Iterator[str]:
        """The keys of names that are not there in a language, each with the key of its list: `fields.city`."""
        yield from (f"fields.{f.key}" for f in self.fields if f.name and language not in f.translated)
        yield from (f"segments.{s.key}" for s in self.segments if language not in s.translated)


def read(fields: Fields) -> Profile:
    kept = fields.take("fields", unlike("key", many(record(_field))), ())
    return Profile(
        smallest_group=fields.need("smallest_group", whole(1, LARGEST_GROUP)),
        fields=kept,
        segments=fields.take("segments", _segments(kept), ()),
    )


def translate(profile: Profile, language: str, fields: Fields) -> Profile:
    """The profile with its names in one more language, as the page in that language has them."""
    return replace(
        profile,
        fields=_named_in("fields", profile.fields, language, fields),
        segments=_named_in("segments", profile.segments, language, fields),
    )


def _named_in[Named: (Field, Segment)](
    key: str, every: tuple[Named, ...], language: str, fields: Fields
) -> tuple[Named, ...]:
    names = fields.take(key, mapping(word([each.key for each in every]), line), {}) or {}
    return tuple(
        replace(each, translated={**each.translated, language: names[each.key]})
        if each.key in names
        else each
        for each in every
    )


def _field(fields: Fields) -> Field:
    kind = fields.need("type", cast(Reader[FieldType], word(FIELD_TYPES)))
    choices = fields.take("choices", distinct(many(text)), ())
    if kind == "choice" and not fields.has("choices"):
        fields.refuse("choices", "missing", say("There is nothing to choose."), _CHOICES)
    if kind != "choice" and fields.has("choices"):
        what = say("Choices go with {type}.", type=Code("type: choice"))
        instead = say("Write {type}, or remove {key}.", type=Code("type: choice"), key=Code("choices"))
        fields.refuse("choices", "contradiction", what, instead)
    return Field(fields.need("key", field_key), kind, fields.take("name", line, None), choices)


_CHOICES: Final = say("Write the choices: {example}.", example=Code("choices: [none, silver, gold]"))


def _segments(kept: tuple[Field, ...] | None) -> Reader[tuple[Segment, ...]]:
    """A reader of segments over the fields that are kept; None when those could not be read."""

    def reader(node: Node, findings: Findings) -> tuple[Segment, ...]:
        named = mapping(key, record(lambda each: (each.need("name", line), each.need("when", conditions))))
        return tuple(Segment(key, *rest) for key, rest in named(node, findings).items())

    def anything(node: Node, findings: Findings) -> tuple[Condition, ...]:
        return ()

    def when(fields: Fields) -> tuple[Condition, ...]:
        found = [fields.take(field.key, _condition(field), None) for field in kept or ()]
        return tuple(condition for condition in found if condition)

    conditions = anything if kept is None else record(when)
    return reader


_COMPARISON: Final = re.compile(r"(>=|<=|>|<)\s*(.+)")


def _condition(field: Field) -> Reader[Condition | None]:
    def reader(node: Node, findings: Findings) -> Condition:
        compared = _COMPARISON.fullmatch(node.value.strip()) if isinstance(node, Scalar) else None
        if compared and field.type in ("number", "date"):
            return Condition(field.key, cast(Test, compared[1]), (_value(field, compared[2]),))
        values = one_or_many(lambda item, findings: _value(field, scalar(item)))(node, findings)
        return Condition(field.key, "is", values)

    return reader


def _value(field: Field, written: str) -> Known:
    match field.type:
        case "number" if not re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?", written, re.ASCII):
            what = say("{written} is no number.", written=Code(written))
            raise Unreadable(what, "number", say("Write it like this: {example}.", example=Code('">= 2000"')))
        case "number":
            return Decimal(written)
        case "date":
            return check_day(written)
        case "choice" if written not in field.choices:
            what = say("{written} is none of the choices.", written=Code(written))
            raise Unreadable(what, "unknown-word", one_of(written, field.choices))
        case _:
            return written
