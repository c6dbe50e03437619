"""The files of the tree as git knows them, new ones included and ignored ones left out."""

import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "layan"
TESTS = ROOT / "tests"


@cache
def files() -> tuple[Path, ...]:
    """Every file of the tree. The checkout may belong to another user than the one who tests it."""
    git = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=True)
    paths = {ROOT / name for name in listed.stdout.split("\0") if name}
    return tuple(sorted(path for path in paths if path.is_file()))


def below(folder: Path, *suffixes: str) -> Iterator[Path]:
    """The files below a folder whose names end so."""
    return (path for path in files() if path.is_relative_to(folder) and path.suffix in suffixes)


def modules(folder: Path) -> Iterator[Path]:
    """The Python modules below a folder that people write: migrations are made by a tool."""
    return (path for path in below(folder, ".py") if "migrations" not in path.parts)


def texts(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Each file with what it says; files that are not text are passed over."""
    for path in paths:
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def name(path: Path) -> str:
    """How a file is called in a report: its path inside the tree."""
    return path.relative_to(ROOT).as_posix()
