import pytest

from layan.plan.pages.conduct import Conduct, Standard
from tests.plan.small_plan import FILES, page, plan, problems, rules, told


def test_a_standard_and_its_scale():
    assert rules(
        "conduct", "scale: 1-5", "standard: [{key: polite, asks: Greets}, {key: empathic, asks: Feels}]"
    ) == Conduct((1, 5), (Standard("polite", "Greets"), Standard("empathic", "Feels")))


@pytest.mark.parametrize(
    ("scale", "standard", "line", "column", "code"),
    [
        ("5", "[{key: a, asks: b}]", 4, 8, "number"),
        ("5-1", "[{key: a, asks: b}]", 4, 8, "number"),
        ("1-5", "[{key: a}]", 5, 12, "missing"),
        ("1-5", "[{key: a, asks: b}, {key: a, asks: c}]", 5, 31, "duplicate"),
        ("1-5", "[{key: a, asks: b, and c}]", 5, 30, "unknown-key"),
    ],
)
def test_where_it_is_wrong(scale, standard, line, column, code):
    assert [problem[:3] for problem in told(page("conduct", f"scale: {scale}", f"standard: {standard}"))] == [
        (line, column, code)
    ]


ASKED = page("conduct", "scale: 1-5", "standard: [{key: polite, asks: Greets}, {key: empathic, asks: Feels}]")


def test_what_is_asked_is_translated_by_its_key():
    conduct = plan(page=ASKED, **{"page.id": "---\nstandard: {polite: Menyapa}\n---\n"}).pages["page"].rules
    polite, empathic = conduct.standard
    assert (polite.asks_in("id"), polite.asks_in("en"), empathic.asks_in("id")) == (
        "Menyapa",
        "Greets",
        "Feels",
    )
    assert list(conduct.untranslated("id")) == ["standard.empathic"]


def test_nothing_is_translated_that_is_not_asked():
    found = problems(FILES | {"page.md": ASKED, "page.id.md": "---\nstandard: {polit: Menyapa}\n---\n"})
    assert [(str(p.position), str(p.instead)) for p in found] == [("page.id.md:2:12", "Did you mean polite?")]
