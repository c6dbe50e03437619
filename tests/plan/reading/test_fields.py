import pytest

from layan.plan.nodes import parse
from layan.plan.reading.fields import (
    Failed,
    Fields,
    Findings,
    distinct,
    many,
    mapping,
    one_of,
    one_or_many,
    record,
    resembling,
    scalar,
    unlike,
)  # fmt: skip
from layan.plan.reading.values import text, word
from layan.plan.source import split


def fields(*lines):
    table = parse(split("a.md", "\n".join(["---", *lines, "---", ""])), lambda problem: None)
    return Fields(table, Findings())


def told(made):
    return [
        (p.position.line, p.position.column, p.code, str(p.instead or "")) for p in made.findings.problems
    ]


def test_what_is_asked_for_is_read():
    made = fields("name: Care", "also: [a, b]")
    assert (made.need("name", text), made.take("also", many(text), ()), made.take("else", text, "x")) == (
        "Care",
        ("a", "b"),
        "x",
    )
    made.done()


def test_everything_wrong_is_told_at_once():
    made = fields("nmae: Care", "colour: [red, grean, {a: b}]", "size: [1]")
    assert made.need("name", text) is None
    assert made.take("colour", many(word(["red", "green"])), ()) is None
    assert made.take("size", text, "") is None
    with pytest.raises(Failed):
        made.done()
    assert told(made) == [
        (2, 1, "missing", "Add name:."),
        (3, 15, "unknown-word", "Did you mean green?"),
        (3, 22, "type", "Write it without brackets and dashes."),
        (4, 7, "type", "Write it without brackets and dashes."),
        (2, 1, "unknown-key", "Did you mean name?"),
    ]


@pytest.mark.parametrize("written", ["", "~", "null", "''", '" "'])
def test_nothing_is_no_value(written):
    made = fields(f"name: {written}")
    assert made.need("name", text) is None
    assert told(made)[0][2] == "empty"


def test_a_text_cut_by_a_comma():
    made = fields("a: {asks: Greets, and thanks}")
    assert made.take("a", record(lambda inner: inner.need("asks", text)), None) is None
    assert "in quotes" in told(made)[0][3]


@pytest.mark.parametrize(
    ("reader", "written", "code"),
    [
        (many(text), "one", "type"),
        (many(text), "[]", "empty"),
        (many(text), "{a: b}", "type"),
        (distinct(one_or_many(text)), "[a, b, a]", "duplicate"),
        (unlike("key", many(record(lambda each: _Keyed(each.need("key", text))))), "[{key: a}, {key: a}]", "duplicate"),
        (mapping(word("ab"), text), "{a: 1, c: 2}", "unknown-word"),
        (mapping(word("ab"), text), "{a: 1, b: [2]}", "type"),
        (mapping(word("ab"), text), "a", "type"),
        (lambda node, findings: scalar(node), "[a]", "type"),
    ],
)  # fmt: skip
def test_what_is_refused(reader, written, code):
    made = fields(f"a: {written}")
    assert made.take("a", reader, None) is None
    assert [problem[2] for problem in told(made)] == [code]


class _Keyed:
    def __init__(self, key):
        self.key = key


def test_one_value_does_for_a_list_of_one():
    made = fields("a: x", "b: [x, y]")
    assert (made.take("a", one_or_many(text), ()), made.take("b", one_or_many(text), ())) == (
        ("x",),
        ("x", "y"),
    )


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Resolution", "resolution"),
        ("first-reply", "first_reply"),
        ("first replay", "first_reply"),
        ("xyz", None),
    ],
)
def test_what_a_word_resembles(word, meant):
    assert resembling(word, ["first_reply", "resolution"]) == meant


def test_without_a_likeness_all_options_are_named():
    assert str(one_of("xyz", ["warm", "cold"])) == "Use one of these: warm, cold."
    assert str(one_of("xyz", [])) == "Remove it."
