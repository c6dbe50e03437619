"""What a plan that can be read still gets wrong, leaves open, or leaves out."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from layan.plan.check.authority import contradictory_authority, unapprovable_amounts
from layan.plan.check.channels import missing_targets
from layan.plan.check.containment import longer_than_contained_in
from layan.plan.check.coverage import uncovered_hours
from layan.plan.check.places import Places
from layan.plan.check.situations import unanswered_situations, unrecognised_situations
from layan.plan.check.upkeep import missing_prose, unkept_pages
from layan.plan.source import Problem

if TYPE_CHECKING:
    from layan.plan.plan import Plan

type Check = Callable[["Plan", Places], Iterator[Problem]]

CHECKS: Final[tuple[Check, ...]] = (
    uncovered_hours,
    unapprovable_amounts,
    contradictory_authority,
    longer_than_contained_in,
    missing_targets,
    unkept_pages,
    missing_prose,
    unanswered_situations,
    unrecognised_situations,
)
"""Every check; one more is a function here."""


def check(plan: "Plan") -> list[Problem]:
    """Everything found, by file and line. Errors contradict something, warnings leave something out."""
    places = Places(plan)
    found = [problem for each in CHECKS for problem in each(plan, places)]
    return sorted(found, key=lambda problem: problem.position)
