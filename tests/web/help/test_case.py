"""A customer's own page of a case: hers alone, and what is said there is a message."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache

from layan.actions import cases, files, messages, outbox
from layan.desk import commands
from layan.records.models import Attachment, Case, Message
from layan.records.tokens import page_key
from layan.records.translate import actor_of
from layan.web.help import forms
from tests.cast import NOW, a_case

LATER = NOW + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def quiet():
    cache.clear()
    with time_machine.travel(LATER, tick=False) as clock:
        yield clock
    cache.clear()


def _address(case):
    return f"/help/case/{case.key}/"


def _page(client, case):
    answer = client.get(_address(case))
    assert answer.status_code == 200
    return answer.content.decode()


def _answer(client, case, text="And now?", **more):
    return client.post(_address(case), {"text": text, "website": ""} | more)


def _reply(cast, case, text):
    reply = messages.Reply(text, [case.customer.addresses.get().shown])
    message = messages.reply(case=case, reply=reply, by=cast.sari, at=LATER)
    messages.release(message=message)
    return message


@pytest.fixture
def full(cast):
    """A case with everything that could leak, and the attachments of it that must not."""
    case = a_case(cast, "My grinder is loud.")
    reply = _reply(cast, case, "We look into it.")
    messages.note(case=case, text="SECRET note", by=cast.sari, at=LATER)
    messages.side(case=case, text="SECRET side", by=cast.sari, at=LATER, address="x@example.org")
    secret = [messages.File("SECRET.pdf", b"secret")]
    messages.receive_side(
        said=messages.Said("SECRET answer", files=secret), conversation=case.sides.get(), at=LATER
    )
    held = messages.reply(
        case=case, reply=messages.Reply("SECRET held", ["budi@example.net"]), by=cast.sari, at=LATER
    )
    for message in (Message.objects.get(direction="note"), held):
        files.attach(content=b"secret", name="SECRET.txt", message=message)
    files.attach(content=b"hers", name="offer.pdf", message=reply)
    return case


def test_what_was_said_and_what_is_promised_and_nothing_internal(client, full):
    page = _page(client, full)
    assert "My grinder is loud." in page and "We look into it." in page and "offer.pdf" in page
    assert "SECRET" not in page and "Rani Wijaya" not in page and "x@example.org" not in page
    assert "noindex" in page


def test_files_are_given_out_with_the_case_they_belong_to_alone(client, cast, full):
    other = a_case(cast, customer=cast.lina)
    for attachment in Attachment.objects.all():
        answer = client.get(f"{_address(full)}files/{attachment.token}/")
        if answer.streaming:
            assert answer.getvalue() == b"hers"
        assert answer.status_code == (200 if attachment.name == "offer.pdf" else 404)
        assert client.get(f"{_address(other)}files/{attachment.token}/").status_code == 404


@pytest.mark.parametrize("token", ["x", "x" * 22, "%00", "1"], ids=["x", "long", "nul", "1"])
def test_who_guesses_finds_nothing(client, full, token):
    assert client.get(f"/help/case/{token}/").status_code == 404
    assert client.post(f"/help/case/{token}/", {"text": "Hello"}).status_code == 404


def test_what_stands_in_the_headers_of_a_mail_opens_nothing(client, full):
    """The Message-ID of every mail about a case carries its token, and passes through many hands."""
    assert full.token in outbox.new_rfc_id(full.token, 1)
    for guess in (full.token, full.token * 2, full.token + full.key[22:-1], full.key + "x"):
        assert client.get(f"/help/case/{guess}/").status_code == 404
        assert client.post(f"/help/case/{guess}/", {"text": "Hello"}).status_code == 404


def test_a_side_conversation_s_token_opens_nothing(client, full):
    for token in (full.sides.get().token, full.customer.token):
        assert client.get(f"/help/case/{token}/").status_code == 404
        assert client.get(f"/help/case/{page_key(token)}/").status_code == 404


def test_she_adds_to_it(client, cast, full):
    answer = _answer(client, full, "Still loud.")
    assert answer.headers["Location"] == _address(full)
    message = Message.objects.filter(direction="in").latest("pk")
    assert (message.text, message.matched_by, message.case) == ("Still loud.", "link", full)
    assert "Still loud." in _page(client, full)
    assert Message.objects.filter(direction="letter").count() == 1, "no letter for an answer"


def test_an_empty_answer_is_none(client, full):
    assert _answer(client, full, "  ").status_code == 422
    assert Message.objects.filter(direction="in").count() == 1


def test_choosing_a_language_keeps_her_answer(client, full):
    answer = _answer(client, full, "Half a sentence", switch="1", language="tr")
    assert "Half a sentence" in answer.content.decode() and '<html lang="tr"' in answer.content.decode()
    assert Message.objects.filter(direction="in").count() == 1


def test_who_answers_too_often_is_told_and_keeps_her_words(client, full, monkeypatch):
    monkeypatch.setattr(forms, "PER_HOUR", 0)
    answer = _answer(client, full, "Number 31")
    assert answer.status_code == 422 and "Number 31" in answer.content.decode()
    assert _answer(client, full, "Spam", website="x").status_code == 302
    assert Message.objects.filter(direction="in").count() == 1


def test_what_is_settled_goes_on_when_she_writes(client, cast, full):
    cases.act(case=full, command=commands.Resolve(), by=actor_of(cast.sari), at=LATER)
    assert "This is settled." in _page(client, full)
    _answer(client, full)
    full.refresh_from_db()
    assert full.status == "open" and "This is settled." not in _page(client, full)


def test_too_late_it_is_a_new_case_and_she_is_led_there(client, cast, full, quiet):
    cases.act(case=full, command=commands.Resolve(), by=actor_of(cast.sari), at=LATER)
    quiet.move_to(LATER + timedelta(days=15))
    answer = _answer(client, full, "Loud again")
    new = Case.objects.get(follows=full)
    assert answer.headers["Location"] == _address(new)
    assert "Loud again" in _page(client, new) and "My grinder" not in _page(client, new)


def test_her_own_cases_that_were_joined_are_one_page(client, cast, full):
    other = a_case(cast, "The same again")
    cases.merge(case=other, into=full, by=actor_of(cast.sari), at=LATER)
    assert client.get(_address(other)).headers["Location"] == _address(full)
    assert "The same again" in _page(client, full)
    assert _answer(client, other, "Hello?").headers["Location"] == _address(full)


def test_joined_with_somebody_else_s_nobody_is_led_astray(client, cast, full):
    linas = a_case(cast, "From Lina", customer=cast.lina)
    cases.merge(case=linas, into=full, by=actor_of(cast.sari), at=LATER)
    assert "From Lina" in _page(client, linas) and "grinder" not in _page(client, linas)
    answer = _answer(client, linas, "Lina again")
    assert answer.headers["Location"] == _address(linas), "never the other's address"
    assert "Lina again" in _page(client, linas) and "Lina" not in _page(client, full)
    full.refresh_from_db()
    _reply(cast, full, "To Budi alone")
    assert "To Budi alone" in _page(client, full) and "To Budi alone" not in _page(client, linas)


@pytest.mark.parametrize("count", [1, 3])
def test_its_queries_do_not_grow(client, cast, count, django_assert_max_num_queries):
    case = a_case(cast)
    for number in range(count):
        said = messages.Said(f"{number}", files=[messages.File("a.txt", b"a")])
        messages.receive(said=said, customer=cast.budi, channel="email", at=LATER, case=case)
    _page(client, case)
    with django_assert_max_num_queries(9):
        _page(client, case)
