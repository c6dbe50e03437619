"""HTML mail as text that can be read, searched and quoted: paragraphs, lists, cells, and nothing else."""

from __future__ import annotations

import re
from html import unescape

from . import clean
from .markup import LARGEST, Tag, tags, whole

_APART_NAMES = "p h1 h2 h3 h4 h5 h6 blockquote ul ol dl table pre hr fieldset figure address li"
_APART = frozenset(_APART_NAMES.split())
_BLOCK_NAMES = "div tr dt dd section article header footer main aside nav form center body html caption"
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_TIGHT = re.compile(
    r"MsoNormal|margin\s*:\s*0(?![.\d]*[1-9])", re.IGNORECASE
)  # a paragraph without space around
_INVISIBLE = re.compile("[\u034f\u00ad\u200b\u200c\ufeff]{2,}")
_SPACES = re.compile(r"[ \t\r\n\f\u200b\ufeff]+")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_LONGEST_ALT = 12


def of_html(html: str) -> str:
    """The text of an HTML document, at most what stands in its first `markup.LARGEST` characters."""
    page = _Page()
    html = html.replace("\0", "")
    position = 0
    for tag in tags(html):
        if tag.start < position:
            continue
        page.text(html[position : tag.start])
        position = tag.end
        if not tag.closing and tag.attrs and _HIDDEN.search(tag.attrs) and tag.name != "body":
            position = whole(html, tag)
        else:
            page.tag(tag)
    page.text(html[position:LARGEST])
    return tidy("".join(page.out))


def tidy(text: str) -> str:
    """Text without the spaces and blank lines that layout leaves behind."""
    text = _INVISIBLE.sub("", clean.paragraphs(text))
    text = text.replace("\u00a0", " ")
    return "\n".join(line.rstrip(" \t") for line in text.split("\n")).strip("\n").rstrip()


class _Page:
    """Text being set: what is due before the next word, and which lists are open."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.open = False  # something stands on the line
        self.ends = 0  # line ends due
        self.apart = False  # a blank line is due
        self.space = False
        self.pre = 0
        self.lists: list[int] = []  # the number reached, -1 where there are none

    def text(self, raw: str) -> None:
        """A run of text between two tags."""
        text = unescape(raw) if "&" in raw else raw
        if not text:
            return
        if self.pre:
            self._begin()
            self.out.append(text)
            return
        if not text.isspace():
            text = _SPACES.sub(" ", text)
            self.space |= text[0] == " "
            self._begin()
            self.out.append(text.strip(" "))
            self.space = text[-1] == " "
        elif "\u00a0" in text and not self.open:
            self.open = True  # an empty line, as Word and others write it
        else:
            self.space = True

    def _begin(self) -> None:
        if self.ends:
            if self.out:
                self.out.append("\n" * max(self.ends, 2 if self.apart else 1))
        elif self.space and self.open:
            self.out.append(" ")
        self.ends, self.apart, self.space, self.open = 0, False, False, True

    def tag(self, tag: Tag) -> None:
        """What a tag does to the text around it."""
        name = tag.name
        if name == "br":
            self.ends += 1
            self.open = self.space = False
        elif name in _APART:
            self._block(name, tag)
        elif name in _BLOCKS:
            self._line()
        elif name == "td" or name == "th":
            self.space = True
        elif name == "img" and (alt := tag.get("alt")) and len(alt) <= _LONGEST_ALT and not alt.isascii():
            self.text(alt)  # a smiley drawn as a picture

    def _line(self) -> None:
        if self.open:
            self.ends += 1
            self.open = self.space = False

    def _block(self, name: str, tag: Tag) -> None:
        self._line()
        if name == "li":
            if not tag.closing:
                self._item()
            return
        if name in ("ul", "ol"):
            nested = bool(self.lists) if not tag.closing else len(self.lists) > 1
            self.lists = self.lists[:-1] if tag.closing else [*self.lists, 0 if name == "ol" else -1][:20]
            self.apart |= not nested
        else:
            self.apart |= not (name == "p" and _TIGHT.search(tag.attrs))
            self.pre = max(self.pre + (-1 if tag.closing else 1), 0) if name == "pre" else self.pre

    def _item(self) -> None:
        self._begin()
        mark = "-"
        if self.lists and self.lists[-1] >= 0:
            self.lists[-1] += 1
            mark = f"{self.lists[-1]}."
        self.out.append("  " * max(len(self.lists) - 1, 0) + mark + " ")
        self.open = False  # a block inside an item begins on the item's line
