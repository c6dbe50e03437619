"""Prose of the plan as HTML: Markdown, rendered and cleaned, so that a page can hold no script."""

from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe


@lru_cache(maxsize=512)
def rendered(markdown: str) -> SafeString:
    """Safe HTML of a piece of Markdown; raw HTML in it is shown, not obeyed."""
    import nh3
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").render(markdown)
    return mark_safe(nh3.clean(html))
