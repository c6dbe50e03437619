"""format=flowed (RFC 3676): soft line breaks joined, quote marks kept."""

from __future__ import annotations


def unflowed(text: str, delsp: bool) -> str:
    """`text` with its paragraphs on one line each; `delsp`: the soft space is not part of the text."""
    paragraphs: list[list[str]] = []
    open_depth: int | None = None  # quote depth of a paragraph that goes on
    for raw in text.split("\n"):
        depth = len(raw) - len(raw.lstrip(">"))
        line = raw[depth:]
        line = line[1:] if line.startswith(" ") else line  # space stuffing
        soft = line.endswith(" ") and line != "-- "
        kept = line[:-1] if soft and delsp else line
        if open_depth == depth and line != "-- ":
            paragraphs[-1].append(kept)
        else:
            paragraphs.append([">" * depth + (" " if depth and kept else ""), kept])
        open_depth = depth if soft else None
    lines = ("".join(pieces) for pieces in paragraphs)
    return "\n".join(line if line == "-- " else line.rstrip() for line in lines)
