"""The door of every view behind sign-in: `@needs("permission")`.

Anonymous readers go to sign in; who lacks the permission gets 403. The permission stands on the view as
`needed`, so that a test can hold every address against the table of permissions.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from layan.records.access import may, refuse
from layan.records.models import User


class Request(HttpRequest):
    """A request whose user has signed in."""

    user: User  # type: ignore[assignment]
    htmx: Any


type View[**P] = Callable[Concatenate[Request, P], HttpResponseBase]


def needs[**P](permission: str) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Let in who has `permission`."""

    def guarded(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def door(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if not may(request.user, permission):
                refuse()
            return view(request, *args, **kwargs)  # type: ignore[arg-type]

        door.needed = permission  # type: ignore[attr-defined]
        return door

    return guarded


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        # A fragment must not become a sign-in form in the middle of a page.
        return HttpResponse(status=204, headers={"HX-Redirect": "/account/login/"})
    return redirect_to_login(request.get_full_path())
