"""What was written now in an HTML mail, by the marks that programs leave around quotes and signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import plaintext, quote_marks
from .markup import Tag, tags, whole

# Elements that hold a quote, by class or id. `x_` is what Outlook puts before names it meets in a quote.
_HOLDS_QUOTE_NAMES = """yahoo_quoted protonmail_quote tutanota_quote zmail_extra moz-cite-prefix layan_quote
    moz-forward-container front-blockquote olk_src_body_section isreplycontent mailbird_quote hs_reply
    mail-editor-reference-message-container ms-outlook-mobile-reference-message ydp-quoted quoted-message
    mac_outlook_attribution_blockquote applemailquote reply-quoted-text samsung_quote"""
_HOLDS_QUOTE = frozenset(_HOLDS_QUOTE_NAMES.split())
_HOLDS_SIGNATURE_NAMES = """gmail_signature gmail_signature_prefix moz-signature signature applemailsignature
    applemailsignaturex protonmail_signature_block tutanota_signature ms-outlook-mobile-signature ydp-signature
    outlook-mobile-signature composer_signature yahoo_signature"""
_HOLDS_SIGNATURE = frozenset(_HOLDS_SIGNATURE_NAMES.split())
# From here to the end all is quoted.
_BEGINS_QUOTE_NAMES = """divrplyfwdmsg appendonsend stopspelling zwchr replysplit orimsghtmlseperator reply-intro
    ms-outlook-mobile-body-separator-line"""
_BEGINS_QUOTE = frozenset(_BEGINS_QUOTE_NAMES.split())
# One of these stands in every document that has a mark, so that the others are not looked through.
_HINT_WORDS = """gmail_ yahoo_ cite proton tutanota zmail_extra moz- layan_quote front-block olk_src isreplycontent
    outlook mailbird hs_reply applemail ydp quoted samsung signature divrplyfwdmsg appendonsend stopspelling zwchr
    orimsghtml reply reference-message border-top name="quote name=quote name='quote"""
_HINTS = _HINT_WORDS.split()
_NAMED = re.compile(r"\b(?:class|id|name|type|style)\s*=", re.IGNORECASE)
_TOP_BORDER = re.compile(
    r"border-top\s*:\s*(?!none)[^;]*solid|border\s*:\s*none\s*;\s*border-top\s*:", re.IGNORECASE
)
_BLOCK_START = re.compile(
    r"<(?:div|p|br|td|blockquote|hr|body)\b[^>]*>|</(?:div|p|table|ul|ol|blockquote)>", re.IGNORECASE
)
_RULE_BEFORE = re.compile(r"<hr\b[^>]*>(?:\s|&nbsp;|<(?!hr)/?[a-z][^<>]*>)*$", re.IGNORECASE)
_INTRODUCES = re.compile(r"[:：\w](?:\s|&nbsp;|<[^<>]*>)*$")
_WORDS = re.compile(r">[^<>]*[^\s<>&][^<>]*<")
_LOOK_BACK = 1_500
_MOST_CUTS = 300
_MOST_BORDERS = 40


@dataclass(frozen=True, slots=True)
class HtmlDivision:
    """HTML divided. `quoted`: a quote was found; without one and without a signature `new` is the whole."""

    new: str
    rest: str
    quoted: bool


def split(html: str) -> tuple[str, str]:
    """(what was written now, the rest) as HTML that still needs to be sanitised."""
    division = divide(html)
    return division.new, division.rest


def divide(html: str) -> HtmlDivision:
    """Like `split`, telling as well whether there was a quote."""
    folded = html.lower()
    hints = [at for hint in _HINTS if (at := folded.find(hint)) != -1]
    cuts, quoted = _cuts(html, max(html.rfind("<", 0, min(hints)), 0)) if hints else ([], False)
    if not cuts:
        return HtmlDivision(html, "", False)
    kept: list[str] = []
    position = 0
    for start, end in cuts:
        kept.append(html[position:start])
        position = max(end, position)
    kept.append(html[position:])
    return HtmlDivision("".join(kept), "\n".join(html[start:end] for start, end in cuts), quoted)


