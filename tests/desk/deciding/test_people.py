from layan.desk import commands as c
from layan.desk import events as e
from tests.desk.business import BUDI, SARI, SYSTEM, a_case


def test_one_takes_it():
    desk = a_case()
    assert desk.do(c.Take()) == (e.Taken(SARI.id, None),)
    assert desk.do(c.Take(), by=BUDI) == (e.Taken(BUDI.id, SARI.id),)
    assert desk.case.assignee == BUDI.id
    assert desk.refused(c.Take(), by=BUDI).code == "already"
    assert desk.refused(c.Take(), by=SYSTEM).code == "nobody"


def test_it_is_assigned_and_let_go():
    desk = a_case()
    assert desk.refused(c.Assign(None)).code == "already"
    desk.do(c.Assign(2))
    assert desk.refused(c.Assign(2)).code == "already"
    desk.do(c.Assign(None))
    assert desk.case.assignee is None


def test_it_is_transferred():
    desk = a_case()
    desk.do(c.Take())
    assert desk.do(c.Transfer("workshop", reason="Parts")) == (
        e.Transferred("workshop", None, "Parts", "care"),
    )
    assert (desk.case.team, desk.case.assignee) == ("workshop", None)
    assert desk.refused(c.Transfer("workshop")).code == "already"
    assert desk.refused(c.Transfer("kitchen")).code == "unknown-team"
    desk.do(c.Transfer("workshop", 4))
    assert desk.case.assignee == 4


def test_a_rule_does_not_move_what_a_person_moved():
    desk = a_case()
    desk.do(c.Transfer("workshop"))
    desk.do(c.SetSituation("refund"))
    assert desk.case.team == "workshop"
