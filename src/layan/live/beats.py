"""Signs of life of the parts of this process, for those who ask how it is."""

import time

from layan.records.trouble import Trouble

_last: dict[str, float] = {}
_failing: dict[str, Trouble] = {}


def beat(part: str) -> None:
    """`part` is alive at this moment."""
    _last[part] = time.monotonic()


def still(part: str) -> None:
    """`part` has been stopped; nobody waits for its next beat."""
    _last.pop(part, None)
    _failing.pop(part, None)


def fares(part: str, trouble: Trouble | None) -> None:
    """What keeps `part` from its work, as of its last round."""
    if trouble:
        _failing[part] = trouble
    else:
        _failing.pop(part, None)


def failing() -> dict[str, Trouble]:
    """What keeps parts of this process from their work, by part."""
    return dict(_failing)


def ages() -> dict[str, float]:
    """Seconds since the last beat of each part that runs in this process."""
    now = time.monotonic()
    return {part: now - at for part, at in _last.items()}
