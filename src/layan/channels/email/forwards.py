"""Mails inside a mail: attached as files, or pasted below a header block. Outermost first."""

from __future__ import annotations

import re

from . import clean, quote_marks, subjects, tree
from .addresses import normalised
from .addresses import parse as parse_addresses
from .mail import Address, Forwarded
from .tree import Part

MOST = 10
_READ = 200_000
_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:]{1,64}@[^\s<>()\[\]\"',;:]{1,253}")


def attached(carried: list[Part]) -> tuple[Forwarded, ...]:
    """The mail attached as a file, and what that carries in turn."""
    found: list[Forwarded] = []
    parts = carried[:1]
    while parts and len(found) < MOST:
        inner, _ = tree.grow(parts[0].content())
        senders = parse_addresses(inner.headers, "from")
        if senders:
            subject = subjects.shown(inner.headers.text("subject"))
            found.append(Forwarded(senders[0], subject, clean.line(inner.headers.text("date"), 100)))
        parts = [part for part in inner.walk() if part.kind in ("message/rfc822", "message/global")][:1]
    return tuple(found)


def pasted(text: str) -> tuple[Forwarded, ...]:
    """The mails whose header blocks stand in the text, whether marked with > or not."""
    lines = [re.sub(r"^[>\s]+", "", line) for line in text[:_READ].split("\n")]
    found: list[Forwarded] = []
    number = 0
    while number < len(lines) and len(found) < MOST:
        mark = quote_marks.at(lines, number) if quote_marks.label(lines[number]) else None
        if mark is None or not mark.is_block:
            number += 1
            continue
        one = _from_block(lines[number : mark.end])
        found += [one] if one else []
        number = mark.end
    return tuple(found)


def _from_block(lines: list[str]) -> Forwarded | None:
    values: dict[str, str] = {}
    current = ""
    for line in lines:
        labelled = quote_marks.label(line)
        if labelled:
            current = labelled[0]
            values.setdefault(current, labelled[1])
        elif current and line.strip():
            values[current] = f"{values.get(current, '')} {line.strip()}"
    sender = _sender(values.get("from", ""))
    date = values.get("sent") or values.get("date") or ""
    return (
        Forwarded(sender, subjects.shown(values.get("subject", "")), clean.line(date, 100))
        if sender
        else None
    )


def _sender(text: str) -> Address | None:
    address = _ADDRESS.search(text)
    if address is None:
        return None
    name = re.sub(r"[<\[(]\s*(?:mailto:)?\s*$", "", text[: address.start()]).strip(" \"'*<[(")
    name = clean.line(name, 200)
    return Address("" if "@" in name else name, clean.line(normalised(address[0]), 254))
