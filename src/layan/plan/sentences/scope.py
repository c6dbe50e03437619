"""What a policy or a procedure speaks to, as a sentence."""

from typing import TYPE_CHECKING

from layan.plan.say import say
from layan.plan.sentences.naming import pages

if TYPE_CHECKING:
    from layan.plan.plan import Plan
    from layan.plan.wording import Speaker


def scope(situations: tuple[str, ...], channels: tuple[str, ...], plan: "Plan", speaker: "Speaker") -> str:
    """For which situations and on which channels a page holds; for all when there are none."""
    concerns, doors = pages(plan, situations, speaker), pages(plan, channels, speaker)
    if situations and channels:
        return speaker(say("This is for {situations}, on {channels}.", situations=concerns, channels=doors))
    if situations:
        return speaker(say("This is for {situations}.", situations=concerns))
    if channels:
        return speaker(say("This is for every situation, on {channels}.", channels=doors))
    return speaker(say("This is for every situation."))
