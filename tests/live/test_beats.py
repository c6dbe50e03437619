"""Signs of life."""

from layan.live import beats


def test_a_part_is_as_old_as_its_last_beat(monkeypatch):
    monkeypatch.setattr(beats, "_last", {})
    clock = iter([100.0, 107.5])
    monkeypatch.setattr(beats.time, "monotonic", lambda: next(clock))
    beats.beat("worker")
    assert beats.ages() == {"worker": 7.5}
    beats.still("worker")
    assert beats._last == {}
