"""Conduct: how we treat people, as a standard that work is measured against."""

import re
from dataclasses import dataclass
from typing import Final

from layan.plan.nodes import Node
from layan.plan.reading.fields import Fields, Findings, many, record, scalar, unlike
from layan.plan.reading.values import key, text
from layan.plan.say import Code, say
from layan.plan.units import Unreadable

HIGHEST: Final = 100


@dataclass(frozen=True, slots=True)
class Standard:
    """One thing that is asked of everybody."""

    key: str
    asks: str


@dataclass(frozen=True, slots=True)
class Conduct:
    """What is asked, and the lowest and highest mark for how it is met."""

    scale: tuple[int, int]
    standard: tuple[Standard, ...]


def read(fields: Fields) -> Conduct:
    return Conduct(
        scale=fields.need("scale", _scale),
        standard=fields.need("standard", unlike("key", many(record(_standard)))),
    )


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
