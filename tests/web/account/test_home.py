"""My account: name and language, devices."""

from allauth.usersessions.models import UserSession
from django.test import Client

from layan.records.models import User
from tests.cast import PASSWORD, signed_in


def _signed_in_by_form(user):
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    return client


def test_she_says_who_she_is(client, cast):
    signed_in(client, cast.sari)
    answer = client.post("/account/profile/", {"name": "Sari R.", "language": "ms"})
    assert answer.status_code == 302
    user = User.objects.get(pk=cast.sari.pk)
    assert (user.name, user.language) == ("Sari R.", "ms")
    assert client.get("/account/").headers["Content-Language"] == "ms"


def test_without_a_name_nothing_is_saved_and_the_rest_is_kept(client, cast):
    signed_in(client, cast.sari)
    answer = client.post("/account/profile/", {"name": " ", "language": "ms"})
    assert answer.status_code == 422
    assert User.objects.get(pk=cast.sari.pk).language == "en"


def test_her_devices_are_listed_and_one_can_be_signed_out(cast):
    here, there = _signed_in_by_form(cast.sari), _signed_in_by_form(cast.sari)
    page = here.get("/account/").content.decode()
    assert page.count("Firefox on Linux") == 2
    other = UserSession.objects.exclude(session_key=here.session.session_key).get()
    here.post(f"/account/sessions/{other.pk}/end/")
    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_all_others_can_be_signed_out_at_once(cast):
    here, *others = (_signed_in_by_form(cast.sari) for _ in range(3))
    here.post("/account/sessions/others/end/")
    assert {other.get("/account/").status_code for other in others} == {302}
    assert here.get("/account/").status_code == 200


def test_nobody_ends_a_session_of_another(cast):
    mine, hers = _signed_in_by_form(cast.sari), _signed_in_by_form(cast.rani)
    row = UserSession.objects.get(user=cast.rani)
    assert mine.post(f"/account/sessions/{row.pk}/end/").status_code == 404
    assert hers.get("/account/").status_code == 200


def test_when_she_was_here_is_noted_now_and_then(client, cast, django_assert_max_num_queries):
    signed_in(client, cast.sari)
    client.get("/account/")
    seen = User.objects.get(pk=cast.sari.pk).last_seen_at
    assert seen is not None
    client.get("/account/")
    assert User.objects.get(pk=cast.sari.pk).last_seen_at == seen