def _cuts(html: str, start: int) -> tuple[list[tuple[int, int]], bool]:
    """The spans to take out from `start` on, in order and apart, and whether one of them is a quote."""
    cuts: list[tuple[int, int]] = []
    quoted = False
    position = borders = 0
    for tag in tags(html, start):
        if len(cuts) >= _MOST_CUTS:
            break
        if tag.closing or tag.start < position or not tag.attrs or not _NAMED.search(tag.attrs):
            continue
        kind = _kind(tag)
        if kind == "border":
            borders += 1
            kind = "begins" if borders <= _MOST_BORDERS and _is_header(html, tag) else None
        if kind is None:
            continue
        if kind == "begins":
            cuts.append((_with_rule(html, tag.start, position), len(html)))
            return cuts, True
        end = whole(html, tag)
        spans = _inside_gmail(html, tag, end) if kind == "gmail" else [(tag.start, end)]
        if kind != "signature":
            quoted = True
            if kind != "gmail":
                spans[0] = (_with_introduction(html, spans[0][0], position), spans[0][1])
        cuts += spans
        position = end
    return cuts, quoted


def _kind(tag: Tag) -> str | None:
    """`begins`, `quote`, `gmail`, `signature` or `border` (a line across the page), or None."""
    names = {_plain(name) for name in (*tag.get("class").split(), tag.get("id"))}
    if names & _BEGINS_QUOTE:
        return "begins"
    if "gmail_quote" in names or "gmail_quote_container" in names:
        return "gmail"
    if names & _HOLDS_QUOTE or any(name.startswith("yahoo_quoted") for name in names):
        return "quote"
    if tag.name == "blockquote" and tag.get("type").lower() == "cite":
        return "quote"
    if tag.name == "div" and tag.get("name").lower() == "quote":
        return "quote"
    if names & _HOLDS_SIGNATURE:
        return "signature"
    if tag.name in ("div", "table", "td", "p") and _TOP_BORDER.search(tag.get("style")):
        return "border"
    return None


def _plain(name: str) -> str:
    name = name.lower()
    while name.startswith("x_"):
        name = name[2:]
    return name


def _is_header(html: str, tag: Tag) -> bool:
    """Whether the text behind a line across the page is a header block."""
    lines = plaintext.of_html(html[tag.start : tag.end + 6_000]).split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    mark = quote_marks.at(lines, first)
    return mark is not None and mark.is_block


def _inside_gmail(html: str, container: Tag, end: int) -> list[tuple[int, int]]:
    """The quoted spans of Gmail's container: all of it, unless answers stand between its block quotes."""
    everything = [(container.start, end)]
    if container.name == "blockquote":
        return [(_with_introduction(html, container.start, 0), end)]
    spans: list[tuple[int, int]] = []
    position = container.end
    for tag in tags(html, container.end):
        if tag.start >= end:
            break
        if tag.closing or tag.start < position:
            continue
        if tag.name == "blockquote" or "gmail_attr" in tag.attrs:
            position = min(whole(html, tag), end)
            spans.append((tag.start, position))
            if tag.name == "blockquote" and not _WORDS.search(html, position, end):
                break  # nothing stands below the quote: the usual answer on top
    left = plaintext.of_html("".join(html[a:b] for a, b in _gaps(spans, container.end, end))).strip()
    if not left or not spans or quote_marks.at(left.split("\n"), 0) is not None:
        return everything
    introduction = plaintext.of_html(html[spans[0][0] : spans[0][1]][:2_000]).strip().split("\n")[0]
    quoted = any(html[start : start + 11].lower() == "<blockquote" for start, _ in spans)
    return spans if quoted and not quote_marks.forward_rule(introduction) else everything


def _gaps(spans: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    edges = [start, *(edge for span in spans for edge in span), end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _with_rule(html: str, start: int, floor: int) -> int:
    """`start`, or that of the <hr> directly before it."""
    floor = max(floor, start - _LOOK_BACK)
    rule = _RULE_BEFORE.search(html[floor:start])
    return floor + rule.start() if rule else start


def _with_introduction(html: str, start: int, floor: int) -> int:
    """`start`, or where the words that introduce the quote begin directly before it."""
    floor = max(floor, start - _LOOK_BACK)
    before = html[floor:start]
    if not _INTRODUCES.search(before):
        return start
    blocks = [found.end() for found in _BLOCK_START.finditer(before)]
    for begin in reversed(blocks[-8:]):
        lines = [line for line in plaintext.of_html(before[begin:]).split("\n") if line.strip()]
        if len(lines) > quote_marks.MOST_LINES:
            break
        if lines:
            mark = quote_marks.at([*lines, "> "], 0)
            if mark is not None and mark.end >= len(lines):
                return floor + begin
    return start
