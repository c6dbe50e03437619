"""Connecting a mailbox in the browser: guessed, tried, switched on."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from layan.records.models import Mailbox
from tests.cast import JAKARTA, signed_in
from tests.servers import sink
from tests.servers.process import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, cast):
    return signed_in(client, cast.melati)


def a_mailbox(**more):
    values = {
        "name": "Care",
        "channel": "email",
        "address": "care@example.com",
        "imap_host": "localhost",
    } | more
    return Mailbox.objects.create(**values)


def test_an_empty_list_leads_to_the_first_mailbox(admin):
    answer = admin.get(reverse("admin:mailboxes"))
    assert reverse("admin:new_mailbox") in answer.text


def test_servers_are_guessed_from_the_address(admin):
    data = {"address": "care@example.com", "name": "Care", "channel": "email"}
    answer = admin.post(reverse("admin:new_mailbox"), data)
    box = Mailbox.objects.get()
    assert answer.url == reverse("admin:mailbox", args=[box.pk])
    assert (box.mode, box.imap_host, box.imap_user) == ("off", "imap.example.com", "care@example.com")
    assert (box.smtp_host, box.smtp_port, box.smtp_security) == ("smtp.example.com", 587, "starttls")


def test_one_address_is_connected_once(admin):
    a_mailbox()
    data = {"address": "Care@example.com", "name": "Again", "channel": "email"}
    assert admin.post(reverse("admin:new_mailbox"), data).status_code == 422
    assert Mailbox.objects.count() == 1


def test_a_password_is_kept_encrypted_and_never_shown(admin):
    box = a_mailbox()
    answer = admin.post(reverse("admin:mailbox", args=[box.pk]), settings(imap_password="open sesame"))
    assert answer.status_code == 302
    box.refresh_from_db()
    assert box.secrets and "sesame" not in box.secrets
    assert "sesame" not in admin.get(reverse("admin:mailbox", args=[box.pk])).text


def settings(**more):
    return {
        "name": "Care", "channel": "email", "sender_name": "", "imap_host": "imap.example.com", "imap_port": 993,
        "imap_security": "tls", "imap_user": "care@example.com", "folder": "INBOX", "smtp_host": "smtp.example.com",
        "smtp_port": 587, "smtp_security": "starttls", "smtp_user": "", "imap_password": "", "smtp_password": "",
    } | more  # fmt: skip


@pytest.mark.parametrize("port", [0, 99999])
def test_a_wrong_port_is_said_and_nothing_saved(admin, port):
    box = a_mailbox()
    answer = admin.post(reverse("admin:mailbox", args=[box.pk]), settings(imap_port=port))
    assert answer.status_code == 422
    box.refresh_from_db()
    assert box.imap_port == 993


def test_nobody_listening_is_said_with_what_to_do(admin):
    box = a_mailbox(imap_port=free_port(), imap_security="none", imap_user="care")
    answer = admin.post(reverse("admin:try_receiving", args=[box.pk]), headers={"HX-Request": "true"})
    assert "takes no connections on port" in answer.text
    assert "Check the port" in answer.text


def test_a_test_mail_goes_to_who_asks_for_it(admin, smtp_sink):
    box = a_mailbox(smtp_host=smtp_sink.host, smtp_port=smtp_sink.port, smtp_security="none")
    answer = admin.post(reverse("admin:try_sending", args=[box.pk]))
    (arrival,) = smtp_sink.wait()
    assert arrival.recipients == ("melati@example.com",)
    assert "Sent to melati@example.com." in answer.text


def test_a_server_that_wants_a_user_says_so_with_what_to_do(admin):
    with sink.running(login=("care@example.com", "open sesame")) as server:
        box = a_mailbox(smtp_host=server.host, smtp_port=server.port, smtp_security="none")
        answer = admin.post(reverse("admin:try_sending", args=[box.pk]))
    assert "asks for a user and a password: 530" in answer.text
    assert "Write the user for sending" in answer.text


def test_another_service_on_the_port_is_told_from_one_that_refuses(admin, smtp_sink):
    box = a_mailbox(imap_port=smtp_sink.port, imap_security="none", imap_user="care")
    answer = admin.post(reverse("admin:try_receiving", args=[box.pk]))
    assert f"On port {smtp_sink.port} of localhost something else answers" in answer.text
    assert "Check the port" in answer.text


@pytest.mark.servers
def test_a_mailbox_server_is_no_server_for_sending(admin, dovecot):
    box = a_mailbox(smtp_host=dovecot.host, smtp_port=dovecot.imap, smtp_security="none")
    answer = admin.post(reverse("admin:try_sending", args=[box.pk]))
    assert f"On port {dovecot.imap} of {dovecot.host} something else answers" in answer.text


def test_what_the_server_says_is_shown(admin, smtp_sink):
    box = a_mailbox(smtp_host=smtp_sink.host, smtp_port=smtp_sink.port, smtp_security="none")
    smtp_sink.refusing = "550 5.7.1 Sender not allowed"
    assert "550 5.7.1 Sender not allowed" in admin.post(reverse("admin:try_sending", args=[box.pk])).text


@pytest.mark.parametrize(("choice", "days"), [("none", 0), ("30", 30), ("365", 365), ("all", None)])
def test_it_is_switched_on_with_as_much_history_as_chosen(admin, choice, days):
    box = a_mailbox()
    admin.post(reverse("admin:switch_on", args=[box.pk]), {"history": choice})
    box.refresh_from_db()
    assert box.mode == "on"
    assert box.oldest == (None if days is None else box.since - timedelta(days=days))


def test_it_is_switched_off_and_removed(admin):
    box = a_mailbox(mode="on")
    admin.post(reverse("admin:switch_off", args=[box.pk]))
    box.refresh_from_db()
    assert box.mode == "off"
    admin.post(reverse("admin:remove_mailbox", args=[box.pk]))
    assert not Mailbox.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_little_for_three_as_for_one(admin, rows, django_assert_max_num_queries):
    for number in range(rows):
        a_mailbox(address=f"care{number}@example.com")
    admin.get(reverse("admin:mailboxes"))
    with django_assert_max_num_queries(7):
        admin.get(reverse("admin:mailboxes"))


def test_mail_is_fetched_again_from_a_day(admin):
    box = a_mailbox(mode="on", oldest=timezone.now())
    answer = admin.post(reverse("admin:fetch_again", args=[box.pk]), {"start": "2026-02-01"})
    assert answer.url == reverse("admin:mailbox", args=[box.pk])
    box.refresh_from_db()
    assert box.again_from == box.oldest == datetime(2026, 2, 1, tzinfo=JAKARTA)
    wrong = admin.post(reverse("admin:fetch_again", args=[box.pk]), {"start": "yesterday"})
    assert wrong.status_code == 200 and "<details open>" in wrong.text


def test_only_one_that_is_on_is_fetched_from_again(admin):
    assert (
        admin.post(reverse("admin:fetch_again", args=[a_mailbox().pk]), {"start": "2026-02-01"}).status_code
        == 404
    )


def test_what_is_missing_is_said(admin):
    a_mailbox(mode="on", checked_at=timezone.now(), missing=2)
    assert "Mails that lie there but could not be fetched: 2." in admin.get(reverse("admin:mailboxes")).text
