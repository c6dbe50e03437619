"""A mail as a tree of parts that point into its bytes.

Written for speed and bounds: boundaries are searched, lines are not walked, nothing is copied before it is
needed, and neither depth nor number of parts can run away (docs/decisions/0007-reading-mail.md has the trial).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import headers as header_block
from . import parameters
from .headers import Headers
from .transfer import decoded

DEEPEST = 30
MOST_PARTS = 2_000
_DELIMITED = re.compile(rb"(--)?[ \t]*(?:\r?\n|\r?\Z)")
_GUESS = re.compile(rb"(?:^|\n)--(?=[^\r\n]*\w)([^\s][^\r\n]{4,200}?)[ \t]*\r?\n")
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,120}")


@dataclass(slots=True)
class Part:
    """One part: `kind` is its content type, `start`:`end` its body in `raw`."""

    raw: bytes
    headers: Headers
    start: int
    end: int
    kind: str
    params: dict[str, str]
    disposition: str
    disposition_params: dict[str, str]
    parent: str = ""
    children: list[Part] = field(default_factory=list)

    @property
    def body(self) -> bytes:
        """The body as it stands in the mail."""
        return self.raw[self.start : self.end]

    def content(self) -> bytes:
        """The body without its transfer encoding."""
        return decoded(self.body, self.headers.ascii("content-transfer-encoding"))

    @property
    def filename(self) -> str:
        """The name given to the part, raw and unsafe."""
        named = self.disposition_params.get("filename") or self.params.get("name")
        location = "" if named else self.headers.text("content-location").strip()
        return named or ("" if ":" in location else location)

    def walk(self) -> Iterator[Part]:
        """This part and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def first(self, *kinds: str) -> Part | None:
        """The first part of one of these kinds."""
        return next((part for part in self.walk() if part.kind in kinds), None)


class Grower:
    """Grows the tree of one mail and counts what it costs."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.parts = 0
        self.truncated = False

    def grow(self, start: int, end: int, depth: int = 0, parent: str = "") -> Part:
        """The part whose headers begin at `start`."""
        self.parts += 1
        headers, body = header_block.split(self.raw, start, end)
        kind, params = parameters.parse(headers, "content-type")
        disposition, disposition_params = parameters.parse(headers, "content-disposition")
        if not _TYPE.fullmatch(kind):
            kind = "message/rfc822" if parent == "multipart/digest" and not kind else "text/plain"
        part = Part(self.raw, headers, body, end, kind, params, disposition, disposition_params, parent)
        if kind.startswith("multipart/"):
            self._branch(part, depth)
        return part

    def _branch(self, part: Part, depth: int) -> None:
        boundary = part.params.get("boundary", "").rstrip().encode("utf-8", "replace")
        spans = self._spans(part, boundary) if boundary else []
        if not spans:  # no boundary named, or another than is used
            guess = _GUESS.search(self.raw, max(part.start - 1, 0), part.end)
            spans = self._spans(part, guess[1]) if guess else []
        if not spans:
            part.kind = "text/plain"
            return
        if depth >= DEEPEST:
            part.kind, self.truncated = "application/octet-stream", True
            return
        for start, end in spans:
            if self.parts >= MOST_PARTS:
                self.truncated = True
                return
            part.children.append(self.grow(start, end, depth + 1, part.kind))

    def _spans(self, part: Part, boundary: bytes) -> list[tuple[int, int]]:
        """Where the parts between the delimiter lines lie."""
        raw, end = self.raw, part.end
        delimiter = b"--" + boundary
        spans: list[tuple[int, int]] = []
        opened: int | None = None
        at = raw.find(delimiter, part.start, end)
        while at >= 0:
            found = _DELIMITED.match(raw, at + len(delimiter), end)
            if not found or (at != part.start and raw[at - 1] != 10):
                at = raw.find(delimiter, at + 1, end)
                continue
            if opened is not None:
                spans.append((opened, max(opened, _before_line_end(raw, at, opened))))
            opened = None if found[1] else found.end()
            if found[1] or len(spans) > MOST_PARTS:
                break
            at = raw.find(delimiter, found.end(), end)
        if opened is not None and opened < end:
            spans.append((opened, end))
        return spans


def _before_line_end(raw: bytes, at: int, floor: int) -> int:
    """`at` without the line end that belongs to the delimiter."""
    if at > floor and raw[at - 1] == 10:
        at -= 1
    if at > floor and raw[at - 1] == 13:
        at -= 1
    return at


def grow(raw: bytes) -> tuple[Part, bool]:
    """The tree of a whole mail, and whether something was too deep or too much to be taken apart."""
    grower = Grower(raw)
    root = grower.grow(0, len(raw))
    return root, grower.truncated
