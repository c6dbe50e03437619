"""Signs of life."""

from layan.live import beats
from layan.plan.say import say
from layan.records.trouble import Trouble


def test_a_part_is_as_old_as_its_last_beat(monkeypatch):
    monkeypatch.setattr(beats, "_last", {})
    clock = iter([100.0, 107.5])
    monkeypatch.setattr(beats.time, "monotonic", lambda: next(clock))
    beats.beat("worker")
    assert beats.ages() == {"worker": 7.5}
    beats.still("worker")
    assert beats._last == {}


def test_what_keeps_a_part_from_its_work_is_known_until_it_goes_on():
    why = Trouble(say("The disk is full: nothing new can be kept."))
    beats.fares("worker", why)
    assert beats.failing() == {"worker": why}
    beats.fares("worker", None)
    assert beats.failing() == {}
