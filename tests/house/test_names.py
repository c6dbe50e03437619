"""A name says what is inside; some names never do."""

from tests import tree

FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "base", "misc", "stuff"}
# Path inside src/layan: why the name fits there.
EXCUSES = {
    "channels/base.py": "the interface every channel has",
    "web/static/layan/css/base.css": "the cascade layer of plain elements goes by this name",
}


def _named():
    for path in tree.below(tree.SOURCE, ".py", ".html", ".css", ".js"):
        inside = path.relative_to(tree.SOURCE)
        if {part.lower() for part in (*inside.parts[:-1], inside.stem)} & FORBIDDEN:
            yield inside.as_posix()


def test_nothing_has_a_name_that_says_nothing():
    assert set(_named()) - EXCUSES.keys() == set()


def test_test_files_have_names_that_say_something():
    assert [tree.name(p) for p in tree.below(tree.TESTS, ".py") if p.stem in FORBIDDEN] == []
