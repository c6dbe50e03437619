"""What is wrong with a plan, as lines that editors understand or as JSON."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from layan.plan.source import Problem
from layan.runtime.plan.answers import print_json
from layan.runtime.terminal import Reader


def as_data(problem: Problem, reader: Reader) -> dict[str, Any]:
    return {
        "file": problem.position.file,
        "line": problem.position.line,
        "column": problem.position.column,
        "severity": problem.severity,
        "code": problem.code,
        "message": reader(problem.say),
        "write": reader(problem.instead) if problem.instead else None,
    }


def as_lines(problem: Problem, folder: str, reader: Reader) -> list[str]:
    """`file:line:column: severity: message` as compilers write it, and below it what to write."""
    place = Path(folder) / str(problem.position)
    lines = [f"{place}: {problem.severity}: {reader(problem.say)}"]
    return lines + ([f"  write: {reader(problem.instead)}"] if problem.instead else [])


def complain(problems: Sequence[Problem], arguments: argparse.Namespace, reader: Reader) -> None:
    """Tells why a plan cannot be asked anything: on standard error, or as JSON in place of the answer."""
    if arguments.json:
        print_json({"problems": [as_data(problem, reader) for problem in problems]})
    else:
        lines = [line for problem in problems for line in as_lines(problem, arguments.folder, reader)]
        print("\n".join(lines), file=sys.stderr)
