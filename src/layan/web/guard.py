"""The door of every view behind sign-in: `@needs("permission")`.

Anonymous readers go to sign in; who lacks the permission gets 403. The permission stands on the view as
`needed`, so that a test can hold every address against the table of permissions.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, Concatenate, Final

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from layan.records.access import may, refuse
from layan.records.models import User
from layan.records.plans import NoPlan, plan_in_force


class Request(HttpRequest):
    """A request whose user has signed in."""

    user: User  # type: ignore[assignment]
    htmx: Any


SIGNED_IN: Final = "signed in"
"""Stands on a view as `needed` where signing in is enough."""

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
            speak_locally()
            return view(request, *args, **kwargs)  # type: ignore[arg-type]

        door.needed = permission  # type: ignore[attr-defined]
        return door

    return guarded


def speak_locally() -> None:
    """From here on, moments are shown by the clocks of the business."""
    with suppress(NoPlan):
        timezone.activate(plan_in_force(timezone.now()).zone)


def signed_in[**P](view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in everybody who has signed in: what is her own asks for no permission."""

    @wraps(view)
    def door(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    door.needed = SIGNED_IN  # type: ignore[attr-defined]
    return door


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        # A fragment must not become a sign-in form in the middle of a page.
        return HttpResponse(status=204, headers={"HX-Redirect": "/account/login/"})
    return redirect_to_login(request.get_full_path())
