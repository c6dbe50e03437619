"""What happens when a door was tried too often."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def who_tries(request: HttpRequest | None, credentials: dict[str, str] | None) -> str:
    """The address that is tried, for axes."""
    given = credentials or {}
    posted = request.POST.get("login", "") if request is not None else ""
    return (given.get("email") or given.get("username") or posted).strip().casefold()


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: object) -> HttpResponse:
    """The page of somebody who tried a password too often."""
    return too_often(request)


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "429.html", status=429)
