"""Header lines as they are written: encoded where they must be, folded, and never more than one line of meaning."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence

from . import clean
from .mail import Address

WIDTH = 76
_WORD_BYTES = 36  # of UTF-8 in one encoded word, so that it fits on the line of the header's name
_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_TOKEN = re.compile(r"[A-Za-z0-9!#$&^_.+-]+")
_ID = re.compile(r"[!-;=?-~]{1,900}")


def unstructured(name: str, value: str) -> str:
    """A header for people, such as Subject. Line ends and what cannot be seen are taken out of `value`."""
    value = clean.line(value, 2_000)
    words = value.split(" ") if value.isascii() and "=?" not in value else _encoded(value)
    return _folded(name, words)


def addresses(name: str, boxes: Sequence[Address]) -> str:
    """An address header."""
    written = [_mailbox(box) for box in boxes]
    return _folded(name, [word for box in _comma_separated(written) for word in box])


def ids(name: str, values: Iterable[str]) -> str:
    """A header of Message-IDs given without brackets; what is none is left out. An id is never broken.

    Empty when no id is left.
    """
    written = [f"<{value}>" for value in values if _ID.fullmatch(value)]
    return _folded(name, written) if written else ""


def plain(name: str, value: str) -> str:
    """A header for machines: ASCII, one line."""
    return f"{name}: {re.sub(r'[^ -~]', '', value)}"


def parameters(name: str, value: str, pairs: Sequence[tuple[str, str]]) -> str:
    """`name: value; key=...` with RFC 2231 where a value is not ASCII."""
    return ";\r\n ".join([f"{name}: {value}", *(_parameter(key, text) for key, text in pairs)])


def wire_address(address: str) -> str:
    """An address as SMTP servers without SMTPUTF8 take it: its domain in ASCII, where that is enough."""
    local, at, domain = re.sub(r"[\s<>,;\x00-\x1f\x7f]", "", address).rpartition("@")
    if domain.isascii():
        return f"{local}{at}{domain}"
    try:
        return f"{local}{at}{domain.encode('idna').decode('ascii')}"
    except (UnicodeError, ValueError):
        return f"{local}{at}{domain}"


def _mailbox(box: Address) -> list[str]:
    """The words of one mailbox; the last is its address."""
    address = wire_address(box.address)
    name = clean.line(box.name, 200)
    if not name:
        return [address]
    if not name.isascii() or "=?" in name:
        words = _encoded(name)
    elif _ATOM.fullmatch(name):
        words = name.split(" ")
    else:
        words = ['"' + re.sub(r'(["\\])', r"\\\1", name) + '"']
    return [*words, f"<{address}>"]


def _comma_separated(boxes: list[list[str]]) -> list[list[str]]:
    return [[*words[:-1], words[-1] + ("," if n < len(boxes) - 1 else "")] for n, words in enumerate(boxes)]


def _encoded(text: str) -> list[str]:
    """Encoded words, none of which cuts a character."""
    words: list[str] = []
    piece = b""
    for character in text:
        data = character.encode("utf-8", "replace")
        if len(piece) + len(data) > _WORD_BYTES:
            words.append(piece.decode())
            piece = b""
        piece += data
    words.append(piece.decode())
    return [f"=?utf-8?b?{b64encode(word.encode()).decode('ascii')}?=" for word in words if word]


def _folded(name: str, words: Sequence[str]) -> str:
    """Words on lines of at most `WIDTH`, broken only between them."""
    lines = [f"{name}:"]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > WIDTH and lines[-1].strip() and lines[-1] != f"{name}:":
            lines.append(f" {word}")
        else:
            lines[-1] += f" {word}"
    return "\r\n".join(lines)


def _parameter(key: str, text: str) -> str:
    text = clean.line(text, 250)
    if _TOKEN.fullmatch(text):
        return f"{key}={text}"
    if text.isascii():
        return f'{key}="' + re.sub(r'(["\\])', r"\\\1", text) + '"'
    escaped = "".join(chr(b) if chr(b).isalnum() and b < 128 else f"%{b:02X}" for b in text.encode())
    pieces = [escaped[n : n + 60] for n in range(0, len(escaped), 60)]
    if len(pieces) == 1:
        return f"{key}*=utf-8''{escaped}"
    return ";\r\n ".join(
        f"{key}*{n}*={"utf-8''" if n == 0 else ''}{piece}" for n, piece in enumerate(_whole_escapes(pieces))
    )


def _whole_escapes(pieces: list[str]) -> list[str]:
    """Pieces that do not end within a %XX."""
    out: list[str] = []
    carried = ""
    for piece in pieces:
        piece = carried + piece
        cut = piece.rfind("%", len(piece) - 2)
        carried = piece[cut:] if cut != -1 else ""
        out.append(piece[: len(piece) - len(carried)])
    return [*out[:-1], out[-1] + carried]
