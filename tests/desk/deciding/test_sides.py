from layan.desk import commands as c
from tests.desk.business import a_case, when


def test_a_talk_with_somebody_else():
    desk = a_case()
    desk.do(c.OpenSide(3, "parts@example.com"), "mon 09:10")
    before = desk.case.clocks
    desk.do(c.SendSideMessage(3, 10, "Do you have this part?"), "mon 09:20")
    assert desk.case.side(3).awaited
    desk.do(c.ReceiveSideMessage(3, 11, automatic=True), "mon 09:21")
    assert desk.case.side(3).awaited
    desk.do(c.ReceiveSideMessage(3, 12), "mon 09:30")
    side = desk.case.side(3)
    assert (side.awaited, side.opened_at, side.last_at) == (False, when("mon 09:10"), when("mon 09:30"))
    assert desk.case.clocks == before
    assert desk.case.last_reply_at is None


def test_a_talk_there_is_not():
    desk = a_case()
    desk.do(c.OpenSide(3, "parts@example.com"))
    assert desk.refused(c.OpenSide(3, "parts@example.com")).code == "already"
    assert desk.refused(c.OpenSide(4, " ")).code == "empty"
    assert desk.refused(c.SendSideMessage(4, 1, "Hello")).code == "unknown-side"
    assert desk.refused(c.ReceiveSideMessage(4, 1)).code == "unknown-side"
    assert desk.refused(c.SendSideMessage(3, 1, " ")).code == "empty"


def test_steps_are_ticked_and_unticked():
    desk = a_case()
    desk.do(c.TickStep("complaint", 0))
    desk.do(c.TickStep("complaint", 2))
    assert desk.case.steps_done == {"complaint:0", "complaint:2"}
    assert desk.do(c.TickStep("complaint", 2)) == ()
    desk.do(c.TickStep("complaint", 0, done=False))
    assert desk.case.steps_done == {"complaint:2"}
    assert desk.refused(c.TickStep("complaint", 3)).page == "complaint"
    assert desk.refused(c.TickStep("dance", 0)).code == "unknown-procedure"
