import json

from layan.desk import case
from layan.desk import commands as c
from tests.desk.business import SARI, a_case, usd, when


def test_a_case_goes_through_json():
    desk = a_case()
    desk.replies("mon 09:30")
    desk.do(c.AskApproval("refund", usd(300), "Twice broken"))
    desk.do(c.OpenSide(3, "parts@example.com"))
    desk.do(c.TickStep("complaint", 1))
    desk.do(c.Snooze(when("tue 09:00")))
    assert case.from_data(json.loads(json.dumps(case.to_data(desk.case)))) == desk.case


def test_a_merged_case_goes_through_json():
    desk = a_case()
    desk.do(c.MergeInto(1, 2))
    assert case.from_data(json.loads(json.dumps(case.to_data(desk.case)))) == desk.case


def test_what_a_case_is_asked():
    desk = a_case()
    assert desk.case.unanswered
    desk.replies("mon 09:30")
    assert not desk.case.unanswered
    desk.do(c.AskApproval("refund", usd(300)))
    assert desk.case.pending == (desk.case.approval(1),)
    assert desk.case.pending[0].asked_by == SARI.id
    assert desk.case.approval(2) is None
    assert desk.case.side(1) is None
    assert desk.case.clock("hold") is None
