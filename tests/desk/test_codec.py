import json
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import pytest

from layan.desk.codec import from_data, to_data
from layan.plan.say import Role, Say, say
from layan.plan.units import Duration, Money


@dataclass(frozen=True)
class Leaf:
    name: str
    amount: Money | None = None


@dataclass(frozen=True)
class Tree:
    at: datetime
    leaves: tuple[Leaf, ...] = ()
    words: frozenset[str] = frozenset()
    share: Fraction = Fraction(1)
    height: Decimal = Decimal(0)
    span: Duration | None = None
    why: Say | None = None
    mood: Literal["good", "bad"] = "good"


@dataclass(frozen=True)
class Odd:
    either: int | str = 0


NOON = datetime(2026, 3, 2, 12, 0, 0, 123456, tzinfo=UTC)


def through_json(thing):
    return from_data(type(thing), json.loads(json.dumps(to_data(thing))))


def test_everything_comes_back():
    tree = Tree(
        NOON,
        (Leaf("a"), Leaf("b", Money(Decimal("12.50"), "EUR"))),
        frozenset({"z", "a"}),
        Fraction(4, 5),
        Decimal("1.10"),
        Duration(2, "day"),
        say("{role} decides in {time}", role=Role("lead"), time=Duration(1, "h")),
        "bad",
    )
    assert through_json(tree) == tree


def test_what_stands_at_its_default_is_left_out():
    assert to_data(Tree(NOON)) == {"at": "2026-03-02T12:00:00.123456+00:00"}
    assert through_json(Tree(NOON)) == Tree(NOON)


def test_sets_are_written_in_order():
    assert to_data(Tree(NOON, words=frozenset({"c", "a", "b"})))["words"] == ["a", "b", "c"]


def test_what_no_field_takes_is_an_error():
    with pytest.raises(TypeError, match="Leaf has no colour"):
        from_data(Leaf, {"name": "a", "colour": "red"})


def test_types_it_does_not_know_are_an_error():
    with pytest.raises(TypeError, match="not kept"):
        to_data(Odd())
    with pytest.raises(TypeError, match="not kept"):
        from_data(complex, {})
