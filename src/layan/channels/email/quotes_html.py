"""What was written now in an HTML mail, by the marks that programs leave around quotes and signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import plaintext, quote_marks
from .markup import Tag, tags, whole

# Elements that hold a quote, by class, id or name. `x_` is what Outlook puts before names it meets in a
# quote.
_HOLDS_QUOTE_NAMES = """yahoo_quoted protonmail_quote tutanota_quote zmail_extra moz-cite-prefix
moz-forward-container layan_quote
    front-blockquote olk_src_body_section isreplycontent mail-editor-reference-message-container
    ms-outlook-mobile-reference-message mailbird_quote hs_reply mac_outlook_attribution_blockquote
    applemailquote ydp-quoted quoted-message reply-quoted-text samsung_quote"""
_HOLDS_QUOTE = frozenset(_HOLDS_QUOTE_NAMES.split())
_HOLDS_SIGNATURE_NAMES = """gmail_signature moz-signature signature applemailsignature applemailsignaturex
protonmail_signature_block
    tutanota_signature ms-outlook-mobile-signature outlook-mobile-signature composer_signature
    gmail_signature_prefix yahoo_signature ydp-signature"""
_HOLDS_SIGNATURE = frozenset(_HOLDS_SIGNATURE_NAMES.split())
# From here to the end all is quoted.
_BEGINS_QUOTE_NAMES = """divrplyfwdmsg appendonsend stopspelling zwchr replysplit
ms-outlook-mobile-body-separator-line
    orimsghtmlseperator reply-intro"""
_BEGINS_QUOTE = frozenset(_BEGINS_QUOTE_NAMES.split())
_HINT = re.compile(
    r"gmail_|yahoo|cite|proton|tutanota|zmail_extra|moz-|layan_quote|front-block|olk_src|isreplycontent|outlook|"
    r"mailbird|hs_reply|applemail|ydp|quoted|samsung|signature|divrplyfwdmsg|appendonsend|stopspelling|zwchr|"
    r"orimsghtml|reply|border-top|name=[\"']?quote",
    re.IGNORECASE,
)
_NAMES = re.compile(r"""\b(?:class|id|name|type|style)\s*=""", re.IGNORECASE)
_TOP_BORDER = re.compile(
    r"border-top\s*:\s*(?!none)[^;]*solid|border\s*:\s*none\s*;\s*border-top\s*:", re.IGNORECASE
)
_BLOCK_START = re.compile(
    r"<(?:div|p|br|td|blockquote|hr|body)\b[^>]*>|</(?:div|p|table|ul|ol|blockquote)>", re.IGNORECASE
)
_RULE_BEFORE = re.compile(r"<hr\b[^>]*>(?:\s|&nbsp;|<(?!hr)/?[a-z][^<>]*>)*$", re.IGNORECASE)
_LOOK_BACK = 1_500


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
    if not _HINT.search(html):
        return HtmlDivision(html, "", False)
    cuts, quoted = _cuts(html)
    if not cuts:
        return HtmlDivision(html, "", False)
    kept: list[str] = []
    position = 0
    for start, end in cuts:
        kept.append(html[position:start])
        position = max(end, position)
    kept.append(html[position:])
    return HtmlDivision("".join(kept), "\n".join(html[start:end] for start, end in cuts), quoted)


def _cuts(html: str) -> tuple[list[tuple[int, int]], bool]:
    """The spans to take out, in order and apart, and whether one of them is a quote."""
    cuts: list[tuple[int, int]] = []
    quoted = False
    position = 0
    for tag in tags(html):
        if tag.closing or tag.start < position or not tag.attrs or not _NAMES.search(tag.attrs):
            continue
        kind = _kind(html, tag)
        if kind is None:
            continue
        if kind == "begins":
            cuts.append((_with_rule(html, tag.start, position), len(html)))
            return cuts, True
        end = whole(html, tag)
        spans = _inside_gmail(html, tag, end) if kind == "gmail" else [(tag.start, end)]
        if kind != "signature":
            quoted = True
            first = _with_introduction(html, spans[0][0], position)
            spans[0] = (first, spans[0][1])
        cuts += spans
        position = end
    return cuts, quoted


def _kind(html: str, tag: Tag) -> str | None:
    """`begins`, `quote`, `gmail` or `signature`, or None."""
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
    if (
        tag.name in ("div", "table", "td", "p")
        and _TOP_BORDER.search(tag.get("style"))
        and _is_header(html, tag)
    ):
        return "begins"
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
        return everything
    spans: list[tuple[int, int]] = []
    position = container.end
    for tag in tags(html, container.end):
        if tag.start >= end:
            break
        if tag.closing or tag.start < position:
            continue
        if tag.name == "blockquote" or "gmail_attr" in tag.get("class"):
            position = min(whole(html, tag), end)
            spans.append((tag.start, position))
    if not any(
        html.startswith("<blockquote", start) or html.startswith("<BLOCKQUOTE", start) for start, _ in spans
    ):
        return everything
    introduction = plaintext.of_html(html[spans[0][0] : spans[0][1]][:2_000]).strip().split("\n")[0]
    if quote_marks.forward_rule(introduction):
        return everything
    between = "".join(html[a:b] for a, b in _gaps(spans, container.end, end))
    left = plaintext.of_html(between).strip()
    if not left or quote_marks.at(left.split("\n"), 0) is not None:
        return everything
    return spans


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
    blocks = [floor + found.end() for found in _BLOCK_START.finditer(html[floor:start])]
    for begin in reversed(blocks[-8:]):
        lines = [line for line in plaintext.of_html(html[begin:start]).split("\n") if line.strip()]
        if len(lines) > quote_marks.MOST_LINES:
            break
        if lines:
            mark = quote_marks.at([*lines, "> "], 0)
            if mark is not None and mark.end >= len(lines):
                return begin
    return start
