import pytest

from layan.plan.pages.business import Business
from tests.plan.small_plan import FILES, plan, problems

WHOLE = """---
kind: business
name: Kopi Senja
timezone: Asia/Jakarta
currency: IDR
languages: [id, en]
country: ID
fiscal_year: 04-01
team: care
reachable:
  daily: 07:00-21:00
holidays:
  ID:
    2026-03-20: Idul Fitri
    2026-03-21: Idul Fitri (second day)
owner: head-of-care
review: 12 months
---
Who we are.
"""


def wrong(old, new):
    assert old in WHOLE
    found = problems(FILES | {"business.md": WHOLE.replace(old, new)})
    return [(p.position.line, p.position.column, p.code) for p in found if p.position.file == "business.md"]


def test_every_key_of_a_business():
    page = plan(business=WHOLE).pages["business"]
    rules = page.rules
    assert (page.owner, str(page.review), page.prose) == ("head-of-care", "12 months", {"id": "Who we are."})
    assert (rules.timezone, rules.currency, rules.languages) == ("Asia/Jakarta", "IDR", ("id", "en"))
    assert (rules.country, rules.fiscal_year, rules.team) == ("ID", (4, 1), "care")
    assert rules.reachable.week == (((420, 1260),),) * 7
    assert list(rules.holidays.written["ID"].values()) == ["Idul Fitri", "Idul Fitri (second day)"]


def test_what_is_absent():
    rules = plan().business
    assert (rules.country, rules.fiscal_year, rules.team, rules.holidays.written) == (None, (1, 1), None, {})
    assert rules.reachable.always
    assert isinstance(rules, Business)


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "code"),
    [
        ("timezone: Asia/Jakarta", "timezone: Jakarta", 4, 11, "timezone"),
        ("currency: IDR", "currency: Rp", 5, 11, "currency"),
        ("[id, en]", "[id, english]", 6, 17, "language"),
        ("[id, en]", "[id, id]", 6, 17, "duplicate"),
        ("[id, en]", "[]", 6, 12, "empty"),
        ("country: ID", "country: Indonesia", 7, 10, "country"),
        ("04-01", "02-29", 8, 14, "time"),
        ("04-01", "April", 8, 14, "time"),
        ("team: care", "team: nobody", 9, 7, "reference"),
        ("07:00-21:00", "7-21", 11, 10, "time"),
        ("  ID:\n", "  XX:\n", 13, 3, "country"),
        ("2026-03-20: Idul", "20/03: Idul", 14, 5, "time"),
        ("2026-03-21: Idul", "2026-03-20: Idul", 15, 5, "duplicate"),
        ("timezone: Asia/Jakarta\n", "", 2, 1, "missing"),
        ("review: 12 months", "review: 12", 17, 9, "unit"),
        ("owner: head-of-care", "owner: Head of care", 16, 8, "key"),
    ],
)
def test_where_it_is_wrong(old, new, line, column, code):
    assert wrong(old, new) == [(line, column, code)]
