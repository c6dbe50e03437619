"""Cases as rows of a list, and lists as the page shows them."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from layan.plan.plan import Plan
from layan.plan.say import Priority
from layan.plan.wording import Speaker
from layan.records.models import Case, SavedView, User
from layan.records.queries import lists
from layan.web.components import promises


def asked(view: str, query: QueryDict) -> lists.Asked:
    """What the address of a list asks for."""
    filters = tuple((name, str(query[name])) for name in lists.FILTERS if query.get(name))
    assignee = query.get("assignee", "")
    return lists.Asked(
        view,
        filters,
        assignee[:18] if assignee.isdecimal() or assignee == "none" else "",
        query.get("after", ""),
    )


def row(
    case: Case, plan: Plan, speaker: Speaker, current: int | None = None, within: str = ""
) -> dict[str, Any]:
    """The context of `components/case_row.html`; `within` is the query of the list it is opened from."""
    tags = []
    if case.priority in ("high", "urgent"):
        tags.append({"text": speaker.value(Priority(case.priority)), "kind": "strong"})
    if case.situation:
        tags.append({"text": page_name(plan, case.situation, speaker), "kind": ""})
    if case.language and case.language != plan.language:
        tags.append({"text": case.language, "kind": "short"})
    return {
        "number": case.pk,
        "href": reverse("desk:case", args=[case.pk]) + (f"?{within}" if within else ""),
        "who": case.customer.name or _("Nameless customer"),
        "what": case.subject or case.snippet or _("(no subject)"),
        "medium": medium(plan, case.channel),
        "current": case.pk == current,
        "read": not case.unread,
        "tags": tags,
        "assignee": case.assignee.name if case.assignee else "",
        "about": _("asks for a decision") if case.pending_approvals else "",
        "pill": pill(case, speaker),
    }


def rows(
    cases: Iterable[Case], plan: Plan, speaker: Speaker, current: int | None = None, within: str = ""
) -> list[dict[str, Any]]:
    return [row(case, plan, speaker, current, within) for case in cases]


def pill(case: Case, speaker: Speaker) -> promises.Pill | None:
    """What it owes next, also when that is late."""
    if not case.due_target:
        return None
    return promises.pill(
        target=case.due_target, due=case.order_at, state="running", speaker=speaker, now=timezone.now()
    )


def medium(plan: Plan, channel: str) -> str:
    """The medium of a channel; the plan may have lost the page since."""
    page = plan.channels.get(channel)
    return page.rules.medium if page else ""


def page_name(plan: Plan, key: str, speaker: Speaker) -> str:
    """What a page is called in the reader's language; its key when the plan has no such page any more."""
    page = plan.pages.get(key)
    return page.ref.name_in(speaker.language) if page else key


def list_address(view: str, query: dict[str, str]) -> str:
    kept = {name: value for name, value in query.items() if value}
    return reverse("desk:list", args=[view]) + (f"?{urlencode(kept)}" if kept else "")


def saved_views(user: User, path: str) -> list[dict[str, Any]]:
    """Her own lists and those shared with all."""
    found = SavedView.objects.filter(user=user) | SavedView.objects.filter(shared=True)
    return [
        {
            "label": view.name,
            "href": view.query,
            "current": view.query == path,
            "pk": view.pk,
            "mine": view.user_id == user.pk,
        }
        for view in found.order_by("name", "pk").distinct()[:30]
    ]


def filter_menu(
    plan: Plan, asked: lists.Asked, speaker: Speaker, people: Iterable[User]
) -> list[dict[str, Any]]:
    """The filters of a list: each with its choices and what is chosen."""
    chosen = dict(asked.filters)
    named = {
        "situation": (_("Situation"), plan.situations),
        "channel": (_("Channel"), plan.channels),
        "team": (_("Team"), plan.teams),
    }
    menus = [
        {
            "name": name,
            "label": label,
            "value": chosen.get(name, ""),
            "choices": [(key, page_name(plan, key, speaker)) for key in pages],
        }
        for name, (label, pages) in named.items()
    ]
    priorities = [(key, speaker.value(Priority(key))) for key in ("urgent", "high", "normal", "low")]
    menus.append(
        {
            "name": "priority",
            "label": _("Priority"),
            "value": chosen.get("priority", ""),
            "choices": priorities,
        }
    )
    languages = [(code, speaker.formats.language(code)) for code in plan.business.languages]
    menus.append(
        {
            "name": "language",
            "label": _("Language"),
            "value": chosen.get("language", ""),
            "choices": languages,
        }
    )
    somebody = [("none", _("Nobody")), *((str(user.pk), user.name) for user in people)]
    menus.append({"name": "assignee", "label": _("Person"), "value": asked.assignee, "choices": somebody})
    return menus


def filter_chips(view: str, menus: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a list is narrowed by, each with the address of the list without it."""
    chosen = {menu["name"]: menu["value"] for menu in menus if menu["value"]}
    return [
        {
            "label": f"{menu['label']}: {dict(menu['choices']).get(menu['value'], menu['value'])}",
            "href": list_address(view, {**chosen, menu["name"]: ""}),
            "current": True,
        }
        for menu in menus
        if menu["value"]
    ]
