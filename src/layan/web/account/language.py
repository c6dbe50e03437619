"""Choosing the language one is spoken to in: everybody by cookie, staff for good."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from layan.actions import accounts
from layan.records.models import User

YEAR = 365 * 24 * 3600


def remember(request: HttpRequest, language: str) -> None:
    """From now on this session speaks `language`."""
    request.session["language"] = language
    translation.activate(language)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Fields `language` and `next`; back to where the reader was."""
    answer = HttpResponseRedirect(safe(request, request.POST.get("next", "")), status=303)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        _set_cookie(answer, language)
        if isinstance(request.user, User):
            accounts.speak(user=request.user, language=language)
            remember(request, language)
    return answer


def switched(request: HttpRequest) -> str:
    """For a form that carries the choice along, so that what was typed stays: its field `language` is spoken now."""
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        translation.activate(language)
    return translation.get_language() or settings.LANGUAGE_CODE


def spoken_from_now(answer: HttpResponse, language: str) -> HttpResponse:
    """An answer that was made after `switched`: the browser remembers."""
    answer.headers["Content-Language"] = language
    _set_cookie(answer, language)
    return answer


def safe(request: HttpRequest, wanted: str, otherwise: str = "/") -> str:
    """`wanted` if it stays on this site."""
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and here else otherwise


def _set_cookie(answer: HttpResponse, language: str) -> None:
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
