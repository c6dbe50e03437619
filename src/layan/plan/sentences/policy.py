"""A policy as sentences."""

from typing import TYPE_CHECKING

from layan.plan.sentences.authority import allowed
from layan.plan.sentences.scope import scope

if TYPE_CHECKING:
    from layan.plan.page import Page
    from layan.plan.pages.policy import Policy
    from layan.plan.plan import Plan
    from layan.plan.wording import Speaker


def tell(page: "Page[Policy]", plan: "Plan", speaker: "Speaker") -> list[str]:
    rules = page.rules
    return [
        scope(rules.situations, rules.channels, plan, speaker),
        *(allowed(limit, plan, speaker) for limit in rules.authority),
    ]
