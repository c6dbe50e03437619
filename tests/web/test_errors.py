"""What is shown when something cannot be."""

import errno

import pytest
from django.test import Client, RequestFactory

from layan.web import errors
from tests.cast import signed_in


def test_nothing_here(client, cast):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_not_yours(client, cast):
    signed_in(client, cast.dewi)
    answer = client.get("/admin/people/")
    assert answer.status_code == 403
    assert "not yours to see" in answer.content.decode()


def test_a_form_that_lay_open_too_long(cast):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/account/login/", {"login": "sari@example.com", "password": "x"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "lay open too long" in page
    assert 'href="/account/login/"' in page


def test_a_failure_is_told_without_the_database(django_db_blocker):
    with django_db_blocker.block():
        answer = errors.failed(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "our fault" in answer.content.decode()


@pytest.mark.django_db
def test_a_view_that_breaks_shows_it(client, cast, monkeypatch):
    from layan.records.queries import people

    client.raise_request_exception = False
    signed_in(client, cast.melati)
    monkeypatch.setattr("layan.web.admin.people.everybody", lambda: people.nothing)
    answer = client.get("/admin/people/")
    assert answer.status_code == 500
    assert "our fault" in answer.content.decode()


def test_too_often(client, cast):
    from layan.web.account.limits import locked_out

    request = client.get("/account/login/").wsgi_request
    assert locked_out(request, None, {}).status_code == 429


def test_what_cannot_be_kept_is_said(django_db_blocker):
    try:
        raise OSError(errno.ENOSPC, "No space left on device")
    except OSError:
        with django_db_blocker.block():
            answer = errors.failed(RequestFactory().get("/"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    page = answer.content.decode()
    assert "The disk is full: nothing new can be kept." in page
    assert "What you sent just now was not kept" in page
