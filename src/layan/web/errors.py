"""What is shown when something cannot be: calm, in the reader's language, and with what to do."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from layan.records import storage

SOON = "30"
"""Seconds after which a browser or a proxy may come again."""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was not one of ours, or lay open too long."""
    return render(request, "403_csrf.html", {"again": request.path}, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """Without the request: what failed (the database, say) might fail again while the page is made."""
    trouble = storage.trouble_of(sys.exception())
    if trouble is None:
        return HttpResponse(render_to_string("500.html"), status=500)
    return HttpResponse(
        render_to_string("503.html", {"trouble": trouble}), status=503, headers={"Retry-After": SOON}
    )
