"""Colleagues: invited, changed, gone."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from layan.actions import accounts
from layan.records.models import Invitation, OutboxMail, User
from tests.cast import PASSWORD, signed_in

INVITED = {
    "name": "Nur Aini",
    "email": "nur@example.com",
    "language": "ms",
    "roles": ["lead"],
    "teams": ["care"],
}


@pytest.fixture
def melati(client, cast):
    return signed_in(client, cast.melati)


def test_the_list_says_who_works_here(melati, cast):
    page = melati.get("/admin/people/").content.decode()
    for words in ("Sari Rahayu", "sari@example.com", "Representative", "Customer care"):
        assert words in page
    assert '<a href="/admin/people/" aria-current="page">' in page


def test_its_queries_do_not_grow(melati, cast):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            melati.get("/admin/people/")
        return len(queries)

    asked()
    User.objects.exclude(pk__in=[cast.melati.pk]).filter(roles=["trainer"]).delete()
    before = asked()
    for number in range(3):
        accounts.make_user(
            email=f"more{number}@example.com",
            name=f"More {number}",
            roles=["representative"],
            teams=["care", "workshop"],
            at=timezone.now(),
        )
        melati.post("/admin/people/invite/", INVITED | {"email": f"nur{number}@example.com"})
    assert asked() == before
    assert before < 15


def test_she_invites_a_colleague_and_sees_the_link(melati, cast):
    answer = melati.post("/admin/people/invite/", INVITED)
    row = Invitation.objects.get()
    assert (row.email, row.roles, row.teams, row.language) == ("nur@example.com", ["lead"], ["care"], "ms")
    assert "/account/invitation/" in answer.content.decode()
    assert OutboxMail.objects.get().to == ["nur@example.com"]
    assert "Nur Aini" in melati.get("/admin/people/").content.decode()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"email": "nobody"}, "valid email"),
        ({"roles": []}, "at least one role"),
        ({"roles": ["queen"]}, "not one of the available"),
        ({"teams": ["pirates"]}, "not one of the available"),
        ({"email": "SARI@example.com"}, "has an account here"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(melati, cast, given, says):
    answer = melati.post("/admin/people/invite/", INVITED | given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in page
    assert "Nur Aini" in page
    assert not Invitation.objects.exists()


def test_an_invitation_is_renewed_and_withdrawn(melati, cast):
    melati.post("/admin/people/invite/", INVITED)
    first = Invitation.objects.get()
    page = melati.post(f"/admin/people/invitations/{first.pk}/renew/").content.decode()
    assert "/account/invitation/" in page
    second = Invitation.objects.get(withdrawn_at=None)
    assert second.token_hash != first.token_hash
    melati.post(f"/admin/people/invitations/{second.pk}/withdraw/")
    assert not Invitation.objects.filter(withdrawn_at=None).exists()


def test_what_was_taken_up_is_not_renewed(melati, cast):
    melati.post("/admin/people/invite/", INVITED)
    row = Invitation.objects.get()
    accounts.accept(invitation=row, name="Nur", language="ms", password=PASSWORD, at=timezone.now())
    assert melati.post(f"/admin/people/invitations/{row.pk}/renew/").status_code == 404


def _change(client, user, **given):
    return client.post(f"/admin/people/{user.pk}/", {"roles": user.roles, "teams": [], "save": "1"} | given)


def test_roles_and_teams_are_changed(melati, cast):
    _change(melati, cast.sari, roles=["lead", "trainer"], teams=["workshop"])
    user = User.objects.get(pk=cast.sari.pk)
    assert user.roles == ["lead", "trainer"]
    assert [one.team for one in user.memberships.all()] == ["workshop"]


def test_who_leaves_is_signed_out_everywhere_and_may_come_back(melati, cast):
    sari = Client()
    sari.post("/account/login/", {"login": "sari@example.com", "password": PASSWORD})
    assert sari.get("/account/").status_code == 200
    melati.post(f"/admin/people/{cast.sari.pk}/", {"roles": ["representative"], "leave": "1"})
    assert sari.get("/account/").status_code == 302
    assert "Have left" in melati.get("/admin/people/").content.decode()
    melati.post(f"/admin/people/{cast.sari.pk}/", {"roles": ["representative"], "return": "1"})
    assert User.objects.get(pk=cast.sari.pk).is_active


def test_the_last_administrator_stays_one(melati, cast):
    for given in ({"roles": ["lead"], "save": "1"}, {"roles": ["administrator"], "leave": "1"}):
        answer = melati.post(f"/admin/people/{cast.melati.pk}/", given)
        assert answer.status_code == 422
        assert "Nobody else administers" in answer.content.decode()
    assert User.objects.get(pk=cast.melati.pk).roles == ["administrator"]


def test_saving_does_not_bring_back_who_left(melati, cast):
    User.objects.filter(pk=cast.sari.pk).update(is_active=False)
    _change(melati, cast.sari, roles=["lead"])
    assert not User.objects.get(pk=cast.sari.pk).is_active


def test_a_manager_makes_nobody_administrator_and_unmakes_none(client, cast):
    signed_in(client, cast.ayu)
    assert client.post("/admin/people/invite/", INVITED | {"roles": ["administrator"]}).status_code == 422
    assert _change(client, cast.ayu, roles=["manager", "administrator"]).status_code == 422
    assert _change(client, cast.melati, roles=["lead"]).status_code == 422
    answer = client.post(f"/admin/people/{cast.melati.pk}/", {"roles": ["administrator"], "leave": "1"})
    assert answer.status_code == 422
    assert User.objects.get(pk=cast.melati.pk).is_active
    assert _change(client, cast.sari, roles=["lead"]).status_code == 302
    assert not Invitation.objects.exists()


def test_a_manager_does_not_renew_the_invitation_of_an_administrator(client, cast):
    row, _link = accounts.invite(
        **INVITED | {"roles": ["administrator"]}, by=cast.melati, business="Kopi Senja", at=timezone.now()
    )
    signed_in(client, cast.ayu)
    client.post(f"/admin/people/invitations/{row.pk}/renew/")
    assert Invitation.objects.count() == 1


def test_names_never_run(melati, cast):
    melati.post("/admin/people/invite/", INVITED | {"name": "<script>alert(1)</script>"})
    assert "<script>alert" not in melati.get("/admin/people/").content.decode()
