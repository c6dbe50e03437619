"""Faults on the way out, with real servers: nothing is lost, nothing is sent to those who have it, all is said."""

import ssl
from datetime import timedelta

import pytest

from layan.actions import messages
from layan.plan.say import Say
from layan.records import trouble
from layan.records.models import Message, OutboxMail
from tests.cast import NOW
from tests.channels.email.desk import CARE, arrives, leaves, mailbox, raw
from tests.servers import certificate, sink

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)
BUDI, LINA = "budi@example.net", "lina@example.org"


@pytest.fixture
def reply(cast):
    """A reply to two people that waits in the outbox; the letter before it has left."""
    case = arrives(raw()).case
    OutboxMail.objects.all().delete()
    written = messages.Reply(text="It needs oil.", to=[BUDI], cc=[LINA])
    messages.reply(case=case, reply=written, by=cast.sari, at=LATER, undo=timedelta(0))
    messages.release_due(at=LATER)
    return OutboxMail.objects.get()


@pytest.fixture
def box(cast, smtp_sink):
    return mailbox(smtp_sink)


def again(mail):
    """The next attempt, when it is due; the row as it is then."""
    mail.refresh_from_db()
    leaves(mail.due_at)
    mail.refresh_from_db()
    return mail


def words(mail):
    return [str(Say.from_json(one)) for one in Message.objects.get(pk=mail.message_id).warnings]


def test_each_recipient_has_an_answer_of_its_own(cast, box, smtp_sink, reply):
    smtp_sink.answers = {BUDI: "550 5.1.1 No such person", LINA: "450 4.2.0 Greylisted"}
    leaves()
    reply.refresh_from_db()
    assert (reply.state, reply.to, reply.refused) == ("waiting", [LINA], [BUDI])
    assert words(reply) == [f"It was not delivered to {BUDI}: 550 5.1.1 No such person"]
    assert cast.budi.addresses.get().bounced_at is not None
    assert cast.lina.addresses.get().bounced_at is None
    smtp_sink.answers = {}
    again(reply)
    (arrival,) = smtp_sink.wait()
    assert arrival.recipients == (LINA,)
    assert (reply.state, reply.to) == ("failed", [BUDI]), "whoever mends the address sends it there alone"
    assert len(words(reply)) == 1


def test_whoever_has_it_does_not_get_it_again(box, smtp_sink, reply):
    smtp_sink.answers = {LINA: "451 4.7.1 Later"}
    leaves()
    smtp_sink.answers = {}
    again(reply)
    assert [one.recipients for one in smtp_sink.wait(2)] == [(BUDI,), (LINA,)]
    assert len({one.message["Message-ID"] for one in smtp_sink.arrivals}) == 1
    assert reply.state == "sent"


def test_a_server_that_closes_in_the_middle_forgets_nobody(box, smtp_sink, reply):
    smtp_sink.answers = {BUDI: "421 4.3.2 Shutting down"}
    leaves()
    smtp_sink.answers = {}
    again(reply)
    assert smtp_sink.wait()[0].recipients == (BUDI, LINA)


def test_cut_off_before_the_answer_it_goes_again_as_the_same_mail(box, smtp_sink, reply):
    smtp_sink.cutting = 1
    assert leaves() == 0
    reply.refresh_from_db()
    assert "closed the connection before it said" in str(trouble.of(reply.failure))
    assert again(reply).state == "sent"
    first, second = smtp_sink.wait(2)
    assert first.message["Message-ID"] == second.message["Message-ID"] == f"<{reply.rfc_id}>"


def test_a_refusal_of_ourselves_is_no_fault_of_the_address(cast, box, smtp_sink, reply):
    smtp_sink.answers = {BUDI: "550 5.7.1 Your host is on a list"}
    leaves()
    assert words(reply) == [f"It was not delivered to {BUDI}: 550 5.7.1 Your host is on a list"]
    assert cast.budi.addresses.get().bounced_at is None


def test_a_wrong_password_waits_for_who_can_mend_it(cast, reply):
    with sink.running(login=("care", "right")) as server:
        box = mailbox(server, smtp_user="care")
        leaves()
        reply.refresh_from_db()
        box.refresh_from_db()
        assert reply.state == "waiting"
        assert "does not accept user and password" in str(trouble.of(box.smtp_failure))


def test_trouble_with_tls_is_said(cast, reply, tmp_path):
    cert, key = certificate.write(tmp_path)
    speaks = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    speaks.load_cert_chain(cert, key)
    with sink.running(tls=speaks) as server:
        box = mailbox(server, smtp_security="starttls")
        leaves()
        box.refresh_from_db()
        assert "The certificate of 127.0.0.1 cannot be trusted: self-signed" in str(
            trouble.of(box.smtp_failure)
        )
    with sink.running() as server:
        box.smtp_port = server.port
        box.save()
        again(reply)
        box.refresh_from_db()
        assert "does not offer what was asked of it" in str(trouble.of(box.smtp_failure))
        box.smtp_security = "tls"
        box.save()
        again(reply)
        box.refresh_from_db()
        assert "does not speak TLS" in str(trouble.of(box.smtp_failure))
        assert reply.state == "waiting" and not server.arrivals


@pytest.fixture
def strict(postfix, smtp_sink):
    """A Postfix that hands what it takes to the sink."""
    postfix.hand_to(smtp_sink.port)
    yield postfix
    postfix.answer({})
    postfix.hand_to(smtp_sink.port)


def test_postfix_greylists_one_and_refuses_the_other(cast, strict, smtp_sink, reply):
    mailbox(strict)
    strict.answer({BUDI: "550 5.1.1 User unknown", LINA: "450 4.2.0 Greylisted, see you later"})
    leaves()
    reply.refresh_from_db()
    assert (reply.to, reply.refused) == ([LINA], [BUDI])
    assert "Greylisted" in reply.failure
    strict.answer({})
    again(reply)
    assert smtp_sink.wait()[0].message["Message-ID"] == f"<{reply.rfc_id}>"


def test_what_postfix_returns_comes_back_to_the_case(cast, strict, reply):
    with sink.running() as theirs, sink.running(lmtp=True) as ours:
        theirs.answers = {BUDI: "550 5.1.1 <budi@example.net>: Recipient address rejected"}
        strict.hand_to(theirs.port)
        strict.route({CARE.partition("@")[2]: ours.port})
        mailbox(strict)
        assert leaves() == 1
        (returned,) = ours.wait(seconds=30)
        theirs.wait()
    row = arrives(returned.raw, at=LATER, envelope_from=returned.sender, envelope_to=[CARE])
    reply.refresh_from_db()
    assert row.case == reply.message.case
    assert (reply.state, reply.to) == ("failed", [BUDI])
    assert "Recipient address rejected" in words(reply)[0]
    assert cast.budi.addresses.get().bounced_at == LATER
    assert cast.lina.addresses.get().bounced_at is None
