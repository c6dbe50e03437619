"""The contact form: what is written becomes a case at once, and nothing that was typed is lost."""

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from layan.records.models import Attachment, Business, Case, Message, OutboxMail
from layan.web.help import forms
from tests.cast import NOW

GIVEN = {
    "name": "Elif Işık", "email": "Elif@Example.org", "subject": "Kargom nerede", "situation": "",
    "text": "İki gündür bekliyorum.\n\nNe zaman gelir?", "website": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def quiet():
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield
    cache.clear()


def _send(client, **changes):
    return client.post("/help/write/", GIVEN | changes, headers={"Accept-Language": "tr"})


def test_what_is_written_is_a_case_that_is_confirmed_with_its_promise(client, cast):
    answer = _send(client)
    case = Case.objects.get()
    assert answer.headers["Location"] == "/help/write/arrived/"
    assert (case.channel, case.language, case.subject) == ("form", "tr", "Kargom nerede")
    assert case.customer.name == "Elif Işık" and case.customer.addresses.get().value == "elif@example.org"
    letter = OutboxMail.objects.get()
    assert letter.to == ["Elif@Example.org"] and letter.message.language == "tr"
    assert "13:30" in letter.message.text and f"/help/case/{case.key}/" in letter.message.text
    assert "13:30" in client.get(f"/help/case/{case.key}/").content.decode()


def test_files_come_along_and_are_given_to_her_alone(client, cast):
    files = [
        SimpleUploadedFile("fiş <b>.png", b"\x89PNG", "image/png"),
        SimpleUploadedFile("x.html", b"<script>alert(1)</script>", "text/html"),
    ]
    _send(client, attachments=files)
    page = f"/help/case/{Case.objects.get().key}/"
    picture, html = Attachment.objects.order_by("pk")
    assert "fiş &lt;b&gt;.png" in client.get(page).content.decode()
    shown = client.get(f"{page}files/{html.token}/")
    assert shown.getvalue()
    assert shown.headers["Content-Type"] == "application/octet-stream"
    assert shown.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    shown = client.get(f"{page}files/{picture.token}/")
    assert shown.getvalue()
    assert shown.headers["Content-Type"] == "image/png"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "not-an-address"}, "email"), ({"email": ""}, "email"), ({"text": "  "}, "text"),
        ({"subject": ""}, "subject"), ({"name": ""}, "name"), ({"situation": "nonsense"}, "situation"),
        ({"text": "a\0b"}, "text"),
    ],
    ids=range(7),
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_lost(client, cast, changes, field):
    answer = _send(client, **changes)
    page = answer.content.decode()
    assert answer.status_code == 422 and f'id="id_{field}_error"' in page
    for name, value in (GIVEN | changes).items():
        if name not in ("situation", "website", *changes):
            assert value.split("\n")[0] in page
    assert not Case.objects.exists()


def test_too_large_and_too_many_files(client, cast, monkeypatch):
    monkeypatch.setattr(forms, "MOST_FILE", 1024**2)
    large = SimpleUploadedFile("film.mp4", b"0" * (1024**2 + 1))
    answer = _send(client, attachments=[large])
    assert answer.status_code == 422 and "film.mp4" in answer.content.decode()
    monkeypatch.setattr(forms, "MOST_FILES", 2)
    answer = _send(client, attachments=[SimpleUploadedFile(f"{n}.txt", b"a") for n in range(3)])
    page = answer.content.decode()
    assert answer.status_code == 422 and 'id="id_attachments_error"' in page and GIVEN["subject"] in page
    assert not Message.objects.exists() and not Attachment.objects.exists()


def test_choosing_a_language_keeps_what_was_typed(client, cast):
    answer = _send(client, switch="1", language="id", email="")
    page = answer.content.decode()
    assert (
        answer.status_code == 200 and '<html lang="id"' in page and answer.headers["Content-Language"] == "id"
    )
    assert GIVEN["subject"] in page and "Ne zaman gelir?" in page and "_error" not in page
    assert answer.cookies["layan_language"].value == "id"
    assert not Case.objects.exists()
    assert _send(client, switch="1", language="xx").status_code == 200


def test_a_machine_gets_no_hint(client, cast):
    assert _send(client, website="http://spam.example.com").status_code == 302
    assert not Case.objects.exists()


def test_who_writes_too_often_is_told_and_keeps_her_words(client, cast, monkeypatch):
    monkeypatch.setattr(forms, "PER_HOUR", 2)
    assert [_send(client).status_code for _ in range(3)] == [302, 302, 422]
    page = _send(client).content.decode()
    assert 'role="alert"' in page and GIVEN["subject"] in page
    assert Case.objects.count() == 2
    assert client.post("/help/write/", GIVEN, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_markup_in_what_is_written_is_text(client, cast):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    _send(client, subject=evil, name=evil, text=evil)
    shown = client.get(f"/help/case/{Case.objects.get().key}/").content.decode()
    assert "<script>alert" not in shown and "<img src=x" not in shown and "&lt;script&gt;" in shown


@pytest.mark.parametrize("address", ["BUDI@example.net", "nobody-knows@example.org"])
def test_whoever_types_an_address_is_shown_nothing_of_its_owner(client, cast, address):
    """What is said to her goes to her address; whoever typed it here may be anybody, and does not learn whether we
    know it."""
    answer = _send(client, email=address)
    case = Case.objects.get()
    assert (case.customer == cast.budi) == ("BUDI" in address)
    assert answer.headers["Location"] == "/help/write/arrived/"
    page = client.get("/help/write/arrived/", headers={"Accept-Language": "en"}).content.decode()
    assert "13:30" in page and "Budi Hartono" not in page and case.key not in page
    assert case.key in OutboxMail.objects.get().message.text


def test_in_the_demonstration_whose_letters_never_leave_the_page_is_shown_at_once(client, cast):
    Business.objects.update(demonstration=True)
    assert _send(client).headers["Location"] == f"/help/case/{Case.objects.get().key}/"


def test_each_letter_with_its_link_but_no_flood(client, cast):
    for _ in range(7):
        _send(client, email="budi@example.net")
    assert Case.objects.count() == 7 and OutboxMail.objects.count() == 5
