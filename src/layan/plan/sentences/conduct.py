"""A conduct standard as sentences."""

from typing import TYPE_CHECKING

from layan.plan.say import say

if TYPE_CHECKING:
    from layan.plan.page import Page
    from layan.plan.pages.conduct import Conduct
    from layan.plan.plan import Plan
    from layan.plan.wording import Speaker


def tell(page: "Page[Conduct]", plan: "Plan", speaker: "Speaker") -> list[str]:
    low, high = page.rules.scale
    asked = [f"{each.asks_in(speaker.language).rstrip('.')}." for each in page.rules.standard]
    return [speaker(say("Each of these is marked from {low} to {high}.", low=low, high=high)), *asked]
