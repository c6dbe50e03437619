"""Situations that nothing speaks to, or that cannot be recognised in a language the business speaks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from layan.plan.check.places import Places
from layan.plan.say import Code, Language, say
from layan.plan.source import Problem

if TYPE_CHECKING:
    from layan.plan.plan import Plan


def unanswered_situations(plan: "Plan", places: Places) -> Iterator[Problem]:
    """Situations for which a representative finds neither a policy nor a procedure."""
    answers = [page.rules.situations for page in plan.policies.values()]
    answers += [page.rules.situations for page in plan.procedures.values()]
    if () in answers:  # a page that speaks to every situation
        return
    answered = {key for situations in answers for key in situations}
    for key, page in plan.situations.items():
        if key not in answered:
            what = say("No policy and no procedure speaks to this situation.")
            instead = say("Name {key} under {situations} of one.", key=Code(key), situations=_SITUATIONS)
            yield Problem(what, places.of(page.path), "unanswered-situation", instead, "warning")


_SITUATIONS: Final = Code("situations")
_WORDS: Final = Code("words")


def unrecognised_situations(plan: "Plan", places: Places) -> Iterator[Problem]:
    """Situations without words in a language in which customers write."""
    for page in plan.situations.values():
        for language in plan.business.languages:
            if not page.rules.words.get(language):
                what = say(
                    "There are no words for this situation in {language}.", language=Language(language)
                )
                example = Code(f"{language}: [{page.name.lower()}]")
                instead = say("Add some under {words}: {example}.", words=_WORDS, example=example)
                where = places.of(page.path, "words")
                yield Problem(what, where, "missing-words", instead, "warning")
