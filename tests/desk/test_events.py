import json

import pytest

from layan.desk import commands as c
from layan.desk import events as e
from tests.desk.business import a_case, plan


def test_every_event_has_a_name_of_its_own():
    assert e.EVENTS["message_received"] is e.MessageReceived
    assert len(e.EVENTS) == len(e.Event.__subclasses__())
    assert all(e.registry.name_of(kind) == name for name, kind in e.EVENTS.items())


def test_events_go_through_json_with_their_clocks():
    (opened,) = (recorded.event for recorded in a_case().recorded)
    data = json.loads(json.dumps(e.to_data(opened)))
    assert e.from_data("opened", data) == opened
    clock = data["clocks"][0]
    assert (clock["target"], clock["page"], clock["plan"]) == ("first_reply", "email", plan().digest)
    assert clock["due"] == "2026-03-02T06:00:00+00:00"
    assert clock["working"]


def test_a_name_nobody_knows():
    with pytest.raises(KeyError):
        e.from_data("exploded", {})


def test_what_was_said_is_in_no_event():
    desk = a_case(text="a secret")
    desk.hears("mon 09:10", "a secret")
    desk.replies("mon 09:20", "a secret")
    desk.do(c.WriteNote(5, "a secret"))
    assert not any("a secret" in json.dumps(e.to_data(r.event)) for r in desk.recorded)
