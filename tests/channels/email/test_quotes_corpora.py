"""The reply bodies of public parsers: which of their lines their own tests say remain.

`quotes/corpora.json` names for each body the lines that remain, counted from 1. Two of them are stated
otherwise by one family than by the three others (a name behind a dash); one of both must lose.
"""

import json
import os
import tarfile
from pathlib import Path

import pytest

from layan.channels.email import quotes

STATED = json.loads((Path(__file__).parent / "quotes" / "corpora.json").read_text(encoding="utf-8"))
CONTRADICTED = 2


@pytest.fixture(scope="module")
def bodies():
    folder = Path(os.environ.get("LAYAN_CORPORA", "")) / "mail"
    if "LAYAN_CORPORA" not in os.environ or not folder.is_dir():
        pytest.skip("LAYAN_CORPORA does not name the folder of the public corpora")
    return {
        name: text
        for family in sorted({name.split("/")[0] for name in STATED})
        for name, text in _members(folder / f"{family}.tar.xz")
    }


def _members(path):
    with tarfile.open(path) as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".txt"):
                yield member.name.removeprefix("./"), archive.extractfile(member).read().decode("utf-8")


def _words(lines):
    return [" ".join(line.split()) for line in lines if line.strip()]


def _stated(text, ranges):
    lines = text.replace("\r\n", "\n").split("\n")
    spans = [tuple(map(int, one.split("-"))) for one in ranges.split()]
    return _words(line for number, line in enumerate(lines, 1) if any(a <= number <= b for a, b in spans))


def test_what_remains_is_what_is_stated(bodies):
    wrong = {
        name
        for name, ranges in STATED.items()
        if _words(quotes.split(bodies[name])[0].split("\n")) != _stated(bodies[name], ranges)
    }
    assert len(wrong) <= CONTRADICTED, sorted(wrong)


def test_no_body_takes_long(bodies, benchmark_seconds=0.2):
    from time import process_time

    for name, text in bodies.items():
        start = process_time()
        quotes.divide(text)
        assert process_time() - start < benchmark_seconds, name
