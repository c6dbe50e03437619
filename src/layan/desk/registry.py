"""Classes known by a name that is stored: `MessageReceived` is `message_received`."""

import re
from typing import Any

from layan.desk import codec

_HUMP = re.compile(r"(?<!^)(?=[A-Z])")


def named[T](root: type[T]) -> dict[str, type[T]]:
    """Every direct subclass of `root` by its stored name, in the order in which they are written."""
    return {name_of(kind): kind for kind in root.__subclasses__()}


def name_of(kind: type) -> str:
    return _HUMP.sub("_", kind.__name__).lower()


def read[T](kinds: dict[str, type[T]], name: str, data: dict[str, Any]) -> T:
    """The thing of that name; KeyError for a name nobody knows."""
    return codec.from_data(kinds[name], data)
