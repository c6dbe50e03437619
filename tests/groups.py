"""The groups of the suite: what each runs, and what of the machine it needs. The longest come first."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests import tree

PURE = ("tests/plan", "tests/desk", "tests/simulation", "tests/house")
WORDS = "tests/locale"


@dataclass(frozen=True)
class Command:
    """A tool of the environment with its arguments; `files` adds those of the tree, found when it runs."""

    tool: str
    arguments: Sequence[str] = ()
    files: Callable[[], Sequence[str]] = tuple

    @property
    def is_pytest(self) -> bool:
        return self.tool == "pytest"

    def words(self) -> list[str]:
        return [str(Path(sys.executable).with_name(self.tool)), *self.arguments, *self.files()]


@dataclass(frozen=True)
class Group:
    """Commands that run one after the other. `needs` are names of tests.servers.parts."""

    name: str
    commands: Sequence[Command]
    needs: frozenset[str] = field(default_factory=frozenset)
    database: str = "sqlite"


def _pytest(*arguments: str, files: Callable[[], Sequence[str]] = tuple) -> Command:
    return Command("pytest", ("-p", "no:cacheprovider", "--color=no", *arguments), files)


def _templates() -> list[str]:
    return [str(path) for path in tree.below(tree.SOURCE, ".html")]


def _pure() -> list[str]:
    return [folder for folder in PURE if (tree.ROOT / folder).is_dir()]


_WITH_DATABASE = (*(f"--ignore={folder}" for folder in (*PURE, WORDS)), "tests")

GROUPS = {
    group.name: group
    for group in (
        Group(
            "postgresql",
            [_pytest(*_WITH_DATABASE, "-m", "(database or postgresql) and not servers and not browser")],
            frozenset({"PostgreSQL"}),
            database="postgresql",
        ),
        Group("sqlite", [_pytest(*_WITH_DATABASE, "-m", "not servers and not browser and not postgresql")]),
        Group("browser", [_pytest("tests", "-m", "browser")], frozenset({"Chromium"})),
        Group(
            "servers",
            [_pytest("tests", "-m", "servers and not browser")],
            frozenset({"Dovecot", "Postfix", "PostgreSQL"}),
        ),
        Group(
            "lint",
            [
                Command("ruff", ("check", ".")),
                Command("ruff", ("format", "--check", ".")),
                Command("djade", ("--check",), _templates),
                Command("lint-imports", ("--no-cache", "--no-logo")),
                Command("mypy", ("--no-error-summary",)),
            ],
        ),
        Group("catalogues", [_pytest(WORDS)]),
        Group("pure", [_pytest(files=_pure)]),
    )
}
