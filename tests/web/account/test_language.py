"""Everybody chooses a language."""

import re

import pytest
from django.conf import settings

from layan.records.models import User
from tests.cast import signed_in


def test_a_visitor_keeps_it_in_a_cookie(client, cast):
    answer = client.post("/language/", {"language": "tr", "next": "/account/login/"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account/login/")
    assert client.get("/account/login/").headers["Content-Language"] == "tr"


def test_every_language_stands_there_by_its_own_name(client, cast):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "tr"
    page = client.get("/help/").text
    for code, name in settings.LANGUAGES:
        assert re.search(rf'<option value="{code}" lang="{code}"[^>]*>{name}</option>', page), name


def test_a_colleague_keeps_it_for_good(client, cast):
    signed_in(client, cast.sari)
    client.post("/language/", {"language": "ms"})
    assert User.objects.get(pk=cast.sari.pk).language == "ms"
    assert client.get("/account/").headers["Content-Language"] == "ms"


@pytest.mark.parametrize("language", ["", "xx", "en/../"])
def test_what_is_no_language_here_changes_nothing(client, cast, language):
    client.post("/language/", {"language": language})
    assert "layan_language" not in client.cookies


@pytest.mark.parametrize("wanted", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_it_leads_nowhere_else(client, cast, wanted):
    assert client.post("/language/", {"language": "id", "next": wanted}).headers["Location"] == "/"


def test_only_by_posting(client, cast):
    assert client.get("/language/").status_code == 405
