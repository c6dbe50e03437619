"""The kinds of pages, one file each: the dataclass of its rules, and `read`, which makes it of fields. A kind
may have `translate`, for what a page in another language says in that language.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol, cast

from layan.plan.reading.fields import Fields


class PageKind(Protocol):
    """What a file in this folder has."""

    def read(self, fields: Fields) -> object:
        """The rules, from the front matter of a page."""


@cache
def kinds() -> Mapping[str, PageKind]:
    """Every kind of page by its name, which is the name of its file."""
    names = sorted(module.name for module in iter_modules(__path__))
    return {name: cast(PageKind, import_module(f"{__name__}.{name}")) for name in names}


def translate(kind: str, rules: Any, language: str, fields: Fields) -> Any:
    """The rules with what a page in another language adds to them, which is nothing for most kinds."""
    adds = getattr(kinds()[kind], "translate", None)
    return adds(rules, language, fields) if adds else rules
