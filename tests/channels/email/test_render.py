"""Mails of ours, read by the standard library and by ourselves."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from layan.channels.email import ids
from layan.channels.email.mail import Address
from layan.channels.email.parse import understand
from layan.channels.email.render import MOST_REFERENCES, File, History, Outgoing, render, tagged

HELP = Address("Örnek Destek", "help@example.com")
TOKEN = "AbCdEfGhIjKlMnOpQr-_uv"
MAIL = Outgoing(
    sender=HELP,
    to=(Address("Ayşe Örnek", "ayse@example.org"),),
    subject="Ynt: İade",
    text="Merhaba Ayşe Hanım,\n\nbkz. https://example.com/a?b=1&c=2.\nFrom here\n.\n<b>tebal</b>",
    message_id=ids.new(TOKEN, 4, "example.com"),
    date=datetime(2025, 6, 2, 2, 15, tzinfo=UTC),
    language="tr",
)
HISTORY = History(
    "Ayşe Örnek <ayse@example.org>, 2 Haz 2025 Pzt, 09:15 tarihinde şunu yazdı:", "Satır\n> eski"
)


def _standard(mail):
    return message_from_bytes(render(mail), policy=policy.default)


def test_text_and_html_say_the_same():
    read = _standard(MAIL)
    assert read.get_content_type() == "multipart/alternative"
    text, html = (part.get_content() for part in read.iter_parts())
    assert text.replace("\r\n", "\n").rstrip("\n") == MAIL.text
    assert '<a href="https://example.com/a?b=1&amp;c=2">' in html and "&lt;b&gt;tebal&lt;/b&gt;" in html
    assert '<html lang="tr">' in html


def test_the_headers_of_an_answer():
    answer = replace(
        MAIL, in_reply_to="q@example.org", references=("p@example.org",), cc=(Address("", "c@example.org"),)
    )
    read = _standard(replace(answer, reply_to=(tagged(HELP, TOKEN),)))
    assert read["message-id"] == f"<{MAIL.message_id}>"
    assert read["in-reply-to"] == "<q@example.org>"
    assert read["references"] == "<p@example.org> <q@example.org>"
    assert read["reply-to"].addresses[0].addr_spec == f"help+{TOKEN}@example.com"
    assert (read["subject"], read["cc"], read["content-language"]) == ("Ynt: İade", "c@example.org", "tr")
    assert "auto-submitted" not in read and not any(name.lower().startswith("list-") for name in read)


@pytest.mark.parametrize(
    ("kind", "submitted"), [("reply-letter", "auto-replied"), ("letter", "auto-generated")]
)
def test_a_letter_says_that_nobody_wrote_it(kind, submitted):
    read = _standard(replace(MAIL, kind=kind))
    assert read["auto-submitted"] == submitted
    assert understand(render(replace(MAIL, kind=kind)), frozenset()).idle == (kind == "reply-letter")


def test_references_are_bounded_and_keep_the_first():
    old = tuple(f"{n}@example.org" for n in range(200))
    written = _standard(replace(MAIL, references=old, in_reply_to="199@example.org"))["references"].split()
    assert (len(written), written[0], written[-1]) == (
        MOST_REFERENCES,
        "<0@example.org>",
        "<199@example.org>",
    )


def test_nothing_written_in_a_field_becomes_a_header():
    evil = "x\r\nBcc: evil@example.net\r\n\r\nbody"
    mail = replace(
        MAIL,
        subject=evil,
        sender=Address(evil, "help@example.com"),
        to=(Address(evil, f"a@example.org{evil}"),),
        in_reply_to=evil,
        references=(evil,),
        language=evil,
        files=(File(evil, evil, b"x", cid=evil),),
        history=History(evil, evil),
    )
    read = _standard(mail)
    assert read["bcc"] is None and read.get_content_type().startswith("multipart/")
    assert not {"in-reply-to", "references"} & {name.lower() for name in read}


def test_what_is_answered_stands_below_and_is_folded_when_it_comes_back():
    read = understand(render(replace(MAIL, history=HISTORY)), frozenset())
    assert read.text.endswith("> Satır\n>> eski")
    assert read.new_text.startswith("Merhaba") and read.new_text.endswith("<b>tebal</b>")
    assert "Satır" in read.rest


def test_files_go_along_and_pictures_stand_in_the_html():
    files = (
        File("Fatüra.pdf", "application/pdf", b"%PDF"),
        File("logo.png", "image/png", b"\x89PNG", cid="logo@x"),
    )
    raw = render(replace(MAIL, html='<img src="cid:logo@x">', files=files))
    read = message_from_bytes(raw, policy=policy.default)
    assert [part.get_content_type() for part in read.walk()] == [
        "multipart/mixed", "multipart/related", "multipart/alternative", "text/plain", "text/html", "image/png",
        "application/pdf",
    ]  # fmt: skip
    assert [(one.name, one.cid) for one in understand(raw, frozenset()).attachments] == [
        ("logo.png", "logo@x"),
        ("Fatüra.pdf", None),
    ]


def test_the_same_mail_gives_the_same_bytes():
    assert render(replace(MAIL, history=HISTORY)) == render(replace(MAIL, history=HISTORY))


@pytest.mark.parametrize("text", ["Halo", "İade", "x" * 5_000, "日本語" * 500, ".\n..\nFrom a", ""])
def test_every_text_arrives_and_no_line_is_too_long_for_smtp(text):
    raw = render(replace(MAIL, text=text))
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert raw.isascii()
    assert understand(raw, frozenset()).text == text


def test_our_own_mail_is_known_by_its_marker():
    ours = frozenset({"help@example.com"})
    assert understand(render(MAIL), ours).our_own
    assert not understand(render(MAIL), frozenset({"other@example.net"})).our_own
    assert ids.token_in(understand(render(MAIL), ours).message_id) == TOKEN
