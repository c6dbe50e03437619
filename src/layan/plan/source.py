"""Where something stands in a page, what is wrong with it, and how a page divides into rules and prose."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from layan.plan.say import Code, Say, say

LONGEST_PAGE: Final = 256 * 1024
"""Characters; a longer file is no page."""

FENCE: Final = "---"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a plan: line and column count from 1, in characters."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a plan: what, where, and what to write instead. `code` is stable, for machines."""

    say: Say
    position: Position
    code: str
    instead: Say | None = None
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        instead = f"; {self.instead}" if self.instead else ""
        return f"{self.position}: {self.say}{instead} [{self.code}]"


class PlanErrors(Exception):
    """A plan that cannot be used, with every reason, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.position))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Source:
    """A page's text in two: the rules at `text[start:end]`, whose first line is number 2, and the prose."""

    file: str
    text: str
    start: int
    end: int
    prose_start: int

    @property
    def rules(self) -> str:
        return self.text[self.start : self.end]

    @property
    def prose(self) -> str:
        return self.text[self.prose_start :].replace("\r\n", "\n").strip("\n")


def split(file: str, text: str) -> Source | Problem:
    """The page's rules and prose, or why it has none: it must begin with a line `---` and have another."""
    if len(text) > LONGEST_PAGE:
        return Problem(say("The page is too long."), Position(file), "size", say("Divide it into several."))
    if (broken := _UNREADABLE.search(text)) is not None:
        where = position_in(file, text, broken.start())
        return Problem(say("The file is not UTF-8 text."), where, "encoding", say("Save it as UTF-8."))
    start = _after_fence(text, 1 if text.startswith("\ufeff") else 0)
    if start is None:
        return _no_rules(
            file, say("A page begins with its rules, between two lines of {fence}.", fence=_FENCE)
        )
    end = start
    while end < len(text):
        if (prose := _after_fence(text, end)) is not None:
            return Source(file, text, start, end, prose)
        end = text.find("\n", end) + 1 or len(text)
    return _no_rules(file, say("The rules at the beginning of the page do not end.", fence=_FENCE))


_FENCE: Final = Code(FENCE)


def _no_rules(file: str, what: Say) -> Problem:
    instead = say("Write {fence} on a line of its own before and after the rules.", fence=_FENCE)
    return Problem(what, Position(file), "front-matter", instead)


def _after_fence(text: str, at: int) -> int | None:
    """Where the line after the fence begins, if the line at `at` is one."""
    if not text.startswith(FENCE, at):
        return None
    end = text.find("\n", at)
    line = text[at:end] if end >= 0 else text[at:]
    return (end + 1 or len(text)) if line.rstrip() == FENCE else None


_UNREADABLE: Final = re.compile("[\0\ud800-\udfff]")
"""What is no text: NUL, and the half pair that a byte becomes which is no UTF-8."""


def position_in(file: str, text: str, index: int) -> Position:
    """The line and column of the character at `index`."""
    return Position(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
