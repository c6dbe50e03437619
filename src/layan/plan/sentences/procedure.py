"""A procedure as sentences: its steps in order, what to say at each, and words to use."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from layan.plan.say import say
from layan.plan.sentences.scope import scope

if TYPE_CHECKING:
    from layan.plan.page import Page
    from layan.plan.pages.procedure import Procedure
    from layan.plan.plan import Plan
    from layan.plan.wording import Speaker


def tell(page: "Page[Procedure]", plan: "Plan", speaker: "Speaker") -> list[str]:
    rules = page.rules
    told = [scope(rules.situations, rules.channels, plan, speaker)]
    for number, step in enumerate(rules.steps_in(speaker.language), 1):
        told.append(speaker(say("Step {number}: {step}", number=number, step=step.do)))
        if step.say:
            words = _in_language(step.say, speaker.language)
            told.append(speaker(say("Say at step {number}: “{words}”", number=number, words=words)))
    for words_to_use in rules.words:
        words = _in_language(words_to_use.texts, speaker.language)
        told.append(speaker(say("Words to use, {name}: “{words}”", name=words_to_use.name, words=words)))
    return told


def _in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in this language, else in the first it is written in."""
    return texts.get(language) or next(iter(texts.values()))
