"""A plan in a folder on disk: its files, and the plan they make."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from layan.plan.assembly import MOST_FILES
from layan.plan.plan import Plan
from layan.plan.say import Say, say
from layan.plan.source import LONGEST_PAGE, PlanErrors, Position, Problem

LARGEST_FILE: Final = LONGEST_PAGE * 4
"""Bytes: a character of UTF-8 has four at most."""


def load(folder: str | os.PathLike[str]) -> Plan:
    """The plan in a folder. Raises PlanErrors, also for a folder or file that cannot be read."""
    files, problems = _read(Path(folder))
    try:
        plan = Plan.read(files)
    except PlanErrors as error:
        raise PlanErrors([*problems, *(error.problems if files else ())] or error.problems) from None
    if problems:
        raise PlanErrors(problems)
    return plan


def read_files(folder: str | os.PathLike[str]) -> dict[str, str]:
    """The text of every page in a folder, by its path in there with `/`. Raises PlanErrors.

    Pages are the files that end in `.md`. Hidden files are left alone, links out of the folder are refused.
    A byte that is no UTF-8 comes as half a surrogate pair, which `Plan.read` refuses with its place.
    """
    files, problems = _read(Path(folder))
    if problems:
        raise PlanErrors(problems)
    return files


def _read(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    files: dict[str, str] = {}
    problems: list[Problem] = []
    if not folder.is_dir():
        return {}, [
            _problem(
                str(folder), "page", say("There is no such folder."), say("Name the folder of the plan.")
            )
        ]
    root = folder.resolve()
    for path in _pages(root):
        name = _shown(path.relative_to(root).as_posix())
        if not path.resolve().is_relative_to(root):
            problems.append(_problem(name, "page", _LEADS_OUT, _PUT_IT_HERE))
        elif len(files) > MOST_FILES:
            break
        else:
            try:
                files[name] = _text(path)
            except ValueError:
                problems.append(
                    _problem(name, "size", say("The page is too long."), say("Divide it into several."))
                )
            except OSError:
                problems.append(_problem(name, "page", say("The file cannot be read."), _LET_IT_BE_READ))
    return files, problems


def _pages(root: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(".md") and not name.startswith("."):
                yield Path(place, name)


def _text(path: Path) -> str:
    """A file's text, line ends and all. Raises ValueError if it is too large, OSError if it is no file."""
    if not path.is_file():
        raise OSError(path)
    if path.stat().st_size > LARGEST_FILE:
        raise ValueError(path)
    return path.read_bytes().decode("utf-8", "surrogateescape")


def _shown(name: str) -> str:
    return name.encode("utf-8", "replace").decode()


def _problem(file: str, code: str, what: Say, instead: Say) -> Problem:
    return Problem(what, Position(file), code, instead)


_LEADS_OUT: Final = say("This link leads out of the folder.")
_PUT_IT_HERE: Final = say("Put the file itself here.")
_LET_IT_BE_READ: Final = say("Let a file stand here that may be read, or remove it.")
