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
