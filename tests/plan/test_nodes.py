import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from layan.plan.nodes import DEEPEST, Items, Scalar, Table, parse
from layan.plan.source import split


def read(text):
    problems = []
    table = parse(split("a.md", f"---\n{text}\n---\n"), problems.append)
    return table, [(p.position.line, p.position.column, p.code) for p in problems]


def plain(node):
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {key.value: plain(value) for key, value in node.entries}


def test_everything_stays_the_text_it_is():
    table, problems = read(
        "a: no\nb: 12:30\nc: ID\nd: 2026-12-24\ne: 0x1F\nf: [yes, 1_000, ~]\ng: 'it''s'\nh: \"\\u00e9\""
    )
    assert problems == []
    assert plain(table) == {
        "a": "no", "b": "12:30", "c": "ID", "d": "2026-12-24", "e": "0x1F", "f": ["yes", "1_000", "~"],
        "g": "it's", "h": "é",
    }  # fmt: skip


def test_positions_are_those_of_the_file():
    table, _ = read("é: 'ü'\nlist:\n  - a\n  - {b:  c}\nempty:")
    item = table.get("list").items[1]
    assert str(table.get("é").position) == "a.md:2:4"
    assert str(item.get("b").position) == "a.md:5:10"
    assert str(table.key("empty").position) == "a.md:6:1"
    assert (item.flow, table.get("list").flow) == (True, False)


def test_a_span_is_that_of_the_text():
    text = "---\nname: 'Kopi'  # ours\nmore: [a, \"b\"]\n---\n"
    table = parse(split("a.md", text), lambda problem: None)
    assert text[table.get("name").start : table.get("name").end] == "'Kopi'"
    assert text[table.get("more").items[1].start : table.get("more").items[1].end] == '"b"'


@pytest.mark.parametrize("text", ["", "# just a comment"])
def test_there_may_be_no_rules(text):
    assert read(text) == (Table((), read("")[0].position, 4, 4), [])


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: b: c", 2, 5),
        ("a: [1, 2", 2, 4),
        ("a: {b: 1", 2, 4),
        ("a: 'x", 2, 4),
        ("a:\n\tb: c", 3, 1),
        ("a: @x", 2, 4),
        ("a: %x", 2, 4),
        ('a: "\\q"', 2, 5),
        ("a: 1\n- b", 3, 1),
        ("a: >= 2", 2, 5),
        ("a: 1\n...\nb: 2", 4, 1),
        ("a: 1\n  b: 2", 3, 4),
        ("\x07a: 1", 2, 1),
        ("a: &x 1\nb: 2", 2, 4),
        ("a: *x", 2, 4),
        ("a: !!str b", 2, 4),
        ("a: !x {}", 2, 4),
        ("? [a]\n: b", 2, 3),
        ("a: " + "[" * (DEEPEST + 9), 2, 4 + DEEPEST),
    ],
)
def test_what_is_no_yaml_of_a_page(text, line, column):
    assert read(text)[1] == [(line, column, "yaml")]


@pytest.mark.parametrize("text", ["word", "- a\n- b", "[a]"])
def test_rules_are_keys_with_values(text):
    assert read(text) == (None, [(2, 1, "type")])


def test_a_key_stands_once():
    table, problems = read("a: 1\nb: {c: 1, c: 2}\na: 2")
    assert problems == [(3, 11, "duplicate"), (4, 1, "duplicate")]
    assert plain(table) == {"a": "1", "b": {"c": "1"}}


def test_a_hundred_thousand_brackets_are_no_trouble():
    assert read("a: " + "[" * 100_000)[1][0][2] == "yaml"
    assert read("a: " + "{a: " * 50_000)[1][0][2] == "yaml"


@settings(max_examples=60)
@given(st.text(st.sampled_from("ab: -[]{},#'\"\n\t|>&*!%@`?~é\r\u2028"), max_size=40))
def test_what_is_read_is_what_yaml_says(text):
    """What YAML itself makes of it is the oracle, its values left as text."""
    table, problems = read(text)
    source = split("a.md", f"---\n{text}\n---\n")
    if table is not None and not problems and table.entries:
        assert plain(table) == yaml.load(source.rules, Loader=yaml.CBaseLoader)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("name: x\ncolour:red\nmore: y", (3, 1), "A key needs a colon and a space."),
        ("kind: policy\n  name: x", (3, 7), "This line stands too far left or right."),
        ("name: a: b", (2, 8), "There is a colon where none can be."),
        ("name: a\x07b", (2, 8), "There is a character here that nobody sees."),
    ],
)
def test_what_cannot_be_read_is_told_where_it_is_mended(text, place, said):
    problems = []
    assert parse(split("a.md", f"---\n{text}\n---\n"), problems.append) is None
    assert [((p.position.line, p.position.column), str(p.say)) for p in problems] == [(place, said)]


@pytest.mark.parametrize(
    "text",
    ["a: &x b", "a: *x", "a: !!str b", "a: b\n--- # more\nc: d", f"a: {'[' * 20}{']' * 20}", "- a", "? [a]\n: b",
     "a: 'b", "a: b\na: c", "\ta: b", "a: @b", "a: b\x07"],
)  # fmt: skip
def test_every_problem_says_what_to_write(text):
    problems = []
    parse(split("a.md", f"---\n{text}\n---\n"), problems.append)
    assert problems and all(problem.instead for problem in problems)
