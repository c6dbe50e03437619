"""Frozen dataclasses to JSON-able data and back, by their annotations alone.

A field that stands at its default is left out, and one that is absent takes its default, so a field added
later reads what was stored before it. A key that no field has raises TypeError: nothing stored is dropped in
silence.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeAliasType, Union, get_args, get_origin, get_type_hints

from layan.plan.say import Say
from layan.plan.units import Duration, Money

type Data = dict[str, Any]
type Turn = Callable[[Any], Any]


def to_data(thing: Any) -> Data:
    """`thing`, a frozen dataclass, as a dict that `json.dumps` takes."""
    kind: Any = type(thing)
    return _writer(kind)(thing)  # type: ignore[no-any-return]


def from_data[T](kind: type[T], data: Data) -> T:
    """The `kind` that `to_data` turned into `data`."""
    hint: Any = kind
    return _reader(hint)(data)  # type: ignore[no-any-return]


def _same(value: Any) -> Any:
    return value


_PLAIN: Final = (str, int, bool, NoneType)

_WRITERS: Final[dict[Any, Turn]] = {
    Say: Say.to_json,
    Money: lambda money: [str(money.amount), money.currency],
    Duration: lambda span: [span.count, span.unit],
    Decimal: str,
    Fraction: str,
    datetime: datetime.isoformat,
    **dict.fromkeys(_PLAIN, _same),
}

_READERS: Final[dict[Any, Turn]] = {
    Say: Say.from_json,
    Money: lambda data: Money(Decimal(data[0]), data[1]),
    Duration: lambda data: Duration(data[0], data[1]),
    Decimal: Decimal,
    Fraction: Fraction,
    datetime: datetime.fromisoformat,
    **dict.fromkeys(_PLAIN, _same),
}


@cache
def _writer(hint: Any) -> Turn:
    if hint in _WRITERS:
        return _WRITERS[hint]
    if (inner := _optional(hint)) is not None:
        write = _writer(inner)
        return lambda value: None if value is None else write(value)
    match get_origin(hint), get_args(hint):
        case None, _ if isinstance(hint, TypeAliasType):
            return _writer(hint.__value__)
        case origin, _ if origin is Literal:
            return _same
        case origin, (item, *_) if origin is tuple:
            each = _writer(item)
            return lambda value: [each(v) for v in value]
        case origin, (item,) if origin is frozenset:
            one = _writer(item)
            return lambda value: [one(v) for v in sorted(value)]
    return _write_fields(hint)


@cache
def _reader(hint: Any) -> Turn:
    if hint in _READERS:
        return _READERS[hint]
    if (inner := _optional(hint)) is not None:
        read = _reader(inner)
        return lambda data: None if data is None else read(data)
    match get_origin(hint), get_args(hint):
        case None, _ if isinstance(hint, TypeAliasType):
            return _reader(hint.__value__)
        case origin, _ if origin is Literal:
            return _same
        case origin, (item, *_) if origin is tuple:
            each = _reader(item)
            return lambda data: tuple([each(v) for v in data])
        case origin, (item,) if origin is frozenset:
            one = _reader(item)
            return lambda data: frozenset([one(v) for v in data])
    return _read_fields(hint)


def _optional(hint: Any) -> Any:
    """X of `X | None`, else None."""
    if get_origin(hint) not in (UnionType, Union):
        return None
    inner = [arg for arg in get_args(hint) if arg is not NoneType]
    if len(inner) != 1:
        raise TypeError(f"{hint} is not kept: one type or None")
    return inner[0]


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _is_kept(kind: Any) -> bool:
    return is_dataclass(kind)


def _write_fields(kind: Any) -> Turn:
    if not _is_kept(kind):
        raise TypeError(f"{kind} is not kept")
    hints = get_type_hints(kind)
    turns = [(field.name, _default(field), _writer(hints[field.name])) for field in fields(kind)]

    def write(thing: Any) -> Data:
        values = [(name, default, turn, getattr(thing, name)) for name, default, turn in turns]
        return {name: turn(value) for name, default, turn, value in values if value != default}

    return write


def _read_fields(kind: Any) -> Turn:
    if not _is_kept(kind):
        raise TypeError(f"{kind} is not kept")
    hints = get_type_hints(kind)
    turns = {field.name: _reader(hints[field.name]) for field in fields(kind)}

    def read(data: Data) -> Any:
        unknown = data.keys() - turns.keys()
        if unknown:
            raise TypeError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
        return kind(**{name: turns[name](value) for name, value in data.items()})

    return read
