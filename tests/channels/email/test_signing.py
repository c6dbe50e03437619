"""Signed mail, checked as the receiving server checks it: dkimpy's verifier and a name server on the network."""

from datetime import timedelta

import dkim
import pytest

from layan.actions import signing as keys
from layan.channels.email import signing
from layan.records import trouble
from layan.records.models import OutboxMail, SigningKey
from tests.cast import NOW
from tests.channels.email.desk import arrives, leaves, mailbox, raw
from tests.servers import dns

pytestmark = pytest.mark.django_db
DOMAIN = "shop.example.com"


@pytest.fixture
def names():
    with dns.running() as server:
        yield server


@pytest.fixture
def key(cast):
    return keys.make(domain=DOMAIN, at=NOW)


def published(names, key):
    names.names[signing.record_name(key)] = signing.record(key)


def verified(names, content):
    return dkim.verify(content, dnsfunc=names.text)


def test_a_letter_is_signed_and_holds_on_the_way(key, names, smtp_sink, settings):
    settings.LAYAN_URL = "https://help.shop.example.com"
    mailbox(smtp_sink)
    published(names, key)
    keys.use(key=key, at=NOW)
    arrives(raw(subject="Grüße aus İstanbul"))
    leaves()
    (letter,) = smtp_sink.wait()
    assert verified(names, letter.raw)
    covered = letter.message["DKIM-Signature"]
    assert f"d={DOMAIN}" in covered and f"s={key.selector}" in covered
    assert "list-unsubscribe" in covered and "list-unsubscribe-post" in covered, "as RFC 8058 asks"
    for change in (b"Subject: ", b"From: ", b"List-Unsubscribe: "):
        assert not verified(names, letter.raw.replace(change, change + b"x", 1))
    assert not verified(names, b"From: another@shop.example.com\r\n" + letter.raw), (
        "nobody adds another sender"
    )
    assert not verified(names, letter.raw.replace(b"\r\n\r\n", b"\r\n\r\nx", 1))


def test_without_a_key_that_signs_nothing_is_signed(key, smtp_sink):
    mailbox(smtp_sink)
    arrives(raw())
    leaves()
    assert "DKIM-Signature" not in smtp_sink.wait()[0].message
    assert signing.signed(b"From: a@other.example\r\n\r\n", "a@other.example").startswith(b"From")


def test_the_private_key_is_nowhere_in_clear(key):
    row = SigningKey.objects.values().get()
    assert not any("PRIVATE" in str(value) for value in row.values())


def test_a_new_key_takes_the_place_of_the_old(key):
    later = keys.make(domain=DOMAIN, at=NOW)
    assert later.selector != key.selector
    keys.use(key=key, at=NOW)
    keys.use(key=later, at=NOW + timedelta(days=1))
    assert [one.pk for one in SigningKey.objects.filter(signs_since__isnull=False)] == [later.pk]
    keys.rest(key=later)
    assert not SigningKey.objects.filter(signs_since__isnull=False).exists()


def test_a_key_that_cannot_be_read_holds_the_mail_back(key, smtp_sink, settings):
    mailbox(smtp_sink)
    keys.use(key=key, at=NOW)
    arrives(raw())
    settings.SECRET_KEY = "another"
    assert leaves() == 0
    mail = OutboxMail.objects.get()
    assert mail.state == "waiting" and not smtp_sink.arrivals
    assert "The key that signs mail of shop.example.com cannot be read" in str(trouble.of(mail.failure))


def test_whether_the_record_is_there_is_seen_in_dns(key, names):
    assert "DNS has no record" in str(signing.unpublished(key))
    names.names[signing.record_name(key)] = "v=DKIM1; k=rsa; p=AAAA"
    assert "DNS has another key" in str(signing.unpublished(key))
    names.names[signing.record_name(key)] = f"k=rsa;p={key.public[:100]} {key.public[100:]} ; v=DKIM1"
    assert signing.unpublished(key) is None


def test_a_domain_is_named_as_dns_names_it():
    assert signing.domain_of("a@Müller.example") == "xn--mller-kva.example"
