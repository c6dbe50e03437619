"""The waking of those who wait in this process: open streams and background workers; and the newest event told here."""

from collections.abc import Callable

_waiters: list[Callable[[], object]] = []
_newest: int | None = None


def on_wake(call: Callable[[], object]) -> Callable[[], None]:
    """`call` (quick, from any thread) at every wake; returns what takes it off again."""
    _waiters.append(call)
    return lambda: _waiters.remove(call) if call in _waiters else None


def wake() -> None:
    """Something was committed that others may wait for. Those in other processes look by themselves."""
    for call in tuple(_waiters):
        call()


def told(newest: int | None) -> None:
    """Everything up to this event has been told to the streams of this process; None: there are none any more."""
    global _newest
    _newest = newest


def newest() -> int | None:
    """The event a page that is made now need not be told again; None where no stream is served."""
    return _newest
