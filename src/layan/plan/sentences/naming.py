"""What keys are called in a sentence: pages, segments, roles, departments."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from layan.plan.say import PageRef, Say
from layan.plan.vocabulary import DECIDER, SOMEBODY

if TYPE_CHECKING:
    from layan.plan.plan import Plan
    from layan.plan.wording import Speaker


def called(plan: "Plan", key: str) -> PageRef:
    """The page of this key, for its name."""
    return plan.pages[key].ref


def pages(plan: "Plan", keys: Iterable[str], speaker: "Speaker") -> str:
    """`Phone, Chat and Email`."""
    return speaker.formats.all_of([speaker.value(called(plan, key)) for key in keys])


def segments(plan: "Plan", keys: Iterable[str], speaker: "Speaker") -> str:
    """`Regulars or Young customers`."""
    return speaker.formats.any_of([speaker.value(plan.segment_name(key)) for key in keys])


def who(plan: "Plan", by: str) -> Say | PageRef:
    """A role or department as the first words of a sentence: `A lead`, `Service centre`."""
    return SOMEBODY.get(by) or called(plan, by)


def decider(plan: "Plan", by: str) -> Say | PageRef:
    """A role or department in the middle of a sentence: `a lead`, `Service centre`."""
    return DECIDER.get(by) or called(plan, by)
