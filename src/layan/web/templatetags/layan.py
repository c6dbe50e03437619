"""What templates may ask for: icons, promises, and values in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from layan.plan.say import Say, Value
from layan.plan.units import Money
from layan.plan.wording import Speaker
from layan.web import navigation as nav
from layan.web.components import icons, promises
from layan.web.components import kept as made

register = template.Library()


def speaker() -> Speaker:
    """Speaks to the reader of this request, in her language and time zone."""
    return Speaker(translation.get_language() or "en", timezone.get_current_timezone(), timezone.now())


@register.simple_tag
def icon(name: str, label: str = "", **options: str) -> SafeString:
    """`{% icon "mail" %}` beside a word; `{% icon "mail" label=… %}` alone; `class=` adds classes."""
    return icons.icon(name, label, options.get("class", ""))


@register.simple_tag
def medium_icon(medium: str, label: str = "") -> SafeString:
    """The icon of a plan's medium (`email`, `phone`, …)."""
    return icons.icon(icons.MEDIA.get(medium, "circle"), label)


@register.inclusion_tag("components/promise.html")
def promise(what: Any, working: str = "") -> dict[str, object]:
    """The pill of a desk Clock. `working`: id of its popover."""
    state = "running" if what.owed else what.state
    if what.due is None and state == "running":
        return {}
    pill = promises.pill(target=what.target, due=what.due, state=state, speaker=speaker(), now=timezone.now())
    return {"pill": pill, "working": working}


@register.simple_tag
def kept(template: str, **values: Any) -> SafeString:
    """`{% kept "components/fact.html" text=… %}`: as `include … with … only`, made once for the same values."""
    return made.kept(template, **values)


@register.simple_tag
def speak(what: Say | str) -> str:
    """A Say in the reader's language; a plain string as it is."""
    return speaker()(what) if isinstance(what, Say) else str(what)


@register.filter
def spoken(what: Value | None) -> str:
    """Any value of the plan, in the reader's language: `{{ limit|spoken }}`."""
    return "" if what is None else speaker().value(what)


@register.filter
def money(amount: Money | None) -> str:
    return "" if amount is None else speaker().formats.money(amount)


@register.filter
def moment(at: datetime | date | None) -> SafeString | str:
    """A <time>, as short as its distance allows, whole on hover."""
    if at is None:
        return ""
    voice = speaker()
    if not isinstance(at, datetime):
        return format_html('<time datetime="{}">{}</time>', at.isoformat(), voice.formats.day(at))
    whole = voice.formats.moment(at, voice.timezone, None)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', at.isoformat(), whole, promises.short_moment(at, voice)
    )


@register.filter
def initials(name: str) -> str:
    """`Sari Rahayu` gives SR, one word its first two letters; Turkish i keeps its dot."""
    words = [word for word in str(name).split() if word[:1].isalnum()]
    letters = words[0][0] + words[-1][0] if len(words) > 1 else "".join(words)[:2]
    return (letters.replace("i", "İ") if translation.get_language() == "tr" else letters).upper()


@register.filter
def language_name(code: str) -> str:
    """`id` as the reader calls it."""
    return speaker().formats.language(code)


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> Mapping[str, object]:
    """`{% navigation as nav %}`: `nav.sections`, `nav.bar`, from the page's `can`, `counts`, `here`.

    `here` is the key of the link one belongs to where the address does not say so.
    """
    request = context.get("request")
    if request is None:
        return {"sections": [], "bar": []}
    where = context.get("here") or request.path
    counts = tuple((key, n) for key, n in (context.get("counts") or {}).items() if key in nav.COUNTED)
    return _navigation(where, context.get("can") or frozenset(), counts, translation.get_language() or "en")


@lru_cache(512)
def _navigation(
    where: str, can: frozenset[str], counts: tuple[tuple[str, int | str], ...], language: str
) -> Mapping[str, object]:
    """The same for all who stand there; asked for twice by every page."""
    sections = nav.navigation(where, can, dict(counts))
    return {"sections": sections, "bar": nav.bar(sections)}


@register.simple_tag
def clock_words() -> dict[str, str]:
    """The time zone and the patterns the page's clocks count on with."""
    voice = speaker()
    return {
        "minutes": voice(Say(promises.MINUTES.text, {"m": "{n}"})),
        "hours": voice(Say(promises.HOURS.text, {"h": "{n}"})),
        "zone": timezone.get_current_timezone_name(),
    }
