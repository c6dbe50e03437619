"""Conduct: how we treat people, as a standard that work is measured against."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from layan.plan.nodes import Node
from layan.plan.reading.fields import Fields, Findings, many, mapping, record, scalar, unlike
from layan.plan.reading.values import key, text, word
from layan.plan.say import Code, say
from layan.plan.units import Unreadable

HIGHEST: Final = 100


@dataclass(frozen=True, slots=True)
class Standard:
    """One thing that is asked of everybody. `translated` has what is asked in other languages."""

    key: str
    asks: str
    translated: dict[str, str] = field(default_factory=dict)

    def asks_in(self, language: str) -> str:
        """What is asked in a language, else as the page itself has it."""
        return self.translated.get(language, self.asks)


@dataclass(frozen=True, slots=True)
class Conduct:
    """What is asked, and the lowest and highest mark for how it is met."""

    scale: tuple[int, int]
    standard: tuple[Standard, ...]

    def untranslated(self, language: str) -> Iterator[str]:
        """The keys of what is not there in a language, each with the key of its list: `standard.polite`."""
        return (f"standard.{each.key}" for each in self.standard if language not in each.translated)


def read(fields: Fields) -> Conduct:
    return Conduct(
        scale=fields.need("scale", _scale),
        standard=fields.need("standard", unlike("key", many(record(_standard)))),
    )


def translate(conduct: Conduct, language: str, fields: Fields) -> Conduct:
    """The conduct with what is asked in one more language, as the page in that language has it."""
    keys = [each.key for each in conduct.standard]
    asked = fields.take("standard", mapping(word(keys), text), {}) or {}
    told = (
        replace(each, translated={**each.translated, language: asked[each.key]})
        if each.key in asked
        else each
        for each in conduct.standard
    )
    return replace(conduct, standard=tuple(told))


def _standard(fields: Fields) -> Standard:
    return Standard(key=fields.need("key", key), asks=fields.need("asks", text))


def _scale(node: Node, findings: Findings) -> tuple[int, int]:
    written = scalar(node)
    found = re.fullmatch(r"(\d{1,3})-(\d{1,3})", written, re.ASCII)
    low, high = (int(found[1]), int(found[2])) if found else (0, 0)
    if not low < high <= HIGHEST:
        what = say("{written} is no scale.", written=Code(written))
        raise Unreadable(what, "number", say("Write it like this: {example}.", example=Code("1-5")))
    return low, high
