"""Pages nobody answers for or looks at again, and prose missing in a language the business speaks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from layan.plan.check.places import Places
from layan.plan.pages.conduct import Conduct
from layan.plan.pages.procedure import Procedure
from layan.plan.pages.profile import Profile
from layan.plan.say import Code, Language, say
from layan.plan.source import Position, Problem

if TYPE_CHECKING:
    from layan.plan.page import Page
    from layan.plan.plan import Plan


def unkept_pages(plan: "Plan", places: Places) -> Iterator[Problem]:
    """Pages without an owner, or without a time after which they are looked at again."""
    for page in plan.pages.values():
        where = places.of(page.path)
        if page.owner is None:
            yield Problem(say("Nobody answers for this page."), where, "no-owner", _OWNER, "warning")
        if page.review is None:
            yield Problem(say("This page is never looked at again."), where, "no-review", _REVIEW, "warning")


_OWNER: Final = say("Add the post that does: {example}.", example=Code("owner: head-of-care"))
_REVIEW: Final = say("Add how often it is: {example}.", example=Code("review: 12 months"))


def missing_prose(plan: "Plan", places: Places) -> Iterator[Problem]:
    """Prose, steps and words to use that the business speaks a language without."""
    for page in plan.pages.values():
        for language in plan.business.languages:
            if not page.prose.get(language, "").strip():
                yield _missing_text(plan, page, language)
            if isinstance(page.rules, Procedure):
                yield from _missing_in_procedure(plan, page, language, places)
            if isinstance(page.rules, Conduct | Profile) and language != plan.language:
                yield from _missing_names(plan, page, language, places)


def _missing_text(plan: "Plan", page: "Page[Any]", language: str) -> Problem:
    file = _file(plan, page, language)
    where = Position(file if file in plan.files else page.path)
    what = say("The prose of this page is missing in {language}.", language=Language(language))
    return Problem(what, where, "missing-prose", say("Write it in {file}.", file=Code(file)), "warning")


def _missing_names(
    plan: "Plan", page: "Page[Conduct | Profile]", language: str, places: Places
) -> Iterator[Problem]:
    """What a translation leaves of what people read in the rules, one problem a list."""
    missing: dict[str, list[Code]] = {}
    for listed in page.rules.untranslated(language):
        group, _, key = listed.partition(".")
        missing.setdefault(group, []).append(Code(key))
    file = _file(plan, page, language)
    for group, keys in missing.items():
        what = say("This is missing in {language}: {keys}.", language=Language(language), keys=tuple(keys))
        where = Position(file) if file in plan.files else places.of(page.path, group)
        example = Code(f"{group}: {{{keys[0]}: …}}")
        instead = say("Write it in {file}: {example}.", file=Code(file), example=example)
        yield Problem(what, where, "missing-words", instead, "warning")


def _missing_in_procedure(
    plan: "Plan", page: "Page[Procedure]", language: str, places: Places
) -> Iterator[Problem]:
    rules, spoken = page.rules, Language(language)
    file = _file(plan, page, language)
    if rules.steps and file != page.path and language not in rules.translated:
        what = say("The steps of this procedure are missing in {language}.", language=spoken)
        where = Position(file) if file in plan.files else places.of(page.path, "steps")
        instead = say("Write them in {file}, as many as here.", file=Code(file))
        yield Problem(what, where, "missing-prose", instead, "warning")
    add = say("Add {key}.", key=Code(f"{language}:"))
    for number, step in enumerate(rules.steps):
        if step.say and language not in step.say:
            what = say("What to say at this step is missing in {language}.", language=spoken)
            where = places.of(page.path, "steps", number, "say")
            yield Problem(what, where, "missing-words", add, "warning")
    for number, words in enumerate(rules.words):
        if language not in words.texts:
            what = say("These words to use are missing in {language}.", language=spoken)
            yield Problem(what, places.of(page.path, "words", number), "missing-words", add, "warning")


def _file(plan: "Plan", page: "Page[Any]", language: str) -> str:
    """The file that has, or should have, the page's prose in this language."""
    if language == plan.business.languages[0]:
        return page.path
    name = f"{page.key}.{language}.md"
    beside = f"{page.path.removesuffix('.md')}.{language}.md"
    return next((path for path in plan.files if path.rpartition("/")[2] == name), beside)
