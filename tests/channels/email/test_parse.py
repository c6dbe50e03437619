"""When even the reader fails, the headers make a case; when those fail, there is a reason to show."""

import pytest

from layan.channels.email import parse
from layan.channels.email.mail import NotUnderstood

RAW = b"From: Budi <budi@example.org>\nSubject: Halo\nMessage-ID: <m1@example.org>\n\nIsi"


def _fail(*_args, **_kwargs):
    raise RecursionError


@pytest.mark.parametrize("where", ["gather", "_turkish"])
def test_trouble_in_the_body_leaves_the_headers(monkeypatch, where):
    monkeypatch.setattr(parse, where, _fail)
    mail = parse.understand(RAW, frozenset())
    assert (str(mail.sender), mail.subject, mail.text) == ("Budi <budi@example.org>", "Halo", "")
    assert [str(one) for one in mail.warnings] == ["Only the headers could be read (RecursionError)."]


def test_trouble_in_the_headers_has_a_reason(monkeypatch):
    monkeypatch.setattr(parse.ids, "references", _fail)
    with pytest.raises(NotUnderstood, match=r"Not even its headers could be read \(RecursionError\)\."):
        parse.understand(RAW, frozenset())


def test_the_envelope_stands_in_for_a_missing_sender():
    mail = parse.understand(b"Subject: Halo\n\nIsi", frozenset(), envelope_from="Budi@Example.ORG")
    assert mail.sender.address == "Budi@example.org"


def test_a_forward_is_shown_whole_and_an_answer_is_not():
    quoted = "Baru.\n\n---------- Forwarded message ---------\nFrom: A <a@example.net>\nSubject: x\n\nLama."
    forward = parse.understand(f"From: b@example.org\nSubject: Fwd: x\n\n{quoted}".encode(), frozenset())
    assert forward.new_text == quoted and forward.rest == ""
    answer = parse.understand(b"From: b@example.org\nSubject: Re: x\n\nBaru.\n\n> Lama.\n", frozenset())
    assert (answer.new_text, answer.rest) == ("Baru.", "> Lama.")


def test_a_photo_above_a_quote_needs_no_words():
    parts = b"--b\n\n> Lama.\n--b\nContent-Type: image/png; name=a.png\n\nx\n--b--\n"
    raw = b"From: b@example.org\nContent-Type: multipart/mixed; boundary=b\n\n" + parts
    mail = parse.understand(raw, frozenset())
    assert (mail.new_text, mail.rest) == ("", "> Lama.")


def test_the_tag_keeps_its_letters():
    mail = parse.understand(
        b"From: b@example.org\nTo: Help+AbC@EXAMPLE.com\n\nIsi", frozenset({"help@example.com"})
    )
    assert (mail.ours, mail.tags) == (("help@example.com",), ("AbC",))
