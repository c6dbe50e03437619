"""Signs of life of the parts of this process, for those who ask how it is."""

import time

_last: dict[str, float] = {}


def beat(part: str) -> None:
    """`part` is alive at this moment."""
    _last[part] = time.monotonic()


def still(part: str) -> None:
    """`part` has been stopped; nobody waits for its next beat."""
    _last.pop(part, None)


def ages() -> dict[str, float]:
    """Seconds since the last beat of each part that runs in this process."""
    now = time.monotonic()
    return {part: now - at for part, at in _last.items()}
