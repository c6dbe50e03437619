"""*Reach us now*: every channel of the plan as it stands this minute, the open ones first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from layan.plan.opening import Opening
from layan.plan.page import Page
from layan.plan.pages.channel import Channel
from layan.plan.plan import Plan
from layan.plan.say import Say, say
from layan.plan.wording import Speaker, to_the_minute


def ways(plan: Plan, speaker: Speaker, now: datetime, addresses: Mapping[str, str]) -> list[dict[str, Any]]:
    """The contexts of `components/way.html`, in the order in which a customer should try them. `addresses`: of the
    mailboxes, by channel."""
    shown = [(page, plan.opening(page.key, now)) for page in offered(plan, addresses)]
    shown.sort(key=lambda one: (not reachable(*one), not one[0].rules.live))
    found = [way(plan, page, opening, speaker, now, addresses) for page, opening in shown]
    for one in found:
        if one["href"]:
            one["primary"] = True
            break
    return found


def offered(plan: Plan, addresses: Mapping[str, str]) -> list[Page[Channel]]:
    """The channels that a customer can find: those with a page of ours or an address."""
    return [
        page for page in plan.channels.values() if page.rules.medium == "form" or address_of(page, addresses)
    ]


def address_of(page: Page[Channel], addresses: Mapping[str, str]) -> str:
    """As the plan says; else that of the mailbox which serves the channel."""
    return page.rules.address or addresses.get(page.key, "")


def reachable(page: Page[Channel], opening: Opening) -> bool:
    """What is written may come at any hour; what is live only while somebody is there."""
    return opening.open or not page.rules.live


def way(
    plan: Plan,
    page: Page[Channel],
    opening: Opening,
    speaker: Speaker,
    now: datetime,
    addresses: Mapping[str, str],
) -> dict[str, Any]:
    address = address_of(page, addresses)
    href, label = link(page.rules.medium, address, opening)
    name = page.ref.name_in(speaker.language)
    return {
        "medium": page.rules.medium,
        "name": f"{name}: {address}" if page.rules.medium in ("phone", "counter") else name,
        "open": reachable(page, opening),
        "status": status(page, opening),
        "says": promise(plan, page, now),
        "href": href,
        "label": label,
        "primary": False,
    }


def status(page: Page[Channel], opening: Opening) -> Say:
    if not page.rules.live:
        return say("Write at any time")
    if opening.open:
        return say("Open until {until}", until=opening.until) if opening.until else say("Open day and night")
    return say("Closed, opens {next}", next=opening.next) if opening.next else say("Closed")


def promise(plan: Plan, page: Page[Channel], now: datetime) -> Say | None:
    """How long it takes, as the plan promises it."""
    if page.rules.live:
        answer = plan.promise("answer", channel=page.key, start=now)
        return say("answered within {within}", within=answer.within) if answer else None
    reply = plan.promise("first_reply", channel=page.key, start=now)
    return say("answered by {due} at the latest", due=to_the_minute(reply.due)) if reply else None


def link(medium: str, address: str, opening: Opening) -> tuple[str, str]:
    """Where its button leads, and what stands on it."""
    match medium:
        case "form":
            return reverse("help:write"), _("Write")
        case "email" if address:
            return f"mailto:{address}", _("Send an email")
        case "phone" if address and opening.open:
            return f"tel:{address.replace(' ', '')}", _("Call")
        case _:
            return "", ""
