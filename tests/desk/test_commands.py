import json

from layan.desk import commands as c
from tests.desk.business import a_case, usd, when


def test_every_command_has_a_name_of_its_own():
    assert c.COMMANDS["open_case"] is c.OpenCase
    assert c.COMMANDS["miss_clock"] is c.MissClock
    assert len(c.COMMANDS) == len(c.Command.__subclasses__())


def test_commands_go_through_json():
    desk = a_case()
    desk.do(c.MakeOffer("refund", usd(5)))
    for command in (
        c.Take(),
        c.OpenCase("email", 1, "Hello", when("mon 09:00"), priority="high"),
        c.MakeOffer("refund", usd(5), given=desk.case.offers),
        c.Snooze(when("tue 10:00")),
        c.TakeIn.of(7, desk.case),
    ):
        data = json.loads(json.dumps(c.to_data(command)))
        assert c.from_data(c.name_of(command), data) == command


def test_a_case_brings_its_promises_offers_and_talks():
    desk = a_case()
    desk.do(c.MakeOffer("refund", usd(5)))
    desk.do(c.OpenSide(3, "parts@example.com"))
    brought = c.TakeIn.of(7, desk.case)
    assert (brought.other, brought.status, brought.clocks) == (7, "open", desk.case.clocks)
    assert (brought.offers, brought.sides) == (desk.case.offers, desk.case.sides)
