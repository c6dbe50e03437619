from datetime import date
from fractions import Fraction

import pytest

from layan.plan.units import Duration, parse_money
from layan.plan.writing import below, inline


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Phone", "Phone"), ("09:00-12:00", "09:00-12:00"), ("C#", "C#"), ("", '""'), ("null", '"null"'), ("no", "no"),
        ("a: b", '"a: b"'), ("a #b", '"a #b"'), ("a, b", '"a, b"'), ("- a", '"- a"'), (">= 2000", '">= 2000"'),
        (" a", '" a"'), ("a:", '"a:"'), ("it's", '"it\'s"'), ("a\nb", '"a\\nb"'), ("Türkçe ılık", "Türkçe ılık"),
        (True, "true"), (7, "7"), (Fraction(4, 5), "80 %"), (date(2026, 12, 24), "2026-12-24"),
        (parse_money("12.50 EUR"), "12.50 EUR"), (Duration(2, "day"), "2 days"),
        (["a", {"b": ["c"]}], "[a, {b: [c]}]"), ({}, "{}"), ([], "[]"),
    ],
)  # fmt: skip
def test_on_one_line(value, written):
    assert inline(value) == written


def test_on_lines_of_their_own():
    assert below({"within": "20 s"}, 2) == " {within: 20 s}"
    assert below({"a": {"b": {"c": "d"}}, "e": ["f"]}, 2) == "\n  a:\n    b: {c: d}\n  e: [f]"
    assert below([{"a": ["b"]}, "c"], 2) == "\n  - a: [b]\n  - c"
    assert below(["long words here"] * 9, 2).startswith("\n  - long words here\n  - ")
