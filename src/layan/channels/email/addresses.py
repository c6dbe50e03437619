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
_TOKEN = re.compile(  # every repetition is bounded: a hostile header must not cost more than its length
    rb'(?P<quoted>"(?:[^"\\]|\\.){0,300}")|(?P<angle><[^<>]{0,600}>)|(?P<comment>\((?:[^()\\]|\\.){0,300}\))'
    rb'|(?P<mark>[,;:])|(?P<word>[^",;:<(]+)|(?P<other>.)',
    re.DOTALL,
)
_ANYWHERE = re.compile(r"[^\s<>\"'(),;:\[\]@]{1,200}@[^\s<>\"'(),;:\[\]@]{1,253}")
_VALID = re.compile(
    r"(?:\"[^\"@]{1,200}\"|[^\s<>\"(),;:\[\]\\@]{1,200})@(?:[^\s<>\"'(),;:\[\]@]{1,253}|\[[\w.:]{1,60}\])"
)
_COMMENT = re.compile(r"\((?:[^()\\]|\\.){0,300}\)")
_LONGEST_HEADER = 50_000
_LONGEST_BOX = 2_000
_OBFUSCATED = re.compile(r"^(?:mailto|smtp):", re.IGNORECASE)


def parse(headers: Headers, name: str) -> tuple[Address, ...]:
    """Every mailbox with an address in the headers called `name`, groups opened, at most `MOST`."""
    found: list[Address] = []
    for raw in headers.all_raw(name):
        found += _mailboxes(raw[:_LONGEST_HEADER], headers.charset, headers.turkish)
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


def key(address: str) -> str:
    """The form in which addresses are compared and stored; equals `Address.key` of the same address."""
    return normalised(address).casefold()


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
            words.append(_unescaped(token[0]) if token["quoted"] and angle is None else token[0])
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
    found = _plain(address) or _plain(name)
    if not found:
        return None
    if not name and comments:
        name = _unquoted(header_text(b" ".join(comments), charset, turkish))
    name = line(name, LONGEST_NAME).strip(" ,<>")
    address = line(normalised(found), LONGEST)
    return Address("" if name.casefold() == address.casefold() else name, address)


def _plain(text: str) -> str:
    """The one address in what stands where an address should, or empty."""
    text = _OBFUSCATED.sub("", _COMMENT.sub("", text[-_LONGEST_BOX:]).strip().strip("'<>[]"))
    if text.startswith("@") and ":" in text:  # an RFC 822 route
        text = text.rpartition(":")[2]
    text = re.sub(r"\s*([.@])\s*", r"\1", text)
    if _VALID.fullmatch(text):
        return text
    inner = _ANYWHERE.search(text)
    return inner[0] if inner else ""


def _unescaped(quoted: bytes) -> bytes:
    """A quoted string without its quotes and backslashes."""
    return re.sub(rb"\\(.)", rb"\1", quoted[1:-1])


def _unquoted(text: str) -> str:
    """A display name without quotes around the whole of it."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    return text.strip()
