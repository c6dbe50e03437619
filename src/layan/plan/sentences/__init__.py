"""The rules of a page as sentences that people read: one file per kind of page, found by the kind's name."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from layan.plan.say import say
from layan.plan.vocabulary import humanised

if TYPE_CHECKING:
    from layan.plan.page import Page
    from layan.plan.plan import Plan
    from layan.plan.wording import Speaker


def sentences(page: "Page[Any]", plan: "Plan", speaker: "Speaker") -> list[str]:
    """Every rule of a page, each as one or more whole sentences in the speaker's language."""
    tell: Callable[[Any, Any, Any], list[str]] = import_module(f"{__name__}.{page.kind}").tell
    return tell(page, plan, speaker)


def byline(page: "Page[Any]", speaker: "Speaker") -> str:
    """Who answers for the page and how often it is looked at again; empty when the page says neither."""
    owner, review = humanised(page.owner or ""), page.review
    if owner and review:
        return speaker(say("Owned by {owner}; reviewed again after {period}.", owner=owner, period=review))
    if owner:
        return speaker(say("Owned by {owner}.", owner=owner))
    return speaker(say("Reviewed again after {period}.", period=review)) if review else ""
