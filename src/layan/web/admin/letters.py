"""Letters: what the desk writes by itself, in the words of the business."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from layan.actions import letters as actions
from layan.records.models import Letter
from layan.web.admin.letter_forms import LetterForm
from layan.web.admin.letter_samples import kinds, meanings, sample
from layan.web.guard import Request, needs
from layan.web.templatetags.layan import speaker


@require_safe
@needs("letters")
def letters(request: Request) -> HttpResponse:
    """Every kind of letter in every language, and whose words it has."""
    own = {(row.kind, row.language) for row in Letter.objects.only("kind", "language")}
    languages = [code for code, _name in settings.LANGUAGES]
    formats = speaker().formats
    rows = [
        {
            "cells": [
                {"html": format_html('{}<br><span class="small quiet">{}</span>', name, when)},
                *(_cell(kind, name, code, formats.language(code), (kind, code) in own) for code in languages),
            ]
        }
        for kind, (name, when) in kinds().items()
    ]
    head = [{"label": _("Letter")}, *({"label": formats.language(code)} for code in languages)]
    return render(request, "admin/letters.html", {"head": head, "rows": rows})


def _cell(kind: str, name: str, code: str, language: str, own: bool) -> dict[str, Any]:
    words = _("Your words") if own else _("Our words")
    link = format_html(
        '<a href="{}">{}<span class="visually-hidden"> ({}, {})</span></a>',
        reverse("admin:letter", args=[kind, code]), words, name, language,
    )  # fmt: skip
    return {"html": link, "label": language}


@require_http_methods(["GET", "POST"])
@needs("letters")
def letter(request: Request, kind: str, language: str) -> HttpResponse:
    """One letter in one language: its words, what may stand in them, and how it reads."""
    if kind not in actions.KINDS or language not in dict(settings.LANGUAGES):
        raise Http404
    name = kinds()[kind][0]
    if "restore" in request.POST:
        actions.restore(kind=kind, language=language)
        messages.success(request, _("“{name}” has our words again.").format(name=name))
        return redirect("admin:letter", kind, language)
    subject, body = actions.words(kind, language)
    form = LetterForm(request.POST or None, kind=kind, initial={"subject": subject, "body": body})
    words = (subject, body)
    if request.method == "POST" and form.is_valid():
        words = (form.cleaned_data["subject"], form.cleaned_data["body"])
        if "preview" not in request.POST:
            actions.change(
                kind=kind, language=language, subject=words[0], body=words[1],
                by=request.user, at=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("“{name}” is kept.").format(name=name))
            return redirect("admin:letter", kind, language)
    context = _page(request, kind, language) | {
        "form": form,
        "shown": _filled(request, kind, language, words),
    }
    return render(request, "admin/letter.html", context, status=422 if form.errors else 200)


def _page(request: Request, kind: str, language: str) -> dict[str, Any]:
    formats = speaker().formats
    tabs = [
        {
            "label": formats.language(code),
            "href": reverse("admin:letter", args=[kind, code]),
            "current": code == language,
        }
        for code, _name in settings.LANGUAGES
    ]
    name, when = kinds()[kind]
    return {
        "name": name,
        "when": when,
        "letter_language": language,
        "language_name": formats.language(language),
        "tabs": tabs,
        "places": meanings(kind),
        "own": Letter.objects.select_related("by").filter(kind=kind, language=language).first(),
        "here": reverse("admin:letters"),
    }


def _filled(request: Request, kind: str, language: str, words: actions.Words) -> dict[str, Any]:
    """The letter as somebody would get it."""
    values, case = sample(kind, language, request.user, request.plan, timezone.now())
    subject, text = actions.fill(words, values)
    return {"subject": subject, "text": text, "case": case}
