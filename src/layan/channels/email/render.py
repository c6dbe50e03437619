"""A mail of ours as bytes: text and HTML of the same words, files, and headers that keep the thread together."""

from __future__ import annotations

import binascii
import re
from base64 import encodebytes
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from typing import Literal

from . import clean, header_lines
from .attachments import name as safe_name
from .mail import Address
from .parse import MARKER

MOST_REFERENCES = 30
_LONGEST_SEVEN_BIT = 900
_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
_STYLE = "font-family:sans-serif;font-size:1em;line-height:1.5"
_QUOTE_STYLE = "margin:0 0 0 .6em;padding-left:.8em;border-left:2px solid #999"

type Kind = Literal["person", "reply-letter", "letter"]


@dataclass(frozen=True, slots=True)
class File:
    """What goes along. With a `cid` it is shown in the HTML where that names it."""

    name: str
    mime: str
    content: bytes
    cid: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """What is answered, quoted below. `introduction` is worded in the customer's language by the caller."""

    introduction: str
    text: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A mail to be written. Ids come without brackets; times are aware."""

    sender: Address
    to: tuple[Address, ...]
    subject: str
    text: str
    message_id: str  # made once by `ids.new`, the same at every attempt
    date: datetime
    language: str
    kind: Kind = "person"  # reply-letter: written by itself in answer to a mail; letter: by itself
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    html: str | None = None  # made from the text when None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()  # oldest first
    history: History | None = None
    files: tuple[File, ...] = ()
    unsubscribe: str | None = None  # where one POST stops letters like this one (RFC 8058); https alone


def render(mail: Outgoing) -> bytes:
    """The whole mail, lines ended by CRLF. The same `mail` gives the same bytes."""
    text = _with_history(mail)
    html = _html(mail)
    body = _alternative(mail, text, html)
    shown = [file for file in mail.files if file.cid]
    others = [file for file in mail.files if not file.cid]
    if shown:
        body = _multipart(mail, "related", [body, *(_file(mail, file) for file in shown)])
    if others:
        body = _multipart(mail, "mixed", [body, *(_file(mail, file) for file in others)])
    return "\r\n".join(_headers(mail)).encode("utf-8") + b"\r\n" + body


def tagged(mailbox: Address, token: str) -> Address:
    """The address of `mailbox` with the token behind a +, for Reply-To of mailboxes that take it."""
    local, _, domain = mailbox.address.rpartition("@")
    return Address(mailbox.name, f"{local}+{token}@{domain}")


def _headers(mail: Outgoing) -> list[str]:
    lines = [
        plain("Date", format_datetime(mail.date)),
        header_lines.addresses("From", [mail.sender]),
        header_lines.addresses("To", mail.to),
        header_lines.unstructured("Subject", mail.subject),
        header_lines.ids("Message-ID", [mail.message_id]),
    ]
    if mail.cc:
        lines.append(header_lines.addresses("Cc", mail.cc))
    if mail.reply_to:
        lines.append(header_lines.addresses("Reply-To", mail.reply_to))
    if mail.in_reply_to:
        lines.append(header_lines.ids("In-Reply-To", [mail.in_reply_to]))
    references = _references(mail)
    if references:
        lines.append(header_lines.ids("References", references))
    if mail.kind != "person":
        submitted = "auto-replied" if mail.kind == "reply-letter" else "auto-generated"
        lines += [plain("Auto-Submitted", submitted), plain("X-Auto-Response-Suppress", "All")]
    if mail.unsubscribe:
        lines.append(plain("List-Unsubscribe", f"<{mail.unsubscribe}>"))
        lines.append(plain("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    lines.append(plain("Content-Language", mail.language))
    lines.append(plain(MARKER, f"{mail.kind}; by={header_lines.wire_address(mail.sender.address).lower()}"))
    lines.append("MIME-Version: 1.0")
    return [line for line in lines if line]


plain = header_lines.plain


def _references(mail: Outgoing) -> list[str]:
    """Oldest first; when there are too many, the first of the thread and the newest."""
    every = list(dict.fromkeys((*mail.references, *((mail.in_reply_to,) if mail.in_reply_to else ()))))
    if mail.in_reply_to and every[-1] != mail.in_reply_to:
        every.remove(mail.in_reply_to)
        every.append(mail.in_reply_to)
    return every if len(every) <= MOST_REFERENCES else [every[0], *every[-MOST_REFERENCES + 1 :]]


def _with_history(mail: Outgoing) -> str:
    text = clean.paragraphs(mail.text).rstrip("\n")
    if mail.history is None:
        return text + "\n"
    introduction = clean.line(mail.history.introduction, 400)
    quoted = clean.paragraphs(mail.history.text).strip("\n").split("\n")
    marked = "\n".join(f">{'' if not line or line.startswith('>') else ' '}{line}" for line in quoted)
    return f"{text}\n\n{introduction}\n\n{marked}\n"


def _html(mail: Outgoing) -> str:
    language = re.sub(r"[^A-Za-z0-9-]", "", mail.language)[:20]
    inner = mail.html if mail.html is not None else _as_html(mail.text)
    history = ""
    if mail.history is not None:
        introduction = escape(clean.line(mail.history.introduction, 400))
        history = (
            f'<div class="layan_quote"><p>{introduction}</p>'
            f'<blockquote type="cite" style="{_QUOTE_STYLE}">{_as_html(mail.history.text)}</blockquote></div>'
        )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"></head>'
        f'<body style="{_STYLE}">\n<div>{inner}</div>\n{history}</body></html>\n'
    )


def _as_html(text: str) -> str:
    """Paragraphs and line breaks, with links that can be followed."""
    paragraphs = re.split(r"\n{2,}", clean.paragraphs(text).strip("\n"))
    return "\n".join(f"<p>{_line_breaks(paragraph)}</p>" for paragraph in paragraphs)


def _line_breaks(paragraph: str) -> str:
    out: list[str] = []
    position = 0
    for link in _LINK.finditer(paragraph):
        address = escape(link[0])
        out += [escape(paragraph[position : link.start()]), f'<a href="{address}">{address}</a>']
        position = link.end()
    out.append(escape(paragraph[position:]))
    return "".join(out).replace("\n", "<br>\n").replace("  ", " &nbsp;")


def _alternative(mail: Outgoing, text: str, html: str) -> bytes:
    return _multipart(mail, "alternative", [_text("plain", text), _text("html", html)])


def _text(kind: str, text: str) -> bytes:
    """A text part: seven bits where that is enough, else whichever encoding is shorter."""
    data = text.replace("\n", "\r\n").encode("utf-8", "replace")
    if data.isascii() and all(len(line) <= _LONGEST_SEVEN_BIT for line in data.split(b"\r\n")):
        encoding, content = "7bit", data
    else:
        printable = binascii.b2a_qp(data, istext=True)
        encoded = encodebytes(data).replace(b"\n", b"\r\n")
        short = len(printable) <= len(encoded)
        encoding, content = ("quoted-printable", printable) if short else ("base64", encoded)
    head = f'Content-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'
    return head.encode("ascii") + content


def _file(mail: Outgoing, file: File) -> bytes:
    number = mail.files.index(file) + 1
    mime = file.mime if re.fullmatch(r"[a-z0-9.+-]+/[a-z0-9.+-]+", file.mime) else "application/octet-stream"
    name = safe_name(file.name, mime, number)
    lines = [
        header_lines.parameters("Content-Type", mime, [("name", name)]),
        header_lines.parameters(
            "Content-Disposition", "inline" if file.cid else "attachment", [("filename", name)]
        ),
        plain("Content-Transfer-Encoding", "base64"),
    ]
    if file.cid:
        lines.append(header_lines.ids("Content-ID", [file.cid]))
    head = "\r\n".join(line for line in lines if line)
    return head.encode("utf-8") + b"\r\n\r\n" + encodebytes(file.content).replace(b"\n", b"\r\n")


def _multipart(mail: Outgoing, kind: str, parts: Sequence[bytes]) -> bytes:
    """The parts between boundaries that the Message-ID decides, so that a second attempt is the same mail."""
    boundary = f"=_{kind}_{sha256(mail.message_id.encode()).hexdigest()[:24]}"
    pieces = [f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n'.encode()]
    for part in parts:
        pieces.append(b"\r\n--" + boundary.encode() + b"\r\n" + part)
    pieces.append(b"\r\n--" + boundary.encode() + b"--\r\n")
    return b"".join(pieces)
