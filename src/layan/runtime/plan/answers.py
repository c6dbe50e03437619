"""An answer, as JSON for programs or as lines for people."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from layan.plan.say import Say
from layan.runtime.terminal import Reader


def answer(data: dict[str, Any], lines: Sequence[str], arguments: argparse.Namespace) -> None:
    """Prints one of the two, as the arguments ask for."""
    if arguments.json:
        print_json(data)
    else:
        print("\n".join(lines))


def print_json(data: dict[str, Any]) -> None:
    import json  # people who read lines need not wait for it

    print(json.dumps(data, ensure_ascii=False, indent=2))


def utc(moment: datetime | None) -> str | None:
    """`2026-03-02T02:00:00Z`, whole seconds unless there are parts of one."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def told(working: Sequence[Say], reader: Reader) -> list[str]:
    """The lines of a working, one by one."""
    return [reader(line) for line in working]


def indented(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" for line in lines]
