"""People: invited by letter, let in by what only they know, and shown out again."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime

from layan.actions import letters, outbox
from layan.live import tell
from layan.plan.roles import ROLES
from layan.records.models import Invitation, SignInLink, TeamMember, User

INVITED: Final = timedelta(days=7)
LINK: Final = timedelta(hours=1)


class NotAllowed(Exception):
    """What was asked for cannot be done; the argument is a code: taken, role, last-administrator, expired."""


def hashed(token: str) -> str:
    """What is kept of a token: whoever reads the database cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_user(
    *,
    email: str,
    name: str,
    roles: Sequence[str],
    teams: Sequence[str] = (),
    language: str = "en",
    password: str | None = None,
    at: datetime,
) -> User:
    """Somebody who works here. Raises NotAllowed for an unknown role or an address that is taken, and Django's
    ValidationError for a password too easy to guess."""
    if not roles or set(roles) - set(ROLES):
        raise NotAllowed("role")
    address = email.strip().casefold()
    with transaction.atomic():
        if User.objects.filter(email=address).exists():
            raise NotAllowed("taken")
        if password is not None:
            validate_password(password, User(email=address, name=name))
        user = User.objects.create_user(
            address, password, name=name[:120], roles=list(roles), language=language, created_at=at
        )
        TeamMember.objects.bulk_create([TeamMember(user=user, team=team) for team in dict.fromkeys(teams)])
        return user


def sign_in_link(*, user: User, at: datetime) -> str:
    """An address that signs `user` in once, within the hour."""
    token = secrets.token_urlsafe(24)
    SignInLink.objects.create(user=user, token_hash=hashed(token), created_at=at, expires_at=at + LINK)
    return settings.LAYAN_URL + reverse("account:link", args=[token])


def whose_link(*, token: str, at: datetime) -> User | None:
    """Whom a sign-in link would let in; looking does not use it up."""
    links = SignInLink.objects.filter(token_hash=hashed(token), used_at=None, expires_at__gt=at)
    link = links.select_related("user").filter(user__is_active=True).first()
    return link.user if link else None


def use_link(*, token: str, at: datetime) -> User | None:
    """Whom a sign-in link lets in; None when it is unknown, used or too old."""
    user = whose_link(token=token, at=at)
    if user is None or not SignInLink.objects.filter(token_hash=hashed(token), used_at=None).update(
        used_at=at
    ):
        return None
    return user


def invite(
    *,
    email: str,
    name: str,
    roles: Sequence[str],
    teams: Sequence[str],
    language: str,
    by: User,
    business: str,
    at: datetime,
) -> tuple[Invitation, str]:
    """Invite a colleague by letter; returns the invitation and its address, for where no mail goes out yet."""
    if not roles or set(roles) - set(ROLES):
        raise NotAllowed("role")
    address = email.strip().casefold()
    if User.objects.filter(email=address).exists():
        raise NotAllowed("taken")
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        Invitation.objects.filter(email=address, accepted_at=None, withdrawn_at=None).update(withdrawn_at=at)
        invitation = Invitation.objects.create(
            email=address,
            name=name[:120],
            roles=list(roles),
            teams=list(teams),
            language=language,
            token_hash=hashed(token),
            by=by,
            created_at=at,
            expires_at=at + INVITED,
        )
        link = settings.LAYAN_URL + reverse("account:invitation", args=[token])
        values = {
            "colleague": name,
            "representative": by.name,
            "business": business,
            "link": link,
            "until": _day(invitation.expires_at, language),
        }
        subject, text = letters.filled("invitation", language, values)
        outbox.queue(kind="invitation", to=[address], at=at, subject=subject, text=text, language=language)
    return invitation, link


def _day(at: datetime, language: str) -> str:
    """In the language of who reads it, whoever writes."""
    with translation.override(language):
        return date_format(localtime(at), "DATE_FORMAT")


def renew(*, invitation: Invitation, by: User, business: str, at: datetime) -> tuple[Invitation, str]:
    """Invite once more, with a new link; the old one is void."""
    return invite(
        email=invitation.email,
        name=invitation.name,
        roles=invitation.roles,
        teams=invitation.teams,
        language=invitation.language,
        by=by,
        business=business,
        at=at,
    )


def invitation_of(*, token: str, at: datetime) -> Invitation | None:
    """The open invitation a token belongs to."""
    rows = Invitation.objects.filter(token_hash=hashed(token), accepted_at=None, withdrawn_at=None)
    return rows.filter(expires_at__gt=at).first()


def accept(*, invitation: Invitation, name: str, language: str, password: str, at: datetime) -> User:
    """She takes the invitation up. Raises NotAllowed('expired') when somebody did before."""
    with transaction.atomic():
        rows = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
        if not rows.update(accepted_at=at):
            raise NotAllowed("expired")
        return make_user(
            email=invitation.email,
            name=name,
            roles=invitation.roles,
            teams=invitation.teams,
            language=language,
            password=password,
            at=at,
        )


def change(*, user: User, roles: Sequence[str], teams: Sequence[str], active: bool, at: datetime) -> None:
    """What somebody may do from now on. Who leaves is signed out everywhere. The last administrator stays one."""
    if not roles or set(roles) - set(ROLES):
        raise NotAllowed("role")
    with transaction.atomic():
        others = User.objects.select_for_update().filter(is_active=True).exclude(pk=user.pk)
        stays = active and "administrator" in roles
        if (
            "administrator" in user.roles
            and not stays
            and not any("administrator" in o.roles for o in others)
        ):
            raise NotAllowed("last-administrator")
        user.roles, user.is_active = list(roles), active
        user.save(update_fields=["roles", "is_active"])
        user.memberships.exclude(team__in=teams).delete()
        known = set(user.memberships.values_list("team", flat=True))
        TeamMember.objects.bulk_create(
            [TeamMember(user=user, team=t) for t in dict.fromkeys(teams) if t not in known]
        )
        if not active:
            sign_out_everywhere(user=user)
        tell(what="people", at=at)


def sign_out_everywhere(*, user: User) -> None:
    """End all sessions of a user."""
    from allauth.usersessions.models import UserSession

    keys = list(UserSession.objects.filter(user=user).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=user).delete()


def introduce(*, user: User, name: str, language: str, at: datetime) -> None:
    """What she is called, and the language she is spoken to in."""
    user.name, user.language = name[:120], language
    with transaction.atomic():
        user.save(update_fields=["name", "language"])
        tell(what="people", at=at)


def speak(*, user: User, language: str) -> None:
    """The language she is spoken to in."""
    user.language = language
    user.save(update_fields=["language"])


def seen(*, user: User, at: datetime) -> None:
    """She was here."""
    User.objects.filter(pk=user.pk).update(last_seen_at=at)


def withdraw(*, invitation: Invitation, at: datetime) -> None:
    """It lets nobody in any more."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(withdrawn_at=at)
