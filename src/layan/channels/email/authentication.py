"""What the mail server that took a mail in says of its sender: SPF, DKIM and DMARC, from its Authentication-Results.

Anybody can write such a header (RFC 8601); only that of the server named in the settings counts, and of those the
topmost. What stands below the next Received line came with the mail.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Final

from layan.records.models import IncomingMail

from . import headers

METHODS: Final = ("spf", "dkim", "dmarc")
WITHOUT_NAME: Final = "-"
"""Stands in the settings for a server that writes its results without its name."""
_PASSED: Final = frozenset({"pass"})
_FAILED: Final = frozenset({"fail", "hardfail", "softfail"})
_LONGEST: Final = 20_000
_RESULT: Final = re.compile(r"\s*([A-Za-z][A-Za-z0-9_-]*)\s*(?:/\s*\d+\s*)?=\s*([A-Za-z]+)")
_NAME: Final = re.compile(r'\s*(?:"([^"]{1,254})"|([^\s;="]{1,254}))\s*(?:\d+\s*)?$')


def trusted(row: IncomingMail) -> str:
    """Whose word counts for a mail: of its mailbox, or of the installation for what a mail server brings us."""
    if row.mailbox is not None:
        return row.mailbox.authserv_id
    return os.environ.get("LAYAN_AUTHSERV_ID", "").strip()


def checks(raw: bytes, authserv_id: str) -> dict[str, str]:
    """`passed`, `failed` or `unknown` by method; nothing when nobody's word is trusted."""
    if not authserv_id:
        return {}
    found: dict[str, str] = {}
    for results in _by(raw, authserv_id):
        for method, result in results:
            if method in METHODS and found.get(method) != "passed":
                better = method == "dkim" or method not in found  # one signature that holds is enough
                found[method] = _verdict(result) if better else found[method]
    return {method: found.get(method, "unknown") for method in METHODS}


def names(raw: bytes) -> str:
    """Under which name the topmost header of this kind was written; empty when there is none."""
    head, _ = headers.split(raw)
    value = head.raw("authentication-results")
    return (_read(value)[0] or WITHOUT_NAME) if value else ""


def _by(raw: bytes, authserv_id: str) -> list[list[tuple[str, str]]]:
    """The results of each header under that name, topmost first, down to the next Received line."""
    head, _ = headers.split(raw)
    wanted = "" if authserv_id == WITHOUT_NAME else authserv_id.casefold()
    found: list[list[tuple[str, str]]] = []
    for name, value in head:
        if name == "received" and found:
            break
        if name == "authentication-results":
            author, results = _read(value)
            if author.casefold() == wanted:
                found.append(results)
    return found


def _read(value: bytes) -> tuple[str, list[tuple[str, str]]]:
    """(name, results) of one header; an empty name when it begins with a result."""
    first, *rest = _parts(value[:_LONGEST].decode("utf-8", "replace"))
    name = _NAME.match(first)
    parts = rest if name else [first, *rest]
    results = [(m[1].lower(), m[2].lower()) for part in parts if (m := _RESULT.match(part))]
    return ((name[1] or name[2]) if name else ""), results


def _parts(text: str) -> list[str]:
    """`text` at its semicolons, without comments; those in quotes stay."""
    parts, depth, quoted, escaped = [""], 0, False, False
    for character in text:
        if escaped:
            escaped = False
        elif character == "\\" and (quoted or depth):
            escaped = True
            continue
        elif character == '"' and not depth:
            quoted = not quoted
        elif character in "()" and not quoted:
            depth = max(0, depth + (1 if character == "(" else -1))
            continue
        elif character == ";" and not quoted and not depth:
            parts.append("")
            continue
        if not depth:
            parts[-1] += character
    return parts


def _verdict(result: str) -> str:
    return "passed" if result in _PASSED else "failed" if result in _FAILED else "unknown"


def forged(found: Mapping[str, str]) -> bool:
    """Whether the sender's own domain disowns the mail."""
    return found.get("dmarc") == "failed"
