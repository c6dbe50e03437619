"""The demonstration goes at a button, and the first-run page appears."""

import pytest

from layan.records.models import Business, Case, User
from tests.cast import a_case, signed_in

ADDRESS = "/admin/demonstration/"


@pytest.fixture
def demo(cast):
    Business.objects.update(demonstration=True)
    a_case(cast)
    return cast


def test_asked_twice_then_gone(client, demo):
    signed_in(client, demo.melati)
    page = client.get(ADDRESS).content.decode()
    assert "Remove the demonstration and begin with my own business" in page and "1 cases" in page
    assert client.post(ADDRESS).status_code == 200 and Case.objects.exists(), "not without being sure"
    answer = client.post(ADDRESS, {"sure": "1"})
    assert answer.headers["Location"] == "/start/"
    assert not User.objects.exists() and not Business.objects.exists()
    assert client.get("/start/").status_code == 200
    for address in ("/", "/help/", "/desk/due/", "/account/login/"):
        assert client.get(address).headers["Location"] == "/start/", address


def test_other_processes_notice(client, demo):
    assert client.get("/help/").status_code == 200
    from layan.actions.demo import remove

    remove()
    assert client.get("/help/").headers["Location"] == "/start/"
    assert client.get("/account/login/").headers["Location"] == "/start/"


def test_administrators_are_reminded_and_nobody_else(client, demo):
    reminder = "Begin with my own business"
    assert reminder in signed_in(client, demo.melati).get("/admin/letters/").content.decode()
    assert reminder not in signed_in(client, demo.sari).get("/desk/due/").content.decode()
    assert client.post(ADDRESS, {"sure": "1"}).status_code == 403 and Case.objects.exists()
    Business.objects.update(demonstration=False)
    assert reminder not in signed_in(client, demo.melati).get("/admin/letters/").content.decode()


def test_a_real_business_is_not_removed(client, cast):
    signed_in(client, cast.melati)
    for call in (client.get, client.post):
        answer = call(ADDRESS, {"sure": "1"})
        assert answer.status_code == 302 and answer.headers["Location"] != "/start/"
    assert Business.objects.exists() and User.objects.exists()
