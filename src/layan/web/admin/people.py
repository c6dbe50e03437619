"""People: who works here and as what, who is invited, who has left."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from layan.actions import accounts
from layan.plan.plan import Plan
from layan.records.models import Invitation, User
from layan.records.plans import plan_in_force
from layan.records.queries.people import everybody, open_invitations
from layan.web.admin.people_forms import Invite, Person, role_names
from layan.web.guard import Request, needs


@require_safe
@needs("people")
def people(request: Request) -> HttpResponse:
    """Colleagues, open invitations, and those who have left."""
    names, teams = role_names(), team_names(plan_in_force(timezone.now()))
    rows = [_row(user, names, teams) for user in everybody()]
    invited = [
        {"row": one, "roles": [names.get(role, role) for role in one.roles]}
        for one in open_invitations(at=timezone.now())
    ]
    return render(
        request,
        "admin/people.html",
        {
            "active": [row for row in rows if row["user"].is_active],
            "left": [row for row in rows if not row["user"].is_active],
            "invited": invited,
            "now": timezone.now(),
        },
    )


def _row(user: User, names: dict[str, str], teams: dict[str, str]) -> dict[str, Any]:
    member = sorted(one.team for one in user.memberships.all())
    return {
        "user": user,
        "roles": [names.get(role, role) for role in user.roles],
        "teams": [teams.get(team, team) for team in member],
    }


def team_names(plan: Plan) -> dict[str, str]:
    """The plan's teams in the reader's language, by key."""
    language = get_language() or plan.language
    named = {key: page.names.get(language) or page.name for key, page in plan.teams.items()}
    return dict(sorted(named.items(), key=lambda team: team[1].casefold()))


@require_http_methods(["GET", "POST"])
@needs("people")
def invite(request: Request) -> HttpResponse:
    """Invite a colleague; the answer shows the link as well, for where no mail goes out yet."""
    plan = plan_in_force(timezone.now())
    form = Invite(request.POST or None, teams=team_names(plan), by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            row, link = accounts.invite(
                **form.cleaned_data, by=request.user, business=plan.name, at=timezone.now()
            )
        except accounts.NotAllowed as problem:
            form.add_error("email", refused(problem))
        else:
            return render(request, "admin/invited.html", {"invitation": row, "link": link})
    return render(request, "admin/invite.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@needs("people")
def person(request: Request, pk: int) -> HttpResponse:
    """What somebody may do, and whether she works here."""
    user = get_object_or_404(User, pk=pk)
    teams = team_names(plan_in_force(timezone.now()))
    mine = list(user.memberships.values_list("team", flat=True))
    form = Person(
        request.POST or None,
        teams=teams | {team: team for team in mine if team not in teams},
        by=request.user,
        user=user,
        initial={"roles": user.roles, "teams": mine},
    )
    if request.method == "POST" and not may_give(request.user, user.roles):
        form.add_error(None, _("Only an administrator changes what an administrator may do."))
    elif request.method == "POST" and form.is_valid():
        active = user.is_active if "save" in request.POST else "return" in request.POST
        try:
            accounts.change(user=user, active=active, at=timezone.now(), **form.cleaned_data)
        except accounts.NotAllowed as problem:
            form.add_error(None, refused(problem))
        else:
            messages.success(request, _said(user, active, "save" in request.POST))
            return redirect("admin:people")
    context = {"form": form, "person": user, "mine": user.pk == request.user.pk}
    return render(request, "admin/person.html", context, status=422 if form.errors else 200)


def _said(user: User, active: bool, saved: bool) -> str:
    if saved:
        return _("{name} was changed.").format(name=user.name)
    if active:
        return _("{name} works here again.").format(name=user.name)
    return _("{name} has left and is signed out everywhere.").format(name=user.name)


@require_POST
@needs("people")
def withdraw(request: Request, pk: int) -> HttpResponse:
    row = get_object_or_404(Invitation, pk=pk)
    accounts.withdraw(invitation=row, at=timezone.now())
    messages.success(request, _("The invitation of {email} lets nobody in any more.").format(email=row.email))
    return redirect("admin:people")


@require_POST
@needs("people")
def renew(request: Request, pk: int) -> HttpResponse:
    """Send it once more, with a new link; the old one is void."""
    row = get_object_or_404(Invitation, pk=pk, accepted_at=None)
    if not may_give(request.user, row.roles):
        messages.error(request, _("Only an administrator may invite an administrator."))
        return redirect("admin:people")
    try:
        fresh, link = accounts.renew(
            invitation=row, by=request.user, business=plan_in_force(timezone.now()).name, at=timezone.now()
        )
    except accounts.NotAllowed as problem:
        messages.error(request, refused(problem))
        return redirect(reverse("admin:people"))
    return render(request, "admin/invited.html", {"invitation": fresh, "link": link})


def may_give(user: User, roles: list[str]) -> bool:
    """Whoever administers gives any role; others all but that one, or they would make themselves administrators."""
    return "administrator" in user.roles or "administrator" not in roles


def refused(problem: accounts.NotAllowed) -> str:
    """Why an action on people was refused, in words."""
    return {
        "taken": _(
            "Somebody with this address has an account here. If she had left, open her page and let her in again."
        ),
        "last-administrator": _("Nobody else administers this desk. Make somebody else administrator first."),
        "expired": _("This invitation was taken up already."),
    }.get(str(problem), _("Choose at least one role."))
