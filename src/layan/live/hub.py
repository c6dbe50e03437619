"""The waking of those who wait in this process: open streams and background workers."""

from collections.abc import Callable

_waiters: list[Callable[[], object]] = []


def on_wake(call: Callable[[], object]) -> Callable[[], None]:
    """`call` (quick, from any thread) at every wake; returns what takes it off again."""
    _waiters.append(call)
    return lambda: _waiters.remove(call) if call in _waiters else None


def wake() -> None:
    """Something was committed that others may wait for. Those in other processes look by themselves."""
    for call in tuple(_waiters):
        call()
