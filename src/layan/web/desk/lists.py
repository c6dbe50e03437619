"""The lists of the desk: by what is due next, by whose they are, by search; and what is done to many at once."""

from typing import Any

from django.contrib import messages as toasts
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from layan.actions import cases, views
from layan.desk import commands
from layan.records.access import cases_for, may
from layan.records.models import SavedView
from layan.records.queries import lists
from layan.records.queries.search import search
from layan.web.desk import rows
from layan.web.guard import Request, needs
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
@require_GET
def home(request: Request) -> HttpResponse:
    return redirect("desk:list", view="due")


@needs("desk")
@require_GET
def show(request: Request, view: str) -> HttpResponse:
    """One list, a page at a time; with `q`, what is found."""
    if view not in lists.LISTS:
        return redirect("desk:list", view="due")
    context = list_context(request, view)
    template = "desk/list.html#rows" if request.htmx and not request.htmx.boosted else "desk/list.html"
    return render(request, template, context)


def list_context(request: Request, view: str, current: int | None = None) -> dict[str, Any]:
    """What a list needs, on its own page and beside a case."""
    now = timezone.now()
    plan, voice = request.plan, speaker()
    asked = rows.asked(view, request.GET)
    query = request.GET.get("q", "").strip()
    page = lists.Page(tuple(search(request.user, query)), "") if query else lists.page_of(request.user, asked)
    chosen = {**dict(asked.filters), "assignee": asked.assignee}
    shown = shown_counts(lists.counts(request.user, now))
    return {
        "view": view,
        "title": _("Found") if query else TITLES[view](),
        "q": query,
        "rows": rows.rows(page.cases, plan, voice, current),
        "older": rows.list_address(view, {**chosen, "after": page.following}) if page.following else "",
        "filters": rows.filter_menu(plan, asked, voice, request.colleagues),
        "filtered": bool(asked.filters or asked.assignee),
        "address": rows.list_address(view, chosen),
        "live_query": rows.list_address(view, {**chosen, "after": asked.after, "q": query}),
        "many": may(request.user, "cases.bulk"),
        "late": shown.pop("late", 0),
        "counts": shown,
        "saved_views": rows.saved_views(request.user, request.get_full_path()),
        "live_url": "/desk/live",
    }


def shown_counts(counts: dict[str, int]) -> dict[str, int | str]:
    """Small numbers as they are; from MANY on, that there are many."""
    return {key: f"{lists.MANY - 1}+" if number >= lists.MANY else number for key, number in counts.items()}


@needs("desk")
@require_GET
def options(request: Request) -> HttpResponse:
    """What the command palette finds: cases by number, customer, words."""
    found = search(request.user, request.GET.get("q", ""), limit=8)
    voice = speaker()
    context = {"rows": rows.rows(found, request.plan, voice), "q": request.GET.get("q", "")}
    return render(request, "desk/options.html", context)


BULK = {"take": commands.Take, "resolve": commands.Resolve, "wait": commands.WaitForCustomer}


@needs("cases.bulk")
@require_POST
def many(request: Request) -> HttpResponse:
    """The same command to several cases; each by itself, and what was refused is said."""
    now = timezone.now()
    wanted = [int(pk) for pk in request.POST.getlist("case") if pk.isdecimal()][:100]
    allowed = set(cases_for(request.user).filter(pk__in=wanted).values_list("pk", flat=True))
    command = _bulk_command(request)
    if command is None or not allowed:
        toasts.warning(request, _("Choose some cases and what to do with them."))
        return redirect(request.POST.get("back") or "desk:home")
    done, refused = 0, []
    for pk in wanted:
        if pk not in allowed:
            continue
        outcome = cases.act(case=pk, command=command, by=request.actor, at=now)
        if outcome.refusal:
            refused.append(f"#{pk}: {speaker()(outcome.refusal.say)}")
        else:
            done += 1
    if done:
        toasts.success(request, ngettext("Done with {n} case.", "Done with {n} cases.", done).format(n=done))
    for line in refused[:5]:
        toasts.warning(request, line)
    return redirect(_safe_back(request))


def _bulk_command(request: Request) -> commands.Command | None:
    what, _sep, value = request.POST.get("do", "").partition(":")
    if what in BULK:
        return BULK[what]()
    if what == "assign":
        return commands.Assign(int(value) if value.isdecimal() else None)
    if what == "team" and value:
        return commands.Transfer(value)
    if what == "priority" and value:
        return commands.SetPriority(value)
    return None


def _safe_back(request: Request) -> str:
    back = request.POST.get("back", "")
    return back if back.startswith("/desk/") and not back.startswith("//") else reverse("desk:home")


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
