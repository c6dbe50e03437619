"""HTML as a run of tags and text with their places: no tree, no repair, linear in the length of anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import NamedTuple

LARGEST = 5_000_000
_LONGEST_ATTRIBUTES = 20_000
_TAG = re.compile(
    r"""<!--(?:(?!-->).)*+(?:-->)?|<(/?)([a-zA-Z][^\s<>/]*+)"""
    r"""((?>[^<>"']++|"[^"]*+"|'[^']*+')*+)>|<[!?/a-zA-Z][^<>]*+>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]{1,60})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_UNSHOWN = frozenset({"style", "script", "title", "xml", "template", "object", "svg", "math", "noframes"})
_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr bgsound"
VOID = frozenset(_VOID_NAMES.split())


class Tag(NamedTuple):
    """An opening or closing tag. `start`:`end` is where it stands."""

    name: str
    closing: bool
    attrs: str
    start: int
    end: int

    def get(self, attribute: str) -> str:
        """The value of an attribute, unescaped, else empty."""
        if attribute not in self.attrs[:_LONGEST_ATTRIBUTES].lower():
            return ""
        for name, *values in _ATTRIBUTE.findall(self.attrs[:_LONGEST_ATTRIBUTES]):
            if name.lower() == attribute:
                return unescape("".join(values))
        return ""


def tags(html: str, start: int = 0) -> Iterator[Tag]:
    """Every tag in order. Comments, declarations, styles and scripts come as one tag called `unshown`."""
    end = min(len(html), LARGEST)
    position = start
    for found in _TAG.finditer(html, start, end):
        slash, name, attrs = found.groups()
        if found.start() < position:
            continue
        if name is None:
            yield Tag("unshown", False, "", found.start(), found.end())
            continue
        if not name.islower():
            name = name.lower()
        if name not in _UNSHOWN:
            yield Tag(name, bool(slash), attrs, found.start(), found.end())
        elif not slash and not attrs.endswith("/"):
            position = _after(html, name, found.end(), end)
            yield Tag("unshown", False, "", found.start(), position)


def whole(html: str, opening: Tag) -> int:
    """Where the element that `opening` opens ends: behind its closing tag, or at the end of the document."""
    if opening.name in VOID:
        return opening.end
    depth = 1
    for found in _same(opening.name).finditer(html, opening.end):
        depth += -1 if found[1] else 1
        if depth == 0:
            close = html.find(">", found.end())
            return close + 1 if close != -1 else len(html)
    return len(html)


@lru_cache(maxsize=64)
def _same(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){re.escape(name)}(?=[\s/>])", re.IGNORECASE)


def _after(html: str, name: str, position: int, end: int) -> int:
    close = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(html, position, end)
    return close.end() if close else end
