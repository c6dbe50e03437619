from datetime import date
from decimal import Decimal

import pytest

from layan.plan.conditions import Condition
from layan.plan.pages.profile import Field, Segment
from layan.plan.plan import Plan
from tests.plan.small_plan import FILES, page, problems

TEN = "smallest_group: 10"
FIELDS = """fields:
  - {key: city, type: text}
  - {key: birth_year, type: number}
  - {key: member, type: choice, choices: [none, silver, gold], name: Card}
  - {key: since, type: date}"""


def profile(*lines):
    files = FILES | {"customers.md": page("profile", "smallest_group: 10", FIELDS, *lines)}
    return Plan.read(files).pages["customers"].rules


def wrong(*lines):
    found = problems(FILES | {"customers.md": page("profile", *lines)})
    return [(p.position.line, p.position.column, p.code) for p in found]


def test_fields_and_segments():
    found = profile(
        "segments:",
        "  regular: {name: Regulars, when: {member: [silver, gold]}}",
        "  all: {name: All, when: {}}",
    )
    assert found.smallest_group == 10
    assert found.fields[2] == Field("member", "choice", "Card", ("none", "silver", "gold"))
    assert found.segments[0] == Segment(
        "regular", "Regulars", (Condition("member", "is", ("silver", "gold")),)
    )
    assert found.segments[1].when == ()


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("{birth_year: '>= 2000'}", Condition("birth_year", ">=", (Decimal(2000),))),
        ("{birth_year: [1990, 1991]}", Condition("birth_year", "is", (Decimal(1990), Decimal(1991)))),
        ("{since: '<2024-01-01'}", Condition("since", "<", (date(2024, 1, 1),))),
        ("{since: 2024-01-01}", Condition("since", "is", (date(2024, 1, 1),))),
        ("{city: Bandung}", Condition("city", "is", ("Bandung",))),
    ],
)
def test_conditions(written, condition):
    assert profile(f"segments: {{a: {{name: A, when: {written}}}}}").segments[0].when == (condition,)


def test_the_first_segment_that_fits_counts():
    found = profile(
        "segments:", "  young: {name: Young, when: {birth_year: '>= 2000', city: bandung}}",
        "  regular: {name: Regulars, when: {member: [silver, gold]}}",
    )  # fmt: skip
    assert found.segment_of({"birth_year": 2003, "city": "Bandung ", "member": "gold"}) == "young"
    assert found.segment_of({"birth_year": "1990", "city": "Bandung", "member": "GOLD"}) == "regular"
    assert found.segment_of({"birth_year": "unknown"}) is None
    assert found.segment_of({}) is None


@pytest.mark.parametrize(
    ("lines", "line", "column", "code"),
    [
        (["smallest_group: few"], 4, 17, "number"),
        (["fields: []"], 4, 9, "empty"),
        ([TEN, "fields: [{key: a, type: string}]"], 5, 25, "unknown-word"),
        ([TEN, "fields: [{key: a, type: choice}]"], 5, 10, "missing"),
        ([TEN, "fields: [{key: a, type: text, choices: [b]}]"], 5, 40, "contradiction"),
        ([TEN, "fields: [{key: a, type: text}, {key: a, type: date}]"], 5, 32, "duplicate"),
        ([TEN, "fields: [{key: A, type: text}]"], 5, 16, "key"),
        ([TEN, "fields: [{key: a, type: text}]", "segments: {b: {name: B, when: {c: d}}}"], 6, 32, "unknown-key"),
        ([TEN, "fields: [{key: a, type: number}]", "segments: {b: {name: B, when: {a: d}}}"], 6, 35, "number"),
        ([TEN, "fields: [{key: a, type: date}]", "segments: {b: {name: B, when: {a: '> 2024'}}}"], 6, 35, "time"),
        ([TEN, "fields: [{key: a, type: choice, choices: [x]}]", "segments: {b: {name: B, when: {a: y}}}"],
         6, 35, "unknown-word"),
        ([TEN, "fields: [{key: a, type: text}]", "segments: {B C: {name: B, when: {a: d}}}"], 6, 12, "key"),
    ],
)  # fmt: skip
def test_where_it_is_wrong(lines, line, column, code):
    assert (line, column, code) in wrong(*lines)


def test_fields_that_cannot_be_read_are_not_blamed_twice():
    assert wrong("smallest_group: 10", "fields: [{key: a}]", "segments: {b: {name: B, when: {a: 1}}}") == [
        (5, 10, "missing")
    ]


def test_segments_are_read_though_the_fields_cannot_be():
    found = wrong(
        "smallest_group: 10",
        "fields: [{key: city, type: txt}]",
        "segments: {a: {name: A, when: {citi: x}}, b: {nam: B}}",
    )
    assert found == [(5, 28, "unknown-word"), (6, 46, "missing"), (6, 46, "missing"), (6, 47, "unknown-key")]


def test_names_are_translated_by_their_keys():
    text = "---\nfields: {member: Kartu}\nsegments: {regular: Pelanggan tetap}\n---\n"
    regular = "segments: {regular: {name: Regulars, when: {member: gold}}, all: {name: All, when: {}}}"
    files = FILES | {
        "customers.md": page("profile", "smallest_group: 10", FIELDS, regular), "customers.id.md": text,
    }  # fmt: skip
    plan = Plan.read(files)
    found = plan.pages["customers"].rules
    assert [f.name_in("id") for f in found.fields if f.key == "member"] == ["Kartu"]
    assert plan.segment_name("regular").name_in("id") == "Pelanggan tetap"
    assert plan.segment_name("regular").name_in("tr") == "Regulars"
    assert list(found.untranslated("id")) == ["segments.all"]
    wrong = problems(files | {"customers.id.md": text.replace("member", "membr")})
    assert [(p.code, str(p.instead)) for p in wrong] == [("unknown-word", "Did you mean member?")]
