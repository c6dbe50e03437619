"""`layan plan show DIR`: the pages as people read them, with their rules as sentences."""

from collections.abc import Sequence
from typing import Any, Final

from layan.plan.page import Page
from layan.plan.plan import Plan
from layan.plan.say import say
from layan.plan.sentences import byline, sentences
from layan.runtime.plan.answers import answer
from layan.runtime.plan.arguments import Arguments, read_plan
from layan.runtime.terminal import OK, Reader

_FIRST: Final = ("business", "profile", "channel", "team", "situation", "policy", "procedure", "conduct")


def main(given: Sequence[str]) -> int:
    parser = Arguments("show", say("Shows the pages of a plan as people read them."), given)
    arguments = parser.read()
    plan = read_plan(arguments, parser.reader)
    reader = parser.reader.at(plan.business.timezone)
    pages = sorted(plan.pages.values(), key=lambda page: (_place(page.kind), page.path))
    data = {"language": reader.language, "pages": [_as_data(page, plan, reader) for page in pages]}
    lines = "\n\n".join(_as_text(page, plan, reader) for page in pages).split("\n")
    answer(data, lines, arguments)
    return OK


def _place(kind: str) -> int:
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)


def _as_data(page: Page[Any], plan: Plan, reader: Reader) -> dict[str, Any]:
    return {
        "key": page.key,
        "kind": page.kind,
        "name": page.ref.name_in(reader.language),
        "file": page.path,
        "owner": page.owner,
        "review": str(page.review) if page.review else None,
        "rules": [reader.plain(each) for each in sentences(page, plan, reader.speaker)],
        "prose": _prose(page, plan, reader),
    }


def _as_text(page: Page[Any], plan: Plan, reader: Reader) -> str:
    rules = [f"- {reader.plain(each)}" for each in sentences(page, plan, reader.speaker)]
    parts = [
        f"# {page.ref.name_in(reader.language)}",
        byline(page, reader.speaker),
        "\n".join(rules),
        _prose(page, plan, reader),
    ]
    return "\n\n".join(filter(None, map(reader.plain, parts)))


def _prose(page: Page[Any], plan: Plan, reader: Reader) -> str:
    """The prose in the reader's language, else in the one the plan is written in."""
    return page.prose.get(reader.language) or page.prose.get(plan.business.languages[0], "")
