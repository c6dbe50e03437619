import difflib

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from layan.plan.editing import CannotEdit, PageText
from layan.plan.nodes import Items, Scalar, Table
from layan.plan.source import PlanErrors
from layan.plan.units import Duration, parse_money
from tests.plan.kept_plan import FILES

PHONE = """---
kind: channel
name: Phone
hours:
  mon-fri: [09:00-12:00, 13:00-17:00]  # lunch
  sat: 09:00-12:00
  # sun: closed
targets:
  answer: {within: 20 s, share: 80 %}
  resolution:
    - {within: 8 h}   # most
    - within: 2 h
      priority: urgent
transfer: warm           # stay until they are talking
note: |
  One
  two
empty:
otherwise: [email, portal]   # best first
---

When somebody calls us, ...
"""


def changed(page, text=PHONE):
    """The lines that differ."""
    lines = difflib.unified_diff(text.splitlines(), page.text.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def phone(text=PHONE):
    return PageText("phone.md", text)


@pytest.mark.parametrize(
    ("path", "value", "difference"),
    [
        (("targets", "answer", "within"), Duration(30, "s"),
         ["-  answer: {within: 20 s, share: 80 %}", "+  answer: {within: 30 s, share: 80 %}"]),
        (("transfer",), "cold",
         ["-transfer: warm           # stay until they are talking",
          "+transfer: cold           # stay until they are talking"]),
        (("hours", "mon-fri", 1), "13:00-18:00",
         ["-  mon-fri: [09:00-12:00, 13:00-17:00]  # lunch", "+  mon-fri: [09:00-12:00, 13:00-18:00]  # lunch"]),
        (("hours", "mon-fri"), ["09:00-17:00"],
         ["-  mon-fri: [09:00-12:00, 13:00-17:00]  # lunch", "+  mon-fri: [09:00-17:00]  # lunch"]),
        (("hours", "sun"), "10:00-12:00", ["+  sun: 10:00-12:00"]),
        (("targets", "answer", "clock"), "round",
         ["-  answer: {within: 20 s, share: 80 %}", "+  answer: {within: 20 s, share: 80 %, clock: round}"]),
        (("targets", "resolution", 1, "share"), "90 %", ["+      share: 90 %"]),
        (("targets", "resolution", 2), {"within": "1 h"}, ["+    - {within: 1 h}"]),
        (("otherwise", 2), "form",
         ["-otherwise: [email, portal]   # best first", "+otherwise: [email, portal, form]   # best first"]),
        (("empty",), ["a", "b"], ["-empty:", "+empty: [a, b]"]),
        (("empty", "deeper"), True, ["-empty:", "+empty: {deeper: true}"]),
        (("note",), "Three", ["-note: |", "-  One", "-  two", "+note: Three"]),
        (("limit",), parse_money("500000 IDR"), ["+limit: 500000 IDR"]),
        (("new", "er"), "x", ["+new: {er: x}"]),
        (("new",), {"answer": {"within": "20 s"}, "list": [{"a": {"b": "c"}}]},
         ["+new:", "+  answer: {within: 20 s}", "+  list:", "+    - a: {b: c}"]),
        (("name",), "Phone: # us", ["-name: Phone", '+name: "Phone: # us"']),
        (("targets", "resolution"), [{"within": "8 h"}], ["-    - within: 2 h", "-      priority: urgent"]),
        (("name",), "Phone", []),
    ],
)  # fmt: skip
def test_setting_one_value_leaves_the_others_alone(path, value, difference):
    assert changed(phone().set(value, *path)) == difference


def test_a_table_is_changed_where_it_differs():
    page = phone().set({"mon-fri": ["09:00-12:00", "13:00-17:00"], "sun": "closed"}, "hours")
    assert changed(page) == ["-  sat: 09:00-12:00", "+  sun: closed"]


@pytest.mark.parametrize(
    ("path", "difference"),
    [
        (("transfer",), ["-transfer: warm           # stay until they are talking"]),
        (("otherwise", 0), ["-otherwise: [email, portal]   # best first", "+otherwise: [portal]   # best first"]),
        (("otherwise", 1), ["-otherwise: [email, portal]   # best first", "+otherwise: [email]   # best first"]),
        (("hours", "sat"), ["-  sat: 09:00-12:00"]),
        (("targets", "answer", "within"), ["-  answer: {within: 20 s, share: 80 %}", "+  answer: {share: 80 %}"]),
        (("targets", "resolution", 0), ["-    - {within: 8 h}   # most"]),
        (("targets", "resolution", 0, "within"), ["-    - {within: 8 h}   # most"]),
        (("targets", "resolution", 1, "within"),
         ["-    - within: 2 h", "-      priority: urgent", "+    - priority: urgent"]),
        (("note",), ["-note: |", "-  One", "-  two"]),
        (("empty",), ["-empty:"]),
    ],
)  # fmt: skip
def test_removing_one_value_leaves_the_others_alone(path, difference):
    assert changed(phone().remove(*path)) == difference


def test_what_would_be_left_empty_goes_too():
    page = phone().remove("hours", "sat").remove("hours", "mon-fri")
    assert page.get("hours") is None


def test_other_prose():
    assert changed(phone().with_prose("Hello\n\nWorld\n")) == [
        "-When somebody calls us, ...",
        "+Hello",
        "+",
        "+World",
    ]
    bare = PageText("a.md", "---\nkind: team\n---")
    assert bare.with_prose("Hello").text == "---\nkind: team\n---\nHello\n"
    assert bare.with_prose("Hello").with_prose("World").text == "---\nkind: team\n---\nWorld\n"


def test_line_ends_stay():
    page = phone(PHONE.replace("\n", "\r\n"))
    page = page.set("10:00-11:00", "hours", "sun").remove("transfer").with_prose("a\nb")
    assert page.text.count("\n") == page.text.count("\r\n")
    assert page.get("hours", "sun") == "10:00-11:00"


NOWHERE = [("hours", 0), ("hours", "mon-fri", 7), ("name", "x"), ("otherwise", "x"), ("name", 0)]


@pytest.mark.parametrize("path", NOWHERE)
def test_there_must_be_a_place(path):
    with pytest.raises(CannotEdit):
        phone().set("x", *path)
    with pytest.raises(CannotEdit):
        phone().remove(*path)


def test_a_page_that_cannot_be_read_is_not_edited():
    with pytest.raises(PlanErrors):
        phone("---\na: [\n---\n").set("x", "a")
    with pytest.raises(PlanErrors):
        phone("prose").set("x", "a")


def paths(node, way=()):
    """Every value on a page, and how one comes there."""
    yield way, node
    parts = enumerate(node.items) if isinstance(node, Items) else ()
    for step, child in parts if not isinstance(node, Table) else ((k.value, v) for k, v in node.entries):
        yield from paths(child, (*way, step))


PAGES = [PageText(path, text) for path, text in FILES.items()] + [phone()]
PLACES = [(page, way, node) for page in PAGES for way, node in paths(page.rules) if way]


@given(st.sampled_from(PLACES))
def test_writing_what_is_there_changes_nothing(place):
    page, way, _ = place
    value = page.get(*way)
    assert value is None or page.set(value, *way).text == page.text


@settings(max_examples=60)
@given(st.sampled_from(PLACES), st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20))
def test_any_text_reads_back_and_nothing_else_moves(place, value):
    page, way, node = place
    assume(isinstance(node, Scalar))
    edited = page.set(value, *way)
    assert edited.get(*way) == value
    assert edited.text[: node.start] == page.text[: node.start] or not node.value
    others = [other for other, each in paths(page.rules) if isinstance(each, Scalar) and other != way]
    assert all(edited.get(*other) == page.get(*other) for other in others)


@settings(max_examples=40)
@given(st.sampled_from(PLACES))
def test_removing_takes_away_just_that(place):
    page, way, _ = place
    left = page.remove(*way)
    assert len(left.text) < len(page.text)
    assert left.source.prose == page.source.prose
