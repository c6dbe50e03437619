"""Colleagues: who is here, who is in a team, who is named in a text, who may decide."""

import re
from datetime import datetime

from django.db.models import QuerySet

from layan.plan.roles import covers
from layan.records.models import Invitation, User


def colleagues() -> QuerySet[User]:
    """Everybody who works here now, by name."""
    return User.objects.filter(is_active=True).order_by("name", "pk")


def everybody() -> QuerySet[User]:
    """Everybody who works here or did, by name, with her teams."""
    return User.objects.prefetch_related("memberships").order_by("name", "pk")


def open_invitations(*, at: datetime) -> QuerySet[Invitation]:
    """Invitations nobody has taken up or withdrawn, the newest first; also those that are too old."""
    rows = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, created_at__lte=at)
    return rows.select_related("by").order_by("-created_at")


def mentioned_in(text: str) -> list[User]:
    """Who is named with an @ and her full name."""
    if "@" not in text:
        return []
    return [user for user in colleagues() if re.search(rf"@{re.escape(user.name)}(?!\w)", text)]


def deciders(decider: str) -> list[User]:
    """Who may decide what is put to `decider`: a role (or who stands above it), or the team of that key."""
    teams = set(User.objects.filter(memberships__team=decider).values_list("pk", flat=True))
    return [user for user in colleagues() if user.pk in teams or any(covers(r, decider) for r in user.roles)]
