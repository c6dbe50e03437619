"""A plan in a folder, and ways of asking it."""

import json

import pytest

from layan.runtime import cli
from tests.plan import kept_plan


def write(folder, files):
    """Writes files into a folder; its path."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return str(folder)


@pytest.fixture(autouse=True)
def english(monkeypatch):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "kopi-senja", kept_plan.FILES)


@pytest.fixture
def layan(capfd):
    """Runs one command of `layan plan` in this process: its status, what it said, what it said beside."""

    def run(*arguments):
        status = cli.main(["plan", *arguments])
        out, err = capfd.readouterr()
        return status, out, err

    return run


@pytest.fixture
def answer(layan):
    """The JSON answer to a question."""

    def ask(*arguments):
        status, out, err = layan(*arguments, "--json")
        assert (status, err) == (0, "")
        return json.loads(out)

    return ask
