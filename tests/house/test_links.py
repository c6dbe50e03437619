"""Every link of the documentation that stays in the tree leads somewhere."""

import re
from urllib.parse import unquote

from tests import tree

_FENCES = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_LINKS = re.compile(
    r"""\]\(\s*<?([^)\s>]+)>?(?:\s+["'][^)]*)?\)|\b(?:src|href)="([^"]+)"|^\[[^\]]+\]:\s+(\S+)""", re.M
)
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//")


def _prose(path):
    return _FENCES.sub("", path.read_text(encoding="utf-8"))


def _anchors(path):
    """The headings of a page as links call them: small letters, hyphens for spaces, numbered if repeated."""
    seen = {}
    for heading in re.findall(r"^#{1,6}\s+(.*?)\s*#*$", _prose(path), re.MULTILINE):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        slug = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
        count = seen[slug] = seen.get(slug, -1) + 1
        yield f"{slug}-{count}" if count else slug


def _broken(path):
    for found in _LINKS.findall(_prose(path)):
        link = next(filter(None, found))
        if _OUTSIDE.match(link):
            continue
        target, _, anchor = unquote(link).partition("#")
        to = (path.parent / target).resolve() if target else path
        if not to.exists() or (anchor and to.suffix == ".md" and anchor not in _anchors(to)):
            yield f"{tree.name(path)}: {link}"


def _pages():
    """The pages for readers; a starter plan's pages are data with links of their own."""
    return [page for page in tree.below(tree.ROOT, ".md") if not page.is_relative_to(tree.SOURCE)]


def test_links_lead_somewhere():
    assert [broken for page in _pages() for broken in _broken(page)] == []
