"""Reading the targets of a page."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from typing import Final, cast

from layan.plan.nodes import Items, Node
from layan.plan.reading.fields import (
    Failed,
    Fields,
    Findings,
    Reader,
    distinct,
    one_or_many,
    read,
    record,
    table,
)
from layan.plan.reading.values import duration_in, priority, references, share, word
from layan.plan.say import Code, TargetName, say
from layan.plan.targets import CONDITIONS, INSTANT, PAUSES, TARGETS, ClockKind, Target

clock: Final = cast(Reader[ClockKind], word(("open", "round")))

_CONDITIONS: Final[dict[str, Reader[tuple[str, ...]]]] = {
    kind: references(kind) for kind in CONDITIONS if kind != "priority"
} | {"priority": distinct(one_or_many(priority))}


def targets_for(*conditions: str) -> Reader[tuple[Target, ...]]:
    """A reader of a page's `targets`, which these keys may limit."""

    def reader(node: Node, findings: Findings) -> tuple[Target, ...]:
        found: list[Target] = []
        failed = False
        for key, value in table(node).entries:
            try:
                name = read(key, word(TARGETS), findings)
                found += _of_name(name, conditions, value, findings)
            except Failed:
                failed = True
        if failed:
            raise Failed
        return tuple(found)

    return reader


def _of_name(name: str, conditions: Sequence[str], node: Node, findings: Findings) -> tuple[Target, ...]:
    """One target, or a list of them that do not contradict each other."""

    def target(fields: Fields) -> Target:
        pauses = PAUSES if name == "resolution" else ("resolved",)
        return Target(
            name=name,
            within=fields.need("within", duration_in("s" if name in INSTANT else "h")),
            clock=fields.take("clock", clock, "open"),
            share=fields.take("share", share, Fraction(1)),
            runs=frozenset(fields.take("runs", distinct(one_or_many(word(pauses))), ()) or ()),
            **{kind: fields.take(kind, _CONDITIONS[kind], ()) for kind in conditions},
        )

    found = read(node, one_or_many(record(target)), findings)
    places = node.items if isinstance(node, Items) else (node,)
    _refuse_contradictions(list(zip(found, places, strict=True)), findings)
    return found


def _refuse_contradictions(found: list[tuple[Target, Node]], findings: Findings) -> None:
    for (earlier, first), (later, node) in combinations(found, 2):
        if _same_cases(earlier, later):
            line = str(first.position.line)
            what = say("This {target} is for the same cases as the one on line {line}.",
                       target=TargetName(later.name), line=line)  # fmt: skip
            findings.report(node.position, "contradiction", what, _TELL_APART)
            raise Failed


def _same_cases(a: Target, b: Target) -> bool:
    return {k: frozenset(v) for k, v in a.conditions.items()} == {
        k: frozenset(v) for k, v in b.conditions.items()
    }


_TELL_APART: Final = say("Keep one, or give one of them {condition}.", condition=Code("priority: urgent"))
