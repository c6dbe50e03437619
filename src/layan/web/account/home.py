"""My account: my name and language, how I prove who I am, where I am signed in."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from layan.actions import accounts
from layan.records.models import User
from layan.web.account.browsers import browser
from layan.web.account.forms import Profile
from layan.web.account.language import remember
from layan.web.guard import Request, signed_in


@require_safe
@signed_in
def home(request: Request) -> HttpResponse:
    return _shown(request, Profile(initial={"name": request.user.name, "language": request.user.language}))


@require_POST
@signed_in
def profile(request: Request) -> HttpResponse:
    """Fields `name` and `language`."""
    form = Profile(request.POST)
    if not form.is_valid():
        return _shown(request, form, status=422)
    accounts.introduce(user=request.user, at=timezone.now(), **form.cleaned_data)
    remember(request, request.user.language)
    messages.success(request, _("Saved."))
    return redirect("account:home")


@require_POST
@signed_in
def end_session(request: Request, pk: int) -> HttpResponse:
    session = UserSession.objects.filter(user=request.user, pk=pk).first()
    if session is None:
        raise Http404
    end_sessions(request, [session])
    messages.success(request, _("That device is signed out."))
    return redirect("account:home")


@require_POST
@signed_in
def end_others(request: Request) -> HttpResponse:
    end_other_sessions(request, request.user)
    messages.success(request, _("All other devices are signed out."))
    return redirect("account:home")


def _shown(request: Request, form: Profile, status: int = 200) -> HttpResponse:
    return render(
        request,
        "account/home.html",
        {"form": form, **_factors(request.user), **_sessions(request)},
        status=status,
    )


def _factors(user: User) -> dict[str, object]:
    """The ways she proves who she is, beside her password."""
    mine = list(Authenticator.objects.filter(user=user).order_by("pk"))
    codes = next((one for one in mine if one.type == Authenticator.Type.RECOVERY_CODES), None)
    return {
        "app": next((one for one in mine if one.type == Authenticator.Type.TOTP), None),
        "codes": codes,
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "passkeys": [one for one in mine if one.type == Authenticator.Type.WEBAUTHN],
        "has_password": user.has_usable_password(),
    }


def _sessions(request: Request) -> dict[str, object]:
    rows = sorted(
        UserSession.objects.purge_and_list(request.user), key=lambda one: one.last_seen_at, reverse=True
    )
    sessions = [{"row": row, "browser": browser(row.user_agent), "current": row.is_current()} for row in rows]
    return {"sessions": sorted(sessions, key=lambda one: not one["current"])}
