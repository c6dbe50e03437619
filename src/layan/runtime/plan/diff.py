"""`layan plan diff DIR OTHER`: what the second plan says otherwise than the first, as people read them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from layan.plan.compare import Change, PageChange, compare
from layan.plan.say import say
from layan.runtime.plan.answers import answer
from layan.runtime.plan.arguments import Arguments, read_plan
from layan.runtime.terminal import OK, Reader


def main(given: Sequence[str]) -> int:
    parser = Arguments("diff", say("Shows what another plan says otherwise, page by page."), given)
    parser.add_argument(
        "other", metavar="OTHER", help=parser.reader(say("the folder of the plan that comes after it"))
    )
    arguments = parser.read()
    before = read_plan(arguments, parser.reader)
    arguments.folder = arguments.other
    after = read_plan(arguments, parser.reader)
    reader = parser.reader.at(after.business.timezone)
    found = compare(before, after, reader.speaker)
    data = {"language": reader.language, "pages": [_as_data(change, reader) for change in found]}
    lines = [line for change in found for line in _as_lines(change, reader)]
    answer(data, lines or [reader(say("The two say the same."))], arguments)
    return OK


def _as_data(change: PageChange, reader: Reader) -> dict[str, Any]:
    page = change.page
    return {
        "key": page.key,
        "kind": page.kind,
        "name": page.ref.name_in(reader.language),
        "change": change.state,
        "rules": [_sides(each, reader) for each in change.rules],
        "prose": [_sides(each, reader) for each in change.prose],
    }


def _sides(change: Change, reader: Reader) -> dict[str, str]:
    return {"before": reader.plain(change.before), "after": reader.plain(change.after)}


def _as_lines(change: PageChange, reader: Reader) -> Iterator[str]:
    """Like other tools: what went begins with `-`, what came with `+`."""
    yield f"# {change.page.ref.name_in(reader.language)} ({Path(change.page.path)})"
    for each in (*change.rules, *change.prose):
        for mark, text in (("-", each.before), ("+", each.after)):
            yield from (f"{mark} {line}" for line in reader.plain(text).splitlines())
    yield ""
