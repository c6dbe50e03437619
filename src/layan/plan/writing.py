"""Values as a page writes them."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from layan.plan.units import Duration, Money, share_text

type Writable = (
    str | int | Money | Duration | Fraction | date | Sequence[Writable] | Mapping[str, Writable]
)  # fmt: skip

WIDEST: Final = 100
"""Characters of a list or table that still stands on one line."""

_NOTHING: Final = ("", "~", "null")
_PLAIN: Final = re.compile(r"[^\W_][^:#,\[\]{}\"'\\]*(?<!\s)")
_HARMLESS: Final = re.compile(r"(?<=\S)(?::(?=\S)|#)")
"""A colon or a number sign inside a word."""


def scalar_text(value: Writable) -> str:
    """One value, in quotes only where it would not be read as it is."""
    match value:
        case bool():
            return "true" if value else "false"
        case Fraction():
            return share_text(value)
        case date():
            return value.isoformat()
        case str():
            return value if _is_plain(value) else _quoted(value)
        case _:
            return str(value)


def _is_plain(text: str) -> bool:
    """Whether text means itself without quotes, in braces and brackets as well."""
    return text.isprintable() and text not in _NOTHING and bool(_PLAIN.fullmatch(_HARMLESS.sub("", text)))


def _quoted(text: str) -> str:
    escaped = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped)


def is_one(value: Writable) -> bool:
    """Whether this is a single value, not a list or a table."""
    return isinstance(value, str) or not isinstance(value, Sequence | Mapping)


def inline(value: Writable) -> str:
    """`[a, b]` and `{key: value}` on one line."""
    if is_one(value):
        return scalar_text(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar_text(key)}: {inline(each)}" for key, each in value.items()) + "}"
    assert isinstance(value, Sequence)
    return "[" + ", ".join(map(inline, value)) + "]"


def below(value: Writable, indent: int) -> str:
    """A value after `key:` or a dash: on the same line, or each part on a line of its own below."""
    line = inline(value)
    if is_one(value) or (len(line) <= WIDEST and _is_flat(value)) or not value:
        return f" {line}"
    start = f"\n{' ' * indent}"
    if isinstance(value, Mapping):
        return "".join(f"{start}{scalar_text(key)}:{below(each, indent + 2)}" for key, each in value.items())
    assert isinstance(value, Sequence)
    return "".join(f"{start}- {below(each, indent + 2).lstrip()}" for each in value)


def _is_flat(value: Writable) -> bool:
    """Whether it has no lists or tables inside that hold more than single values."""
    if isinstance(value, Mapping):
        return all(map(is_one, value.values()))
    return isinstance(value, Sequence) and all(map(is_one, value))
