"""Whose word on a sender counts, and what it says."""

import pytest

from layan.channels.email import authentication
from layan.records.models import Message, OutboxMail
from tests.channels.email.desk import arrives, mailbox, raw

MX = "mx.shop.example.com"
WELL = {"spf": "passed", "dkim": "passed", "dmarc": "passed"}
NOTHING = dict.fromkeys(WELL, "unknown")


def said(*headers, by=MX):
    return authentication.checks("\r\n".join([*headers, "From: a@example.net", "", "Hello"]).encode(), by)


def results(words, by=MX):
    return f"Authentication-Results: {by}; {words}"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("spf=pass smtp.mailfrom=a.example; dkim=pass header.d=a.example; dmarc=pass", WELL),
        ("spf=softfail; dkim=fail (body; hash=pass); dmarc=fail (p=reject) header.from=a.example",
         {"spf": "failed", "dkim": "failed", "dmarc": "failed"}),
        ("dkim=fail header.d=list.example; dkim=pass header.d=a.example", NOTHING | {"dkim": "passed"}),
        ("dkim/1 = PASS (good; really \\) ok) reason=\"a; dmarc=pass\"; spf = neutral", NOTHING | {"dkim": "passed"}),
        ("spf=temperror; dkim=none; dmarc=permerror", NOTHING),
        ("none", NOTHING),
        ("", NOTHING),
    ],
)  # fmt: skip
def test_results_in_words(words, expected):
    assert said(results(words)) == expected


def test_only_the_trusted_server_is_believed():
    forged = results("spf=pass; dkim=pass; dmarc=pass", by="mx.evil.example")
    assert said(forged) == NOTHING
    assert said(forged, results("dmarc=fail")) == NOTHING | {"dmarc": "failed"}


def test_what_came_with_the_mail_does_not_count_even_under_the_right_name():
    mine, forged = results("spf=pass"), results("spf=pass; dkim=pass; dmarc=pass")
    assert said(mine, "Received: from evil by mx", forged) == NOTHING | {"spf": "passed"}
    assert said("Received: from inside", results("dmarc=fail"), forged)["dmarc"] == "failed", (
        "the topmost counts"
    )


def test_a_name_may_have_a_version_and_other_case():
    assert said(results("dmarc=pass", by="MX.shop.example.com 1"))["dmarc"] == "passed"
    assert said(results("dmarc=pass", by='"mx.shop.example.com"'))["dmarc"] == "passed"


def test_a_server_that_writes_no_name():
    microsoft = "Authentication-Results: spf=pass (sender IP is 1.2.3.4) smtp.mailfrom=a.example; dmarc=pass"
    assert said(microsoft, by="-") == WELL | {"dkim": "unknown"}
    assert said(microsoft) == NOTHING
    assert authentication.names(microsoft.encode()) == "-"
    assert authentication.names(results("spf=pass").encode()) == MX


def test_without_a_trusted_server_nothing_is_said():
    assert said(results("dmarc=pass"), by="") == {}


@pytest.mark.django_db
def test_it_stands_on_the_message(cast, monkeypatch):
    monkeypatch.setenv("LAYAN_AUTHSERV_ID", MX)
    head = results("spf=pass; dkim=pass; dmarc=pass").encode() + b"\r\n"
    row = arrives(head + raw())
    assert Message.objects.get(mail=row).checks == WELL
    box = mailbox(authserv_id="mx.other.example")
    other = arrives(head + raw(message_id="<two@example.net>"), mailbox=box, source="imap", envelope_to=[])
    assert Message.objects.get(mail=other).checks == NOTHING, "each mailbox trusts its own server"


@pytest.mark.django_db
def test_a_forged_colleague_is_not_believed(cast, monkeypatch):
    case = arrives(raw()).case
    monkeypatch.setenv("LAYAN_AUTHSERV_ID", MX)
    answer = raw("Refund him.", sender=cast.sari.email, message_id="<s@x>", in_reply_to="<one@example.net>")
    forged = arrives(results("dmarc=fail").encode() + b"\r\n" + answer)
    assert forged.case == case
    assert Message.objects.get(mail=forged).direction == "in"
    real = arrives(results("dmarc=pass").encode() + b"\r\n" + answer.replace(b"s@x", b"t@x"))
    assert Message.objects.get(mail=real).direction == "note"


@pytest.mark.django_db
def test_a_forged_customer_gets_no_letter_and_proves_no_address(cast, monkeypatch):
    monkeypatch.setenv("LAYAN_AUTHSERV_ID", MX)
    cast.budi.addresses.update(bounced_at=cast.budi.created_at)
    arrives(results("dmarc=fail").encode() + b"\r\n" + raw())
    assert not OutboxMail.objects.exists()
    assert cast.budi.addresses.get().bounced_at is not None
