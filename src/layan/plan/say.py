"""What the plan has to say, kept apart from the language it is said in.

A `Say` is an English sentence with named places and the values that go there. It is hashable, goes through
JSON and back, and is worded in a reader's language by `layan.plan.wording.Speaker`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from string import Formatter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from layan.plan.units import Duration, Money


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the plan's own vocabulary, named by its key and translated when worded."""

    key: str

    def __str__(self) -> str:
        return self.key


class Role(Term):
    """One of `layan.plan.roles.ROLES`."""

    __slots__ = ()


class TargetName(Term):
    """`first_reply`, `next_reply`, `resolution`, `answer`, `hold`, `approval`."""

    __slots__ = ()


class Offer(Term):
    """What is given to a customer: `refund`, ..., or a key of the business's own."""

    __slots__ = ()


class Medium(Term):
    """`phone`, `chat`, `counter`, `email`, `form`, `social`, `forum`."""

    __slots__ = ()


class Priority(Term):
    """`low`, `normal`, `high`, `urgent`."""

    __slots__ = ()


class Language(Term):
    """An ISO 639 code, worded as the language's name."""

    __slots__ = ()


class Weekday(Term):
    """`mon` ... `sun`."""

    __slots__ = ()


class Kind(Term):
    """The kind of a page: `channel`, `policy`, ..."""

    __slots__ = ()


class Code(Term):
    """Something as it stands, or should stand, in a page: shown as it is, never translated."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page, or a segment, by its key, with its name in the plan's first language and in others."""

    key: str
    name: str
    names: tuple[tuple[str, str], ...] = ()

    def name_in(self, language: str) -> str:
        """The page's name in `language`, else as the plan's first language has it."""
        return dict(self.names).get(language, self.name)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Elapsed:
    """A counted length of time in whole seconds, worded as `3 h 40 min`."""

    seconds: int

    def __str__(self) -> str:
        hours, rest = divmod(self.seconds, 3600)
        minutes, seconds = divmod(rest, 60)
        parts = [f"{n} {unit}" for n, unit in ((hours, "h"), (minutes, "min"), (seconds, "s")) if n]
        return " ".join(parts) or "0 s"


@dataclass(frozen=True, slots=True)
class DaySpan:
    """A span of a day in minutes from midnight; an `end` past 1440 lies on the next day."""

    start: int
    end: int

    def __str__(self) -> str:
        end = self.end if self.end <= 1440 else self.end - 1440
        return f"{self.start // 60:02}:{self.start % 60:02}-{end // 60:02}:{end % 60:02}"


type Value = (
    str | int | Fraction | Money | Duration | Elapsed | DaySpan | datetime | date | Term | PageRef | Say
    | tuple[Value, ...]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Say:
    """An English msgid with `{named}` places, and what goes there."""

    text: str
    values: Mapping[str, Value]

    def __hash__(self) -> int:
        return hash((self.text, frozenset(self.values.items())))

    def __str__(self) -> str:
        """In plain English, for logs and tracebacks; people are spoken to by a Speaker."""
        return Formatter().vformat(self.text, (), {k: _plain(v) for k, v in self.values.items()})

    def to_json(self) -> dict[str, Any]:
        """A JSON-able dict that `from_json` reads back to an equal Say."""
        return {"text": self.text, "values": {k: _to_json(v) for k, v in self.values.items()}}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Say:
        return Say(data["text"], {k: _from_json(v) for k, v in data["values"].items()})


def say(text: str, /, **values: Value) -> Say:
    """A sentence to be translated: `text` is the msgid, so it must be a literal."""
    return Say(text, values)


def _plain(value: Value) -> str:
    match value:
        case tuple():
            return ", ".join(_plain(v) for v in value)
        case Fraction():
            return f"{float(value * 100):g} %"
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes" if not value.second else "seconds")
        case _:
            return str(value)


_TERMS: Final = {
    kind.__name__: kind for kind in (Role, TargetName, Offer, Medium, Priority, Language, Weekday, Kind, Code)
}


def _to_json(value: Value) -> Any:
    from layan.plan.units import Duration, Money

    match value:
        case str() | int():
            return value
        case Say():
            return {"Say": value.to_json()}
        case tuple():
            return [_to_json(v) for v in value]
        case Term():
            return {type(value).__name__: value.key}
        case PageRef():
            return {"PageRef": [value.key, value.name, [list(pair) for pair in value.names]]}
        case Money():
            return {"Money": [str(value.amount), value.currency]}
        case Duration():
            return {"Duration": [value.count, value.unit]}
        case Elapsed():
            return {"Elapsed": value.seconds}
        case DaySpan():
            return {"DaySpan": [value.start, value.end]}
        case Fraction():
            return {"Fraction": str(value)}
        case datetime():
            return {"datetime": value.isoformat()}
        case date():
            return {"date": value.isoformat()}


def _from_json(data: Any) -> Value:
    if isinstance(data, list):
        return tuple(_from_json(v) for v in data)
    if not isinstance(data, dict):
        return data  # type: ignore[no-any-return]
    ((tag, inner),) = data.items()
    return _TERMS[tag](inner) if tag in _TERMS else _READERS[tag](inner)


def _money(data: list[str]) -> Money:
    from layan.plan.units import Money

    return Money(Decimal(data[0]), data[1])


def _duration(data: list[Any]) -> Duration:
    from layan.plan.units import Duration

    return Duration(data[0], data[1])


_READERS: Final[Mapping[str, Callable[[Any], Value]]] = {
    "Say": Say.from_json,
    "PageRef": lambda d: PageRef(d[0], d[1], tuple((k, v) for k, v in d[2])),
    "Money": _money,
    "Duration": _duration,
    "Elapsed": Elapsed,
    "DaySpan": lambda d: DaySpan(d[0], d[1]),
    "Fraction": Fraction,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
}
