"""Text made harmless to show on a line or in a page: no NUL, no controls, no direction overrides."""

from __future__ import annotations

import re

# Direction overrides and isolates, invisible separators, the byte order mark, interlinear marks, tags.
_UNSEEN = "\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u2028\u2029\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_LINE = re.compile(rf"[{_UNSEEN}{_CONTROLS}\ud800-\udfff]+")
_SPACES = re.compile(r"[\s\u00a0\u3000]+")
_TEXT = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb" + _CONTROLS + "\ud800-\udfff]+")
_MANY_BLANKS = re.compile(r"\n(?:[ \t\u00a0]*\n){3,}")


def line(text: str, longest: int) -> str:
    """One line without anything unseen, at most `longest` characters, cut with an ellipsis."""
    if not (text.isascii() and text.isprintable()):
        text = _LINE.sub("", _SPACES.sub(" ", text))
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def paragraphs(text: str) -> str:
    """Text with \\n line ends and nothing unseen but what scripts need (joiners, direction marks)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    if not text.isascii() or _TEXT.search(text):
        text = _TEXT.sub("", text)
    return _MANY_BLANKS.sub("\n\n\n", text)
