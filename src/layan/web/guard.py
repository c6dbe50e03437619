"""The door of every view behind sign-in: `@needs("permission")`.

Anonymous readers go to sign in; who lacks the permission gets 403. The permission stands on the view as
`needed`, so that a test can hold every address against the table of permissions.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from layan.desk.actor import Actor
from layan.live import hub
from layan.plan.plan import Plan
from layan.records.access import may, refuse
from layan.records.models import User
from layan.records.plans import plan_in_force
from layan.records.queries.people import colleagues
from layan.records.translate import actor_of


class Request(HttpRequest):
    """A request whose user has signed in: who she is to the desk, and the plan in force as it came in."""

    user: User
    htmx: Any
    plan: Plan
    actor: Actor
    colleagues: list[User]
    told: int | None  # the newest live event that stands in whatever is read from now on


SIGNED_IN: Final = "signed in"
"""Stands on a view as `needed` where signing in is enough."""

type View[**P] = Callable[Concatenate[Request, P], HttpResponseBase]


def needs[**P](
    permission: str,
) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Let in who has `permission`."""

    def guarded(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def door(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if not may(request.user, permission):
                refuse()
            _prepare(request)
            return view(cast(Request, request), *args, **kwargs)

        door.needed = permission  # type: ignore[attr-defined]
        return cast(Callable[Concatenate[HttpRequest, P], HttpResponseBase], door)

    return guarded


def _prepare(request: Any) -> None:
    """Read once what most pages need, at the first use; and show moments by the clocks of the business."""
    request.told = hub.newest()  # before anything is read: what comes while the page is made is told again
    request.plan = plan_in_force(timezone.now())
    request.actor = SimpleLazyObject(lambda: actor_of(request.user))
    request.colleagues = SimpleLazyObject(lambda: list(colleagues()))
    timezone.activate(request.plan.zone)


def signed_in[**P](view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in everybody who has signed in: what is her own asks for no permission."""

    @wraps(view)
    def door(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        _prepare(request)
        return view(cast(Request, request), *args, **kwargs)

    door.needed = SIGNED_IN  # type: ignore[attr-defined]
    return cast(Callable[Concatenate[HttpRequest, P], HttpResponseBase], door)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        # A fragment must not become a sign-in form in the middle of a page.
        return HttpResponse(status=204, headers={"HX-Redirect": "/account/login/"})
    return redirect_to_login(request.get_full_path())
