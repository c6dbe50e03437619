"""Ways in that a letter or a terminal opens: the one-time link, the invitation. Looking uses neither up, so that
programs which open links to preview them do no harm."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from layan.actions import accounts
from layan.records.models import User
from layan.records.plans import NoPlan, plan_in_force
from layan.web.account.forms import Accept


def sign_in(request: HttpRequest, user: User, method: str, to: str | None = None) -> HttpResponse:
    """Sign her in and go to her first page, or `to`; asks for her second factor before, if she has one."""
    record_authentication(request, user, method=method)
    answer: HttpResponse = perform_login(request, Login(user=user, redirect_url=to))
    return answer


@never_cache
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """A link that signs its user in once: GET shows a button, POST uses it."""
    at = timezone.now()
    if request.method == "POST":
        user = accounts.use_link(token=token, at=at)
        if user is not None:
            return sign_in(request, user, "link")
        return render(request, "account/link.html", {"void": True}, status=410)
    user = accounts.whose_link(token=token, at=at)
    return render(
        request, "account/link.html", {"void": user is None, "who": user}, status=200 if user else 410
    )


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody takes an invitation up: her name, language and password; then she is in."""
    at = timezone.now()
    found = accounts.invitation_of(token=token, at=at)
    if found is None:
        return render(request, "account/invitation.html", {"void": True}, status=410)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(found.language)
    initial = {"name": found.name, "language": found.language}
    form = Accept(request.POST or None, email=found.email, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            user = accounts.accept(invitation=found, at=at, **form.cleaned_data)
        except accounts.NotAllowed as problem:
            form.add_error(None, _refused(problem))
        else:
            return sign_in(request, user, "invitation")
    context = {"form": form, "invitation": found, "where": _business(), "void": False}
    return render(request, "account/invitation.html", context, status=422 if form.errors else 200)


def _refused(problem: accounts.NotAllowed) -> str:
    if str(problem) == "taken":
        return _("Somebody with this address has an account already. Please sign in with it.")
    return _("This invitation was taken up a moment ago. Please sign in.")


def _business() -> str:
    try:
        return plan_in_force(timezone.now()).name
    except NoPlan:
        return "Layan"
