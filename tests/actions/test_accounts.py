"""People: made, invited, let in once, changed, gone."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from layan.actions import accounts
from layan.records.models import Invitation, OutboxMail, User
from tests.cast import NOW, PASSWORD

NEW = {
    "email": " Nur@Example.com",
    "name": "Nur Aini",
    "roles": ["lead"],
    "teams": ["care", "care"],
    "language": "ms",
}


def _invited(cast, at=NOW, **changes):
    invitation, link = accounts.invite(**NEW | changes, by=cast.melati, business="Kopi Senja", at=at)
    return invitation, link.rstrip("/").split("/")[-1]


def test_an_address_is_one_person_in_any_case(cast):
    user = accounts.make_user(**NEW, password=PASSWORD, at=NOW)
    assert (user.email, user.memberships.count(), user.check_password(PASSWORD)) == (
        "nur@example.com",
        1,
        True,
    )
    with pytest.raises(accounts.NotAllowed, match="taken"):
        accounts.make_user(**NEW | {"email": "NUR@example.com"}, at=NOW)


@pytest.mark.parametrize("roles", [[], ["king"], ["lead", "king"]])
def test_roles_are_those_there_are(cast, roles):
    for call in (accounts.make_user, lambda **more: accounts.invite(**more, by=cast.ayu, business="x")):
        with pytest.raises(accounts.NotAllowed, match="role"):
            call(**NEW | {"roles": roles}, at=NOW)


def test_a_password_that_is_guessed_is_none(cast):
    with pytest.raises(ValidationError):
        accounts.make_user(**NEW, password="nuraini", at=NOW)
    assert not User.objects.filter(email="nur@example.com").exists()


def test_an_invitation_lets_in_once(cast):
    invitation, token = _invited(cast)
    letter = OutboxMail.objects.get(kind="invitation")
    assert letter.to == ["nur@example.com"] and token in letter.text and token not in invitation.token_hash
    assert accounts.invitation_of(token=token, at=NOW) == invitation
    given = {"name": "Nur Aini", "language": "ms", "password": PASSWORD, "at": NOW}
    user = accounts.accept(invitation=invitation, **given)
    assert (user.roles, [one.team for one in user.memberships.all()]) == (["lead"], ["care"])
    with pytest.raises(accounts.NotAllowed, match="expired"):
        accounts.accept(invitation=invitation, **given)
    assert accounts.invitation_of(token=token, at=NOW) is None


def test_a_new_invitation_voids_the_old(cast):
    old, token = _invited(cast)
    _new, link = accounts.renew(invitation=old, by=cast.melati, business="Kopi Senja", at=NOW)
    assert accounts.invitation_of(token=token, at=NOW) is None
    fresh = accounts.invitation_of(token=link.rstrip("/").split("/")[-1], at=NOW)
    accounts.withdraw(invitation=fresh, at=NOW)
    assert Invitation.objects.filter(withdrawn_at=None).count() == 0


def test_too_old_is_too_late(cast):
    invitation, token = _invited(cast)
    assert accounts.invitation_of(token=token, at=invitation.expires_at) is None


def test_a_link_signs_in_once_and_looking_is_free(cast):
    token = accounts.sign_in_link(user=cast.sari, at=NOW).rstrip("/").split("/")[-1]
    for _ in range(2):
        assert accounts.whose_link(token=token, at=NOW) == cast.sari
    assert accounts.use_link(token=token, at=NOW) == cast.sari
    assert accounts.use_link(token=token, at=NOW) is None
    late = accounts.sign_in_link(user=cast.sari, at=NOW).rstrip("/").split("/")[-1]
    assert accounts.use_link(token=late, at=NOW + timedelta(days=1)) is None
    assert accounts.use_link(token="x", at=NOW) is None


def test_the_last_administrator_stays(cast):
    for changes in ({"roles": ["lead"], "active": True}, {"roles": ["administrator"], "active": False}):
        with pytest.raises(accounts.NotAllowed, match="last-administrator"):
            accounts.change(user=cast.melati, teams=[], at=NOW, **changes)
    accounts.change(user=cast.ayu, roles=["manager", "administrator"], teams=["care"], active=True, at=NOW)
    accounts.change(user=cast.melati, roles=["reviewer"], teams=["bakery"], active=True, at=NOW)
    cast.melati.refresh_from_db()
    assert cast.melati.roles == ["reviewer"] and cast.melati.memberships.get().team == "bakery"


def test_who_left_comes_in_by_no_link(cast):
    token = accounts.sign_in_link(user=cast.sari, at=NOW).rstrip("/").split("/")[-1]
    accounts.change(user=cast.sari, roles=cast.sari.roles, teams=["care"], active=False, at=NOW)
    assert accounts.use_link(token=token, at=NOW) is None
