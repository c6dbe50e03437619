"""The icons: one sprite of Lucide symbols, drawn into the page: no request more, and no flash."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SPRITE: Final = Path(__file__).parent.parent / "static" / "layan" / "icons.svg"
_SYMBOL: Final = re.compile(r'<symbol id="([^"]+)"[^>]*>(.*)</symbol>')
TURNING: Final = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "reply",
        "forward",
        "send",
        "log-out",
        "log-in",
    }
)
"""Icons that point along the line of writing."""


@lru_cache(maxsize=1)
def symbols() -> dict[str, SafeString]:
    """Name to the inside of its symbol; the sprite is our own file, so its markup is safe."""
    return {name: mark_safe(inside) for name, inside in _SYMBOL.findall(SPRITE.read_text("utf-8"))}


@lru_cache(maxsize=1024)
def icon(name: str, label: str = "", extra: str = "") -> SafeString:
    """An inline SVG. With a `label` it speaks for itself, without one it stands beside a word.

    Raises KeyError for a name that the sprite lacks.
    """
    classes = " ".join(filter(None, ["icon", "turns" if name in TURNING else "", extra]))
    if label:
        return format_html(
            '<svg class="{}" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>',
            classes,
            label,
            symbols()[name],
        )
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', classes, symbols()[name]
    )


MEDIA: Final = {
    "email": "mail",
    "form": "square-pen",
    "phone": "phone",
    "chat": "message-circle",
    "counter": "store",
    "social": "messages-square",
    "forum": "messages-square",
}
"""The icon of a medium."""
