"""Everything that `check` finds, by file and line."""

from layan.plan.check import check
from tests.plan import kept_plan
from tests.plan.kept_plan import BUSINESS, EMAIL, PHONE, REFUND, REFUNDING, REFUNDS, found


def test_nothing_is_found_in_a_kept_plan():
    assert found() == []


def test_findings_come_by_file_and_line():
    places = [
        (file, line)
        for file, line, _, _ in found(
            **{
                PHONE: ("owner: head-of-care\n", ""),
                BUSINESS: ("review: 12 months\n", ""),
                EMAIL: ("owner: head-of-care\nreview: 12 months\n", ""),
            }
        )
    ]
    assert places == sorted(places)
    assert len(places) == 4


def test_every_finding_says_what_to_write_instead():
    changes = {
        EMAIL: ("daily: 07:00-21:00", "mon-thu: 07:00-21:00"),
        REFUND: ("words:\n  en: [refund, money back]\n  id: [uang kembali]\n", ""),
        REFUNDING: (', id: "Boleh saya minta nomornya?"', ""),
        REFUNDS: ("  - {offer: goodwill, by: manager}\n", ""),
        "conduct.md": ("owner: head-of-care\nreview: 12 months\n", ""),
        "conduct.id.md": None,
    }
    problems = check(kept_plan.plan(**changes))
    assert len(problems) == 11
    assert all(problem.instead for problem in problems)
