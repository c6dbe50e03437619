"""HTML mail made fit for a sandboxed frame: what can run, send, reach out or leave its place is taken out.

The frame is the first guard (no scripts, no same origin) and the page's CSP the second; this is the third, and the
one that keeps pictures from telling the sender when and where his mail is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from . import plaintext
from .markup import LARGEST, VOID

if TYPE_CHECKING:
    import nh3

BLOCKED = "layan-blocked"  # the class of a picture that was not fetched
_TAG_NAMES = """a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup
    dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main
    mark nav ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th
    thead time tr tt u ul var wbr"""
_DROPPED_NAMES = """script style title head template noscript noframes iframe frame frameset object embed applet svg
    math form select textarea button audio video canvas map portal dialog xml"""
_KEPT_NAMES = """align valign dir lang title width height style"""
_ATTRIBUTES = {
    "a": {"href", "name"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan", "bgcolor", "nowrap", "headers", "scope"},
    "th": {"colspan", "rowspan", "bgcolor", "nowrap", "headers", "scope"},
    "tr": {"bgcolor"},
    "table": {"bgcolor", "border", "cellpadding", "cellspacing", "summary"},
    "font": {"color", "face", "size"},
    "ol": {"start", "type", "reversed"},
    "ul": {"type"},
    "li": {"value", "type"},
    "col": {"span"},
    "colgroup": {"span"},
    "hr": {"size", "noshade", "color"},
    "blockquote": {"type"},
    "time": {"datetime"},
    "details": {"open"},
}
# Properties that colour and space what stands in the flow. None that takes an address, a place or a layer.
_STYLE_NAMES = """color background-color font font-family font-size font-style font-variant font-weight line-height
    letter-spacing word-spacing text-align text-decoration text-indent text-transform vertical-align white-space
    direction unicode-bidi margin margin-top margin-right margin-bottom margin-left padding padding-top padding-right
    padding-bottom padding-left border border-top border-right border-bottom border-left border-color border-style
    border-width border-radius border-collapse border-spacing width max-width min-width height max-height min-height
    list-style-type table-layout caption-side empty-cells display float clear overflow-wrap word-break word-wrap"""
_DATA_PICTURE = re.compile(r"data:image/(?:png|gif|jpe?g|webp|bmp);base64,[A-Za-z0-9+/=\s]+", re.IGNORECASE)
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_LINK = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_LONGEST_DATA = 2_000_000
# A value of a style that calls nothing but colours and sums.
_PLAIN_STYLE = re.compile(r"[^()\\@<>]*(?:(?:rgba?|hsla?|calc)\([^()\\@<>]*\)[^()\\@<>]*)*", re.IGNORECASE)
_OPENING = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CLOSED_BY_THEMSELVES = (
    frozenset({"p", "li", "td", "th", "tr", "tbody", "thead", "dt", "dd", "option"}) | VOID
)
_DEEPEST = 250


def sanitise(html: str, cids: Mapping[str, str], remote_images: bool) -> str:
    """`html` fit to be shown. `cids` maps content ids to addresses of our own.

    Remote pictures stay only with `remote_images`; else each leaves an empty one of class `BLOCKED`. A document
    nested so deep that only a program can have meant it comes as its text.
    """
    html = html[:LARGEST].replace("\0", "")
    if _too_deep(html):
        return f'<pre style="white-space:pre-wrap">{escape(plaintext.of_html(html))}</pre>'
    pictures = _Pictures(cids, remote_images)
    return pictures.placed(_cleaner()(html, pictures.attribute))


def has_blocked(sanitised: str) -> bool:
    """Whether pictures were kept away in HTML that `sanitise` returned."""
    return f'class="{BLOCKED}"' in sanitised


class _Pictures:
    """Decides on every attribute; sources of pictures go in after cleaning, since they may be relative."""

    def __init__(self, cids: Mapping[str, str], remote_images: bool) -> None:
        self.known = {cid.strip("<>").lower(): address for cid, address in cids.items()}
        self.remote_images = remote_images
        self.sources: list[str] = []

    def attribute(self, tag: str, name: str, value: str) -> str | None:
        """The value an attribute may have, or None to drop it."""
        if name == "style":
            return ";".join(one for one in value.split(";") if _PLAIN_STYLE.fullmatch(one)) or None
        if name == "href":
            return value if _LINK.match(value.strip()) else None
        return self._source(value.strip()) if name == "src" else value

    def _source(self, value: str) -> str | None:
        cid = unquote(value.lower().removeprefix("cid:")).strip("<>")
        if cid in self.known:
            return self._placeholder(f'src="{escape(self.known[cid])}"')
        if _REMOTE.match(value):
            if self.remote_images:
                return value
            return self._placeholder(f'class="{BLOCKED}"')
        return value if len(value) <= _LONGEST_DATA and _DATA_PICTURE.fullmatch(value) else None

    def _placeholder(self, source: str) -> str:
        self.sources.append(source)
        return f"cid:layan-{len(self.sources) - 1}"

    def placed(self, html: str) -> str:
        """`html` with the sources where they belong."""
        if not self.sources:
            return html
        return re.sub(
            r'src="cid:layan-(\d{1,7})"',
            lambda m: self.sources[int(m[1])] if int(m[1]) < len(self.sources) else "",
            html,
        )


def _too_deep(html: str) -> bool:
    """Whether elements are nested deeper than any person nests them: cleaning takes time by the square of it."""
    depth = 0
    for slash, name in _OPENING.findall(html):
        if name.lower() in _CLOSED_BY_THEMSELVES:
            continue
        depth = max(depth - 1, 0) if slash else depth + 1
        if depth > _DEEPEST:
            return True
    return False


def _absolute(address: str) -> str | None:
    """An address without a scheme may name a host; everything else relative leads nowhere from here."""
    return f"https:{address}" if address.startswith("//") else None


class _Clean:
    """nh3 with our rules. Built once; the filter of attributes changes with every mail."""

    def __init__(self) -> None:
        import nh3

        self._nh3: type[nh3.Cleaner] = nh3.Cleaner
        self._tags = set(_TAG_NAMES.split())
        kept = set(_KEPT_NAMES.split())
        self._attributes = {tag: _ATTRIBUTES.get(tag, set()) | kept for tag in self._tags}

    def __call__(self, html: str, attribute: object) -> str:
        cleaner = self._nh3(
            tags=self._tags,
            clean_content_tags=set(_DROPPED_NAMES.split()),
            attributes=self._attributes,
            attribute_filter=attribute,  # type: ignore[arg-type]
            strip_comments=True,
            link_rel="noopener noreferrer nofollow",
            set_tag_attribute_values={"a": {"target": "_blank"}},
            url_schemes={"http", "https", "mailto", "tel", "data", "cid"},
            filter_style_properties=set(_STYLE_NAMES.split()),
            url_relative=_absolute,
        )
        return cleaner.clean(html)


@lru_cache(maxsize=1)
def _cleaner() -> _Clean:
    return _Clean()
