"""Signed in by a provider, with a real Dovecot that asks it about our tokens, and a sink that speaks XOAUTH2."""

from datetime import timedelta

import pytest
from django.utils import timezone

from layan.actions import mailboxes, providers
from layan.channels.email import imap, oauth, receiving, trying
from layan.records import trouble
from layan.records.models import Case, Mailbox, MailProvider, OutboxMail
from layan.records.secret import unseal
from tests.channels.email.desk import arrives, leaves, raw
from tests.servers import sink
from tests.servers.process import free_port
from tests.servers.provider import CLIENT, SECRET

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def known(provider):
    """The provider as an administrator has entered it."""
    provider.refusing, provider.lifetime = False, 3600
    provider.asked.clear()
    return providers.save(
        provider=MailProvider(), client_secret=SECRET, name="Mailworks", client_id=CLIENT, scope="mail offline",
        authorize_url=f"{provider.url}/authorize", token_url=f"{provider.url}/token",
    )  # fmt: skip


@pytest.fixture
def box(cast, known, provider):
    """A mailbox somebody has consented for."""
    box = mailboxes.save(
        box=Mailbox(), name="Care", channel="email", address="care@shop.example.com", mode="on", provider=known,
        imap_user="care@shop.example.com", imap_host="127.0.0.1", imap_security="none",
    )  # fmt: skip
    return consented(box, provider)


def consented(box, provider):
    address = oauth.consent_address(box.provider, "https://desk.example/back", "s", "v" * 50, box.imap_user)
    code = provider.consent(address).partition("code=")[2].partition("&")[0]
    tokens = oauth.exchanged(box.provider, code, "v" * 50, "https://desk.example/back", timezone.now())
    mailboxes.signed_in(box=box, access=tokens.access, refresh=tokens.refresh, until=tokens.until)
    return box


def test_tokens_are_kept_encrypted(box):
    box.refresh_from_db()
    kept = unseal(box.tokens)
    assert kept["refresh"].startswith("refresh-") and kept["refresh"] not in box.tokens
    assert SECRET not in box.provider.secrets


def test_a_token_is_renewed_when_it_runs_out_and_not_before(box, provider):
    first = oauth.bearer(box)
    assert oauth.bearer(box) == first and provider.renewals() == 0
    second = oauth.bearer(box, now=timezone.now() + HOUR)
    assert second != first and provider.renewals() == 1
    assert unseal(Mailbox.objects.get().tokens)["refresh"].startswith("refresh-"), "the old one stays"


def test_a_refused_token_is_renewed_once_however_many_ask(box, provider):
    first = oauth.bearer(box)
    second = oauth.bearer(box, refused=first)
    assert oauth.bearer(box, refused=first) == second and provider.renewals() == 1


def test_a_consent_taken_back_is_said(box, provider):
    provider.refusing = True
    with pytest.raises(oauth.NotSignedIn, match=r"invalid_grant Token has been revoked\."):
        oauth.bearer(box, now=timezone.now() + HOUR)


def test_another_process_that_was_quicker_is_enough(box, provider, monkeypatch):
    """With providers whose refresh tokens work once, ours is spent when theirs has been used."""

    def spent(*args):
        mailboxes.signed_in(box=box, access="theirs", refresh="next", until=timezone.now() + HOUR)
        raise oauth.NotSignedIn("Mailworks", "invalid_grant")

    monkeypatch.setattr(oauth, "_asked", spent)
    assert oauth.bearer(box, now=timezone.now() + HOUR) == "theirs"


def test_a_provider_that_is_away_is_not_taken_for_a_refusal(box, known):
    providers.save(provider=known, token_url=f"http://127.0.0.1:{free_port()}/token")
    with pytest.raises(oauth.ProviderFailed):
        oauth.bearer(box, now=timezone.now() + HOUR)


def test_a_wrong_verifier_gets_nothing(box, provider):
    address = oauth.consent_address(box.provider, "https://desk.example/back", "s", "v" * 50, box.imap_user)
    code = provider.consent(address).partition("code=")[2].partition("&")[0]
    with pytest.raises(oauth.NotSignedIn, match="wrong code or verifier"):
        oauth.exchanged(box.provider, code, "w" * 50, "https://desk.example/back", timezone.now())


@pytest.fixture
def inbox(box, dovecot):
    box.imap_port = dovecot.imap
    box.save()
    return dovecot.inbox(box.imap_user)


def fetched(box):
    now = timezone.now()
    with imap.connect(box) as client:
        found = imap.fetch(box, client, now)
    while receiving.understand_due(now=now):
        pass
    return found


def test_dovecot_lets_us_in_by_token_and_again_when_it_was_taken_back(box, inbox, provider):
    mailboxes.switch_on(box=box, at=timezone.now(), history=None)
    inbox.deliver(raw())
    assert fetched(box) == 1 and Case.objects.count() == 1
    provider.revoke()  # before its time, as when a password is changed
    inbox.deliver(raw("Another", message_id="<two@example.net>"))
    assert fetched(box) == 1 and provider.renewals() == 1
    inbox.deliver(raw("A third", message_id="<three@example.net>"))
    assert fetched(box) == 1 and provider.renewals() == 1


def test_when_nothing_lets_us_in_the_page_says_what_to_do(box, inbox, provider):
    provider.revoke()
    provider.refusing = True
    found = trying.look(box)
    assert "Mailworks does not let us into the mailbox any more: invalid_grant" in str(found.what)
    assert "sign in there once more" in str(found.todo)


def test_a_token_of_another_account_is_refused_after_one_renewal(box, inbox, provider):
    box.imap_user = "other@shop.example.com"
    box.save()
    assert "does not let us into the mailbox" in str(trying.look(box).what)
    assert provider.renewals() == 1


@pytest.fixture
def way_out(box, provider):
    with sink.running(tokens=True) as server:
        box.smtp_host, box.smtp_port, box.smtp_security = server.host, server.port, "none"
        box.save()
        yield server


def allow(server, provider):
    server.tokens = {user: token for token, user in provider.access.items()}


def test_mail_leaves_by_token(box, way_out, provider):
    allow(way_out, provider)
    arrives(raw())
    assert leaves() == 1
    assert way_out.wait()[0].sender == "care@shop.example.com"
    assert provider.renewals() == 0


def test_a_token_refused_in_the_middle_is_renewed_once(box, way_out, provider):
    renewed = provider.granted

    def granted(form):
        answer = renewed(form)
        allow(way_out, provider)
        return answer

    provider.granted = granted
    try:
        arrives(raw())
        assert leaves() == 1
    finally:
        del provider.granted
    assert provider.renewals() == 1 and len(way_out.sign_ins) == 2


def test_without_consent_mail_waits_and_it_is_said(box, way_out, provider):
    provider.refusing = True
    arrives(raw())
    assert leaves() == 0
    mail = OutboxMail.objects.get()
    box.refresh_from_db()
    assert mail.state == "waiting"
    assert "does not let us into the mailbox any more" in str(trouble.of(box.smtp_failure))
    leaves(mail.created_at + timedelta(days=9))
    mail.refresh_from_db()
    assert mail.state == "waiting", "it lies with us, so it waits as long as it takes"
    provider.refusing = False
    allow(way_out, provider)
    way_out.tokens = {}
    box.refresh_from_db()
    consented(box, provider)
    allow(way_out, provider)
    assert leaves(mail.due_at) == 1
