"""Authority that contradicts itself, or ends where nobody may go on."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import combinations, product
from typing import TYPE_CHECKING, Final, NamedTuple

from layan.plan.check.places import Places
from layan.plan.holders import Matter
from layan.plan.pages.policy import Limit
from layan.plan.roles import LADDER, covers
from layan.plan.say import Code, Offer, Say, say
from layan.plan.sentences.naming import decider, who
from layan.plan.source import Position, Problem

if TYPE_CHECKING:
    from layan.plan.plan import Plan


class Rule(NamedTuple):
    """A limit and where it stands."""

    limit: Limit
    position: Position


class Conflict(NamedTuple):
    """A rule that cannot stand as it is, or beside another: what is wrong, and what to write."""

    rule: Rule
    what: Say
    instead: Say


_WHENEVER: Final = datetime(2024, 1, 1, tzinfo=UTC)


def unapprovable_amounts(plan: "Plan", places: Places) -> Iterator[Problem]:
    """Offers with a limit beyond which nobody may decide."""
    told: set[Position] = set()
    for rules in _together(plan, places):
        if any(_has_no_limit(holder, rules) for holder in _holders(rules)):
            continue
        furthest = max(rules, key=_reach)
        if furthest.position not in told:
            told.add(furthest.position)
            offer = furthest.limit.offer
            what = say("Nobody may approve what goes beyond this: {offer}.", offer=Offer(offer))
            instead = say("Add somebody without a limit, for example {example}.",
                          example=Code(f"{{offer: {offer}, by: manager}}"))  # fmt: skip
            yield Problem(what, furthest.position, "unapprovable", instead, "warning")


def _holders(rules: list[Rule]) -> set[str]:
    """Who may give something, or decides above others."""
    return {holder for rule in rules for holder in (rule.limit.by, rule.limit.above) if holder}


def _has_no_limit(holder: str, rules: list[Rule]) -> bool:
    """Whether nothing limits somebody, which is so of those who only decide."""
    return all(_unlimited(rule.limit) for rule in rules if rule.limit.by == holder)


def contradictory_authority(plan: "Plan", places: Places) -> Iterator[Problem]:
    """Rules for the same matter of which not all can be meant."""
    told: set[tuple[Position, Say]] = set()
    for rules in _together(plan, places):
        for conflict in _conflicts(rules, plan):
            if (key := (conflict.rule.position, conflict.what)) not in told:
                told.add(key)
                yield Problem(conflict.what, conflict.rule.position, "contradiction", conflict.instead)


def _conflicts(rules: list[Rule], plan: "Plan") -> Iterator[Conflict]:
    for first, second in combinations(rules, 2):
        earlier, later = sorted((first, second), key=lambda rule: rule.position)
        if _say_the_same(earlier.limit, later.limit):
            yield Conflict(later, _twice(earlier, later, plan), say("Keep one of them."))
        for higher, lower in ((first, second), (second, first)):
            if _stands_above(higher.limit, lower.limit) and _less(higher.limit, lower.limit):
                yield Conflict(higher, _upside_down(higher, lower, plan), _RAISE)
    for rule in rules:
        yield from _wrong_decider(rule, rules, plan)


def _together(plan: "Plan", places: Places) -> Iterator[list[Rule]]:
    """The rules for one offer that hold together: for one situation or none, on one channel."""
    channels: list[str | None] = [*plan.channels] or [None]
    rules = dict(_rules(plan, places))
    for situation, channel in product([None, *plan.situations], channels):
        placed = list(Matter(plan, _WHENEVER, situation, channel).limits())
        for offer in dict.fromkeys(limit.offer for _, limit in placed):
            yield [rules[id(limit)] for _, limit in placed if limit.offer == offer]


def _rules(plan: "Plan", places: Places) -> Iterator[tuple[int, Rule]]:
    """Every limit of the plan with its place, by identity: two may say the same."""
    for page in plan.policies.values():
        for number, limit in enumerate(page.rules.authority):
            yield id(limit), Rule(limit, places.of(page.path, "authority", number))


def _unlimited(limit: Limit) -> bool:
    return limit.up_to is None and limit.times is None


def _reach(rule: Rule) -> tuple[int, float]:
    """The higher, the further up it is decided, and the more."""
    limit = rule.limit
    rank = LADDER.index(limit.by) if limit.by in LADDER else len(LADDER)
    return rank, _amount(limit)


def _say_the_same(a: Limit, b: Limit) -> bool:
    """Whether both limit the same, or one does not limit at all what the other does."""
    if (a.by, a.per, a.period) != (b.by, b.per, b.period):
        return False
    amounts, times = (a.up_to is not None, b.up_to is not None), (a.times is not None, b.times is not None)
    return not (amounts != times and sorted(amounts) == sorted(times) == [False, True])


def _twice(earlier: Rule, later: Rule, plan: "Plan") -> Say:
    place = Code(f"{earlier.position.file}:{earlier.position.line}")
    return say("{who} has two rules here for the same offer; the other is at {place}.",
               who=who(plan, later.limit.by), place=place)  # fmt: skip


def _stands_above(higher: Limit, lower: Limit) -> bool:
    """Whether one role stands above the other, and both limits are about the same."""
    same = (higher.per, higher.period) == (lower.per, lower.period)
    return same and higher.by != lower.by and higher.by in LADDER and covers(higher.by, lower.by)


def _less(a: Limit, b: Limit) -> bool:
    """Whether `a` goes less far than `b` in one way, and further in none."""
    if a.up_to and b.up_to and a.up_to.currency != b.up_to.currency:
        return False
    amounts, times = (_amount(a), _amount(b)), (_times(a), _times(b))
    return (
        amounts[0] <= amounts[1] and times[0] <= times[1] and (amounts, times) != (amounts[::-1], times[::-1])
    )


_ENDLESS: Final = float("inf")


def _amount(limit: Limit) -> float:
    return float(limit.up_to.amount) if limit.up_to else _ENDLESS


def _times(limit: Limit) -> float:
    return _ENDLESS if limit.times is None else limit.times


def _upside_down(higher: Rule, lower: Rule, plan: "Plan") -> Say:
    place = Code(f"{lower.position.file}:{lower.position.line}")
    return say("{who} may less here than {other} at {place}.", who=who(plan, higher.limit.by),
               other=decider(plan, lower.limit.by), place=place)  # fmt: skip


_RAISE: Final = say("Raise the one, or lower the other.")


def _wrong_decider(rule: Rule, rules: list[Rule], plan: "Plan") -> Iterator[Conflict]:
    limit, above = rule.limit, rule.limit.above
    if above is None:
        return
    if _unlimited(limit):
        remove = say("Remove {key}, or add a limit.", key=Code("above"))
        yield Conflict(rule, say("Nothing is above this rule: it has no limit."), remove)
    elif not _may_more(above, limit, rules):
        what = say("{who} decides above this, and may not more.", who=who(plan, above))
        yield Conflict(rule, what, say("Name somebody who may more, or raise what they may."))


def _may_more(above: str, limit: Limit, rules: list[Rule]) -> bool:
    """Whether who decides goes further than the limit; somebody who only decides goes any way."""
    if all(rule.limit.by != above for rule in rules):
        return True
    others = {rule.limit.by for rule in rules if covers(above, rule.limit.by)} - {limit.by}
    return any(
        not any(_no_further(rule.limit, limit) for rule in rules if rule.limit.by == other)
        for other in others
    )


def _no_further(a: Limit, b: Limit) -> bool:
    """Whether `a` ends where `b` does, or before."""
    if a.up_to and b.up_to and a.up_to.currency != b.up_to.currency:
        return False
    return _amount(a) <= _amount(b) and _times(a) <= _times(b)
