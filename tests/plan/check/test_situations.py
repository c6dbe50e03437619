"""Situations nothing speaks to, or that nothing recognises."""

from layan.plan.check import check
from layan.plan.plan import Plan
from tests.plan import kept_plan
from tests.plan.kept_plan import REFUND, REFUNDS, codes, found


def test_a_situation_nothing_speaks_to():
    assert [c for _, _, c, _ in found(**{REFUNDS: ("situations: [refund]\n", "")})] == []
    other = kept_plan.FILES[REFUND].replace("name: Refund", "name: Late")
    files = kept_plan.FILES | {"situations/late.md": other, "situations/late.id.md": "---\n---\nIsi."}
    problems = [(p.position.file, p.position.line, p.code) for p in check(Plan.read(files))]
    assert problems == [("situations/late.md", 3, "unanswered-situation")]


def test_a_situation_has_words_in_every_language():
    assert found(**{REFUND: ("  id: [uang kembali]\n", "")}) == [
        (REFUND, 4, "missing-words", "There are no words for this situation in Indonesian.")
    ]
    assert codes(**{REFUND: ("words:\n  en: [refund, money back]\n  id: [uang kembali]\n", "")}) == [
        "missing-words",
        "missing-words",
    ]
