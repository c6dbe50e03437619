"""Address headers: names, groups, comments, routes, and whatever else programs write there."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress

from .clean import line
from .encoded_words import header_text
from .headers import Headers
from .mail import Address

MOST = 500
LONGEST = 254
LONGEST_NAME = 200
_TOKEN = re.compile(
    rb'(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<angle><[^<>]{0,600}>)|(?P<comment>\([^()]*\))|(?P<mark>[,;:])'
    rb'|(?P<word>[^",;:<(]+)|(?P<other>.)',
    re.DOTALL,
)
_ANYWHERE = re.compile(r"[^\s<>\"'(),;:\[\]]+@[^\s<>\"'(),;:\[\]]+")
_OBFUSCATED = re.compile(r"^(?:mailto|smtp):", re.IGNORECASE)


def parse(headers: Headers, name: str) -> tuple[Address, ...]:
    """Every mailbox with an address in the headers called `name`, groups opened, at most `MOST`."""
    found: list[Address] = []
    for raw in headers.all_raw(name):
        found += _mailboxes(raw[:200_000], headers.charset, headers.turkish)
        if len(found) > MOST:
            break
    return tuple(dict.fromkeys(found[:MOST]))


def normalised(address: str) -> str:
    """An address with its domain in lower-case Unicode and no dot at the end; not checked for being one."""
    local, at, domain = address.strip().rpartition("@")
    domain = domain.rstrip(".").lower()
    if "xn--" in domain:
        with suppress(UnicodeError, ValueError):
            domain = domain.encode("ascii").decode("idna")
    return unicodedata.normalize("NFC", f"{local}{at}{domain}")[:LONGEST]


def _mailboxes(raw: bytes, charset: str | None, turkish: bool) -> list[Address]:
    found: list[Address] = []
    words: list[bytes] = []
    comments: list[bytes] = []
    angle: bytes | None = None

    def finish() -> None:
        nonlocal angle
        address = _mailbox(words, comments, angle, charset, turkish)
        if address is not None:
            found.append(address)
        words.clear()
        comments.clear()
        angle = None

    for token in _TOKEN.finditer(raw):
        if token["mark"] == b":" and angle is None and not any(b"@" in w for w in words):
            words.clear()  # the name of a group
        elif token["mark"] in (b",", b";"):
            if not (token["mark"] == b"," and angle is None and _name_only(words)):
                finish()
            else:
                words.append(b", ")  # "Surname, Given <a@b>" without quotes
        elif token["angle"] is not None:
            if angle is not None:
                finish()
            angle = token["angle"][1:-1]
        elif token["comment"] is not None:
            comments.append(token["comment"][1:-1])
        else:
            words.append(token[0])
        if len(found) > MOST:
            return found
    finish()
    return found


def _name_only(words: list[bytes]) -> bool:
    return bool(words) and not any(b"@" in word for word in words) and bool(b"".join(words).strip())


def _mailbox(
    words: list[bytes], comments: list[bytes], angle: bytes | None, charset: str | None, turkish: bool
) -> Address | None:
    name = _unquoted(header_text(b"".join(words), charset, turkish))
    if angle is None:
        address = header_text(b"".join(words), charset, turkish).strip().strip("'\"")
        name = ""
    else:
        address = header_text(angle, charset, turkish).strip()
        if "@" not in address and "@" in name:
            address, name = name, ""
    address = _OBFUSCATED.sub("", re.sub(r"\s+", "", address).strip("'\"<>[]"))
    if address.startswith("@") and ":" in address:  # an RFC 822 route
        address = address.rpartition(":")[2]
    if address.count("@") != 1 and '"' not in address:
        inner = _ANYWHERE.search(address) or _ANYWHERE.search(name)
        address = inner[0] if inner else address
    if "@" not in address[1:-1]:
        return None
    if not name and comments:
        name = _unquoted(header_text(b" ".join(comments), charset, turkish))
    name = line(name, LONGEST_NAME).strip(" ,")
    address = line(normalised(address), LONGEST)
    return Address("" if name.casefold() == address.casefold() else name, address)


def _unquoted(text: str) -> str:
    """A display name without the quotes and backslashes around and in it."""
    text = text.strip()
    if '"' in text:
        text = re.sub(r"\\(.)", r"\1", text.replace('\\"', "\0").replace('"', "").replace("\0", '"'))
    if len(text) > 1 and text[0] == text[-1] == "'":
        text = text[1:-1]
    return text.strip()
