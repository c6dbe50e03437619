"""Reading the plan: as a book, in the reader's language, with its rules as sentences."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from layan.plan.compare import Change, PageChange, compare
from layan.plan.page import Page
from layan.plan.plan import Plan
from layan.plan.sentences import byline, sentences
from layan.plan.wording import Speaker
from layan.records.models import PlanVersion
from layan.records.plans import plan_of, version_in_force
from layan.web.guard import Request, needs
from layan.web.prose import rendered
from layan.web.templatetags.layan import speaker
from layan.web.week import week

CHAPTERS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("business", lambda: _("The business")),
    ("profile", lambda: _("Our customers")),
    ("channel", lambda: _("Reaching us")),
    ("situation", lambda: _("Situations")),
    ("policy", lambda: _("Policies")),
    ("procedure", lambda: _("Procedures")),
    ("conduct", lambda: _("Conduct")),
    ("team", lambda: _("Teams")),
)
"""Kinds of pages in the order of a book."""


def _version(number: int | None) -> PlanVersion:
    if number is None:
        return version_in_force(timezone.now())
    return get_object_or_404(PlanVersion.objects.defer("files"), number=number)


def _address(key: str, number: int | None) -> str:
    return reverse("plan:version_page", args=[number, key]) if number else reverse("plan:page", args=[key])


def contents(plan: Plan, voice: Speaker, number: int | None, current: str = "") -> list[dict[str, Any]]:
    """The list of contents: chapters with their pages, by name in the reader's language."""
    chapters = []
    for kind, label in CHAPTERS:
        pages = sorted(
            plan.of_kind(kind).values(), key=lambda page: page.ref.name_in(voice.language).casefold()
        )
        links = [
            {
                "href": _address(p.key, number),
                "label": p.ref.name_in(voice.language),
                "current": p.key == current,
            }
            for p in pages
        ]
        if links:
            chapters.append({"label": label(), "pages": links})
    return chapters


def _book(version: PlanVersion, number: int | None, voice: Speaker, current: str = "") -> dict[str, Any]:
    plan = plan_of(version.digest)
    return {
        "plan": plan,
        "version": version,
        "in_force": version.pk == version_in_force(timezone.now()).pk,
        "chapters": contents(plan, voice, number, current),
        "live_url": "",
    }


@needs("plan.read")
@require_safe
def handbook(request: Request, number: int | None = None) -> HttpResponse:
    """The whole plan on one page: what every page promises, in sentences."""
    version, voice = _version(number), speaker()
    context = _book(version, number, voice)
    plan: Plan = context["plan"]
    context["parts"] = [
        {
            "label": chapter["label"],
            "kind": kind,
            "pages": [_shown(p, plan, voice, number) for p in plan.of_kind(kind).values()],
        }
        for (kind, _label), chapter in zip(
            [(k, lab) for k, lab in CHAPTERS if plan.of_kind(k)], context["chapters"], strict=True
        )
    ]
    return render(request, "plan/handbook.html", context)


@needs("plan.read")
@require_safe
def page(request: Request, key: str, number: int | None = None) -> HttpResponse:
    """One page as it reads."""
    version, voice = _version(number), speaker()
    context = _book(version, number, voice, key)
    plan: Plan = context["plan"]
    found = plan.pages.get(key)
    if found is None:
        raise Http404
    context["page"] = _shown(found, plan, voice, number)
    if found.kind == "channel":
        context["week"] = week(plan, key, voice, timezone.now())
    return render(request, "plan/page.html", context)


def _shown(page: Page[Any], plan: Plan, voice: Speaker, number: int | None) -> dict[str, Any]:
    language = voice.language if page.prose.get(voice.language) else plan.language
    steps = page.rules.steps_in(voice.language) if page.kind == "procedure" else ()
    return {
        "key": page.key,
        "href": _address(page.key, number),
        "name": page.ref.name_in(voice.language),
        "by": byline(page, voice),
        "sentences": sentences(page, plan, voice),
        "html": rendered(page.prose.get(language, "")),
        "language": language,
        "translated": language == voice.language,
        "steps": [
            {"number": n, "does": step.do, "words": step.say.get(voice.language, "")}
            for n, step in enumerate(steps, 1)
        ],
    }


@needs("plan.read")
@require_safe
def versions(request: Request) -> HttpResponse:
    """Every version: who wrote it, why, and from when it holds."""
    now = timezone.now()
    current = version_in_force(now)
    rows = PlanVersion.objects.defer("files").select_related("by")[:200]
    if not rows:
        return redirect("plan:handbook")
    return render(request, "plan/versions.html", {"versions": rows, "current": current, "now": now})


@needs("plan.read")
@require_safe
def changes(request: Request, before: int, number: int) -> HttpResponse:
    """What a version says otherwise than another: page by page, rules as sentences, prose with its changes marked."""
    older, newer, voice = _version(before), _version(number), speaker()
    was, now = plan_of(older.digest), plan_of(newer.digest)
    names = dict(CHAPTERS)
    found = [_changed(each, names, older, newer, voice) for each in compare(was, now, voice)]
    context = {"older": older, "newer": newer, "plan": now, "changes": found, "live_url": ""}
    return render(request, "plan/changes.html", context)


def _changed(
    change: PageChange, names: dict[str, Any], older: PlanVersion, newer: PlanVersion, voice: Speaker
) -> dict[str, Any]:
    page, version = change.page, older if change.after is None else newer
    return {
        "name": page.ref.name_in(voice.language),
        "kind": names[page.kind](),
        "state": change.state,
        "href": _address(page.key, version.number),
        "rules": [_marked(each) for each in change.rules],
        "prose": [_marked(each) for each in change.prose],
    }


def _marked(change: Change) -> dict[str, Any]:
    return {
        "state": "changed" if change.before and change.after else "new" if change.after else "gone",
        "pieces": change.pieces,
    }
