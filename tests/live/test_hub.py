"""Who waits in this process is woken."""

from layan.live import hub


def test_woken_until_taken_off():
    heard = []
    off = hub.on_wake(lambda: heard.append("woken"))
    hub.wake()
    off()
    off()
    hub.wake()
    assert heard == ["woken"]


def test_no_stream_no_newest():
    assert hub.newest() is None
    hub.told(7)
    assert hub.newest() == 7
    hub.told(None)
