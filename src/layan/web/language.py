"""Which language a reader is spoken to in: her own setting, else what she chose, else what her browser asks for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

SPOKEN = frozenset(code for code, _ in settings.LANGUAGES)


class LanguageMiddleware:
    """Runs after the session; the user's own language is read with the user, only where a page asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        response.headers["Vary"] = ", ".join(filter(None, [response.headers.get("Vary"), "Accept-Language"]))
        return response


def chosen(request: HttpRequest) -> str:
    """The language of the session (set at sign-in), of the cookie, of the browser, of the installation."""
    for code in (request.session.get("language"), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)):
        if code in SPOKEN:
            return str(code)
    return translation.get_language_from_request(request) or settings.LANGUAGE_CODE
