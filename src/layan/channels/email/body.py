"""From the tree of parts to what is read: text, HTML, files, and the parts that speak to machines."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from layan.plan.say import Say, say

from . import attachments, clean, plaintext, sealed, tnef, tree
from .charset import decode
from .flowed import unflowed
from .mail import Attachment
from .transfer import uuencoded
from .tree import Part

LONGEST_TEXT = 2_000_000
LONGEST_HTML = 10_000_000
LARGEST_TEXT = 12_000_000  # bytes of one text part that are read
MOST_ENVELOPES = 3
_MACHINE = frozenset(
    {
        "message/delivery-status", "message/global-delivery-status", "message/disposition-notification",
        "message/feedback-report", "text/rfc822-headers", "message/rfc822-headers",
    }
)  # fmt: skip
_CARRIED = frozenset({"message/rfc822", "message/global", "message/news"})
_BODY_KINDS = frozenset(
    {"text/plain", "text/html", "text/markdown", "text/enriched", "text/richtext", "text/x-markdown"}
)


@dataclass(slots=True)
class Body:
    """What the parts came to. `carried`: mails in the mail; `machine`: reports; `calendar`: the first."""

    texts: list[str | None] = field(default_factory=list)  # one per piece: plain text where there is some
    htmls: list[str | None] = field(default_factory=list)  # the same pieces in HTML
    files: list[Attachment] = field(default_factory=list)
    carried: list[Part] = field(default_factory=list)
    machine: list[Part] = field(default_factory=list)
    calendar: str | None = None
    turkish: bool = False
    misread: bool = False  # a part is not in the charset it names
    envelopes: int = 0  # opaque signatures opened
    said: list[Say] = field(default_factory=list)

    def text(self) -> str:
        """All pieces as text, in order."""
        pairs = zip(self.texts, self.htmls, strict=True)
        pieces = [plain if plain is not None else plaintext.of_html(html or "") for plain, html in pairs]
        return "\n\n".join(piece for piece in pieces if piece.strip())[:LONGEST_TEXT]

    def html(self) -> str | None:
        """All pieces as HTML, or None when none was."""
        if not any(self.htmls):
            return None
        pieces = [
            html if html is not None else f'<div style="white-space:pre-wrap">{escape(plain or "")}</div>'
            for plain, html in zip(self.texts, self.htmls, strict=True)
            if html is not None or (plain or "").strip()
        ]
        return "\n".join(pieces)[:LONGEST_HTML]


def gather(root: Part, turkish: bool) -> Body:
    """The body of a mail."""
    body = Body(turkish=turkish)
    _take(root, body)
    if not body.texts and body.files:
        _texts_among_files(root, body)
    return body


def _take(part: Part, body: Body) -> None:
    if part.kind == "multipart/alternative":
        _alternatives(part, body)
    elif part.kind == "multipart/encrypted":
        for child in part.children:
            _file(child, body)
    elif part.children:
        for child in part.children:
            _take(child, body)
    elif part.kind in _CARRIED:
        body.carried.append(part)
        if part.parent != "multipart/report":
            _file(part, body)
    elif part.kind in _MACHINE:
        body.machine.append(part)
    elif sealed.is_opaque_signature(part):
        _opaque(part, body)
    elif tnef.looks_like(part.kind, part.filename):
        _winmail(part, body)
    elif _is_text(part):
        plain, html = _text(part, body)
        body.texts.append(plain)
        body.htmls.append(html)
    else:
        _calendar(part, body)
        _file(part, body)


def _alternatives(part: Part, body: Body) -> None:
    """One piece in several forms. Pictures beside one form are files; a form that is empty does not count."""
    inner = Body(turkish=body.turkish, envelopes=body.envelopes)
    for child in part.children:
        _take(child, inner)
    plain = "\n\n".join(text for text in inner.texts if text is not None and text.strip())
    html = "\n".join(one for one in inner.htmls if one is not None and one.strip())
    if plain or html:
        body.texts.append(plain or None)
        body.htmls.append(html or None)
    body.files += inner.files
    body.carried += inner.carried
    body.machine += inner.machine
    body.calendar = body.calendar or inner.calendar
    body.misread |= inner.misread
    body.envelopes = inner.envelopes
    body.said += inner.said


def _is_text(part: Part) -> bool:
    return part.kind in _BODY_KINDS and part.disposition != "attachment" and not part.filename


def _text(part: Part, body: Body) -> tuple[str | None, str | None]:
    """(plain, html) of a text part; files uuencoded into it are taken out."""
    data = part.content()[:LARGEST_TEXT]
    if part.kind == "text/plain" and b"begin " in data:
        data, files = uuencoded(data)
        for raw_name, content in files:
            given = part.headers.decoded(raw_name)
            mime = attachments.kind("application/octet-stream", given)
            body.files.append(Attachment(attachments.name(given, mime, len(body.files) + 1), mime, content))
    declared = part.params.get("charset")
    turkish = body.turkish or 'lang="tr"' in data[:2000].decode("ascii", "replace")
    text, as_said = decode(data, declared or _html_charset(part, data), turkish)
    body.misread |= not as_said
    if part.kind == "text/html":
        return None, text.replace("\0", "")
    if part.kind in ("text/enriched", "text/richtext"):
        return plaintext.of_html(text.replace("<<", "&lt;").replace("\n\n", "<br>")), None
    text = clean.paragraphs(text[:LONGEST_TEXT])
    if part.params.get("format", "").lower() == "flowed":
        text = unflowed(text, part.params.get("delsp", "").lower() == "yes")
    return text, None


def _html_charset(part: Part, data: bytes) -> str | None:
    """What an HTML part without a charset says of itself in its head."""
    if part.kind != "text/html":
        return None
    head = data[:2000].lower()
    at = head.find(b"charset=")
    return (
        head[at + 8 : at + 40].lstrip(b"\"' ").split(b'"')[0].split(b"'")[0].decode("ascii", "replace")
        if at > 0
        else None
    )


def _file(part: Part, body: Body) -> None:
    body.files.append(attachments.of_part(part, len(body.files) + 1))


def _calendar(part: Part, body: Body) -> None:
    ends_so = part.filename.lower().endswith(".ics")
    if body.calendar is None and (part.kind in ("text/calendar", "application/ics") or ends_so):
        body.calendar = decode(part.content()[:200_000], part.params.get("charset") or "utf-8")[0]


def _opaque(part: Part, body: Body) -> None:
    body.envelopes += 1
    raw = sealed.inside(part) if body.envelopes <= MOST_ENVELOPES else None
    if raw is None:
        _file(part, body)
        body.said.append(say("The mail is signed in a way that hides its text, and it could not be read."))
    else:
        _take(tree.grow(raw)[0], body)


def _winmail(part: Part, body: Body) -> None:
    found = tnef.opened(part.content(), len(body.files) + 1)
    if found is None or not (found.text or found.html or found.files):
        _file(part, body)
        body.said.append(say("A file winmail.dat could not be opened; it is attached as it came."))
        return
    if not any(body.texts) and not any(body.htmls) and (found.text or found.html):
        body.texts.append(clean.paragraphs(found.text) or None)
        body.htmls.append(found.html or None)
    body.files += found.files


def _texts_among_files(root: Part, body: Body) -> None:
    """A mail whose only texts have file names: they are read as well, unless meant as attachments."""
    if root.kind in _BODY_KINDS and root.disposition != "attachment":
        body.files.clear()  # the mail is nothing but this one text
    for part in root.walk():
        if part.kind in _BODY_KINDS and part.disposition != "attachment" and part.parent != "message/rfc822":
            plain, html = _text(part, body)
            body.texts.append(plain)
            body.htmls.append(html)
