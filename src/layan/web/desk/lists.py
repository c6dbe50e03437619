"""The lists of the desk: by what is due next, by whose they are, by search; and what is done to many at once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages as toasts
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from layan.actions import cases as acting
from layan.actions import views
from layan.actions.ledger import Outcome
from layan.desk import commands
from layan.plan.plan import Plan
from layan.records.access import cases_for, may
from layan.records.models import Case, SavedView
from layan.records.queries import lists
from layan.records.queries.customers import found as customers_found
from layan.records.queries.search import search
from layan.records.translate import state_of
from layan.web.desk import rows
from layan.web.desk.approvals import approvals
from layan.web.desk.forms import assignee
from layan.web.guard import Request, needs
from layan.web.navigation import IN_BAR
from layan.web.templatetags.layan import speaker

TITLES = {
    "due": lambda: _("Due next"),
    "mine": lambda: _("Mine"),
    "unassigned": lambda: _("Unassigned"),
    "approvals": lambda: _("Approvals"),
    "mentions": lambda: _("Mentions"),
    "waiting": lambda: _("Waiting for customer"),
    "snoozed": lambda: _("Snoozed"),
    "resolved": lambda: _("Resolved"),
}


@needs("desk")
@require_safe
def home(request: Request) -> HttpResponse:
    return redirect("desk:list", view="due")


@needs("desk")
@require_safe
def show(request: Request, view: str) -> HttpResponse:
    """One list, a page at a time; with `q`, what is found."""
    if view not in lists.LISTS:
        return redirect("desk:list", view="due")
    beside = request.GET.get("beside", "")
    context = list_context(request, view, int(beside[:18]) if beside.isdecimal() else None)
    if request.htmx:
        return render(request, "desk/_rows.html", context | {"swap": True, "in_bar": IN_BAR})
    return render(request, "desk/list.html", context)


def list_context(request: Request, view: str, current: int | None = None) -> dict[str, Any]:
    """What a list needs, on its own page and beside a case."""
    now = timezone.now()
    plan, voice = request.plan, speaker()
    asked = rows.asked(view, request.GET)
    query = request.GET.get("q", "").strip()
    size = lists.PAGE if current is None else lists.BESIDE
    page = (
        lists.Page(tuple(search(request.user, query)), "")
        if query
        else lists.page_of(request.user, asked, size)
    )
    chosen = {**dict(asked.filters), "assignee": asked.assignee}
    shown = shown_counts(lists.counts(request.user, now))
    menus = rows.filter_menu(plan, asked, voice, request.colleagues)
    saved = rows.saved_views(request.user, rows.list_address(view, chosen))
    within = (
        "" if query else urlencode({k: v for k, v in {"list": view, **chosen}.items() if v and v != "due"})
    )
    found = rows.rows(page.cases, plan, voice, current, within)
    if view == "approvals" and not query and current is None:
        ask(request, plan, found, page.cases)
    return {
        "view": view,
        "here": view,
        "title": _("Found") if query else TITLES[view](),
        "q": query,
        "rows": found,
        "older": rows.list_address(view, {**chosen, "after": page.following}) if page.following else "",
        "newest": rows.list_address(view, chosen) if asked.after else "",
        "filters": menus,
        "chips": rows.filter_chips(view, menus),
        "filtered": bool(asked.filters or asked.assignee),
        "address": rows.list_address(view, chosen),
        "live_query": rows.list_address(
            view,
            {**chosen, "after": asked.after, "q": query, "beside": str(current or "")},
        ),
        "many": may(request.user, "cases.bulk"),
        "late": shown.pop("late", 0),
        "counts": shown,
        "saved_views": saved,
        "saved": next((one for one in saved if one["current"]), None),
        "live_url": "/desk/live",
        "search_url": reverse("desk:find"),
        "commands": palette(case=current is not None),
    }


def ask(request: Request, plan: Plan, found: list[dict[str, Any]], cases: Iterable[Case]) -> None:
    """Beside each case of the list, the questions on it that wait for a decision."""
    voice = speaker()
    for row, case in zip(found, cases, strict=True):
        row["asks"] = approvals(state_of(case), plan, request.actor, voice, request.colleagues, case.pk)
        row["below"] = "desk/_asks.html"


def palette(case: bool) -> list[dict[str, str]]:
    """What the command palette can press on this page."""
    if not case:
        return [{"label": _("Search"), "icon": "search", "press": "/", "key": "/"}]
    named = (
        ("r", _("Reply"), "reply"),
        ("n", _("Write a note"), "sticky-note"),
        ("a", _("Take or give to a colleague"), "user-check"),
        ("t", _("Transfer"), "arrow-right-left"),
        ("h", _("Wait or put off"), "moon"),
        ("o", _("Give the customer something"), "gift"),
        ("s", _("Situation, priority and subject"), "tag"),
        ("e", _("Resolve"), "check"),
    )
    return [{"label": label, "icon": icon, "press": key, "key": key} for key, label, icon in named]


def shown_counts(counts: dict[str, int]) -> dict[str, int | str]:
    """Small numbers as they are; from MANY on, that there are many."""
    return {key: f"{lists.MANY - 1}+" if number >= lists.MANY else number for key, number in counts.items()}


@needs("desk")
@require_safe
def options(request: Request) -> HttpResponse:
    """What the command palette finds: cases by number, customer, words."""
    found = search(request.user, request.GET.get("q", ""), limit=8)
    voice = speaker()
    query = request.GET.get("q", "").strip()
    people = customers_found(query)[:5] if query and may(request.user, "customers") else []
    context = {"rows": rows.rows(found, request.plan, voice), "q": query, "people": people}
    return render(request, "desk/options.html", context)


BULK = {"take": commands.Take, "resolve": commands.Resolve, "wait": commands.WaitForCustomer}


@needs("cases.bulk")
@require_POST
def many(request: Request) -> HttpResponse:
    """The same command to several cases; each by itself, and what was refused is said."""
    now = timezone.now()
    wanted = [int(pk[:18]) for pk in request.POST.getlist("case") if pk.isdecimal()][:100]
    allowed = set(cases_for(request.user).filter(pk__in=wanted).values_list("pk", flat=True))
    command = _bulk_command(request)
    if command is None or not allowed:
        toasts.warning(request, _("Choose some cases and what to do with them."))
        return redirect(_safe_back(request))
    done, refused = 0, []
    for pk in wanted:
        if pk not in allowed:
            continue
        outcome = _one_of_many(request, pk, allowed, command, now)
        if outcome.refusal:
            refused.append(f"#{pk}: {speaker()(outcome.refusal.say)}")
        else:
            done += bool(outcome.events)
    if done:
        toasts.success(request, ngettext("Done with {n} case.", "Done with {n} cases.", done).format(n=done))
    for line in refused[:5]:
        toasts.warning(request, line)
    return redirect(_safe_back(request))


def _one_of_many(
    request: Request, pk: int, chosen: set[int], command: commands.Command, at: datetime
) -> Outcome:
    if not isinstance(command, commands.MergeInto):
        return acting.act(case=pk, command=command, by=request.actor, at=at)
    oldest = min(chosen)
    if pk == oldest:  # the others come here
        return Outcome(None)
    both = {case.pk: case for case in cases_for(request.user).filter(pk__in=(pk, oldest))}
    return acting.merge(case=both[pk], into=both[oldest], by=request.actor, at=at)


def _bulk_command(request: Request) -> commands.Command | None:
    what, _sep, value = request.POST.get("do", "").partition(":")
    if what in BULK:
        return BULK[what]()
    if what == "merge":
        return commands.MergeInto(0, 0)
    if what == "assign":
        return commands.Assign(assignee(value, request.colleagues))
    if what == "team" and value:
        return commands.Transfer(value)
    if what == "priority" and value:
        return commands.SetPriority(value)
    return None


def _safe_back(request: Request) -> str:
    back = request.POST.get("back", "")
    return back if back.startswith("/desk/") and "\\" not in back else reverse("desk:home")


@needs("desk")
@require_POST
def save_view(request: Request) -> HttpResponse:
    """Keep the list as it is now under a name."""
    name, query = request.POST.get("name", "").strip(), _safe_back(request)
    if name:
        shared = bool(request.POST.get("shared")) and may(request.user, "views.share")
        views.save(user=request.user, name=name, query=query, shared=shared)
        toasts.success(request, _("Kept as “{name}”.").format(name=name))
    return redirect(query)


@needs("desk")
@require_POST
def remove_view(request: Request, pk: int) -> HttpResponse:
    """Only one's own is removed."""
    view = SavedView.objects.filter(pk=pk, user=request.user).first()
    if view is not None:
        views.remove(user=request.user, view=pk)
        toasts.success(request, _("Removed “{name}”.").format(name=view.name))
    return redirect("desk:home")
