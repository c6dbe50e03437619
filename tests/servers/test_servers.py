"""The servers themselves: a test that leans on one must be able to trust it."""

import imaplib
import smtplib
import socket
import time
from datetime import UTC, datetime

import psycopg
import pytest

from tests import loopback
from tests.servers import sink

MAIL = b"From: Ani <ani@example.com>\r\nTo: care@example.net\r\nSubject: Hello\r\n\r\nIs the shop open?\r\n"


def test_a_name_outside_is_not_looked_up():
    with pytest.raises(loopback.OutsideReached):
        socket.create_connection(("example.com", 25))


def test_an_address_outside_is_not_reached():
    with socket.socket() as outside, pytest.raises(loopback.OutsideReached):
        outside.connect(("192.0.2.1", 25))


def test_postgresql_answers(postgresql):
    with psycopg.connect(postgresql) as connection:
        assert connection.execute("select 6 * 7").fetchone() == (42,)


def test_dovecot_keeps_what_is_appended_and_delivered(dovecot):
    inbox = dovecot.inbox()
    inbox.append(MAIL, flags=r"(\Seen)", at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    inbox.deliver(MAIL.replace(b"Hello", b"Again"))

    first, second = inbox.messages()
    assert (b"Hello" in first, b"Again" in second) == (True, True)
    assert [b"\\Seen" in flags for flags in inbox.flags()] == [True, False]

    inbox.delete(1)
    assert [b"Again" in mail for mail in inbox.messages()] == [True]


def test_dovecot_speaks_tls_to_who_trusts_it(dovecot):
    inbox = dovecot.inbox()
    with imaplib.IMAP4_SSL("localhost", dovecot.imaps, ssl_context=dovecot.trusting()) as imap:
        assert imap.login(inbox.user, inbox.password)[0] == "OK"


def test_dovecot_refuses_a_wrong_password(dovecot):
    with imaplib.IMAP4(dovecot.host, dovecot.imap) as imap, pytest.raises(imaplib.IMAP4.error):
        imap.login(dovecot.inbox().user, "wrong")


def test_dovecot_can_forget_its_numbering(dovecot):
    inbox = dovecot.inbox()
    inbox.append(MAIL)
    before = _uid_validity(inbox)
    inbox.renumber()
    assert _uid_validity(inbox) > before
    assert len(inbox.messages()) == 1


def _uid_validity(inbox):
    with inbox.session() as imap:
        return int(imap.response("UIDVALIDITY")[1][0])


@pytest.mark.parametrize("lmtp", [False, True], ids=["smtp", "lmtp"])
def test_postfix_hands_mail_on(postfix, lmtp):
    with sink.running(lmtp=lmtp) as next_stop:
        postfix.hand_to(next_stop.port, lmtp=lmtp)
        _send(postfix.port)
        (arrival,) = next_stop.wait()

    assert (arrival.sender, arrival.recipients) == ("ani@example.com", ("care@example.net",))
    assert arrival.message["Subject"] == "Hello"
    postfix.wait_until_empty()


def test_postfix_comes_back_when_it_is_put_off(postfix, smtp_sink):
    postfix.hand_to(smtp_sink.port)
    smtp_sink.refusing = "451 4.7.1 Come back later"
    _send(postfix.port)
    until = time.monotonic() + 20
    while not smtp_sink.attempts and time.monotonic() < until:
        time.sleep(0.05)
    assert smtp_sink.arrivals == []

    smtp_sink.refusing = None
    smtp_sink.wait()
    postfix.wait_until_empty()


def test_a_sink_asks_for_the_login_it_was_given():
    with sink.running(login=("care", "correct horse")) as server:
        with smtplib.SMTP(server.host, server.port) as smtp, pytest.raises(smtplib.SMTPSenderRefused):
            smtp.sendmail("ani@example.com", ["care@example.net"], MAIL)
        with smtplib.SMTP(server.host, server.port) as smtp:
            smtp.login("care", "correct horse")
            smtp.sendmail("ani@example.com", ["care@example.net"], MAIL)
    assert len(server.arrivals) == 1


def _send(port):
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        smtp.sendmail("ani@example.com", ["care@example.net"], MAIL)


def test_chromium_shows_a_page(page):
    page.set_content("<title>Layan</title><h1>Open until 17:00</h1>")
    assert page.get_by_role("heading").inner_text() == "Open until 17:00"


def test_chromium_reaches_nobody_outside(page):
    from playwright.sync_api import Error

    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.com/")


def test_windows_differ_in_width_light_and_language(new_page):
    narrow = new_page(width=390, dark=True, locale="tr")
    asking = "[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches, navigator.language]"
    assert narrow.evaluate(asking) == [390, True, "tr"]
