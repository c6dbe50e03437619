"""`layan plan check DIR`: everything that is wrong with a plan, or missing in it."""

from collections.abc import Sequence
from pathlib import Path

from layan.plan.check import check
from layan.plan.folder import load
from layan.plan.say import say
from layan.plan.source import PlanErrors, Problem
from layan.runtime.plan.answers import answer
from layan.runtime.plan.arguments import Arguments, existing_folder
from layan.runtime.plan.problems import as_data, as_lines
from layan.runtime.terminal import FINDINGS, OK, Reader


def main(given: Sequence[str]) -> int:
    """0 when there is nothing to say, 1 when there is."""
    parser = Arguments("check", say("Finds what is wrong with a plan, or missing in it."), given)
    arguments, reader = parser.read(), parser.reader
    found = _problems(existing_folder(arguments))
    data = {
        "problems": [as_data(problem, reader) for problem in found],
        "errors": sum(problem.severity == "error" for problem in found),
        "warnings": sum(problem.severity == "warning" for problem in found),
    }
    lines = [line for problem in found for line in as_lines(problem, arguments.folder, reader)]
    answer(data, [*lines, _closing(found, reader)], arguments)
    return FINDINGS if found else OK


def _problems(folder: Path) -> Sequence[Problem]:
    """What keeps the plan from being used; else what it should say otherwise, or too."""
    try:
        return check(load(folder))
    except PlanErrors as errors:
        return errors.problems


def _closing(found: Sequence[Problem], reader: Reader) -> str:
    if found:
        return reader.ngettext("{count} finding.", "{count} findings.", len(found))
    return reader(say("Nothing found."))
