"""A small demonstration and, of all that has a page, one to look at. `made()` runs on the installation's own data."""

import json

from django.utils import timezone

from layan.actions import accounts, cases, mail, mailboxes, messages, outbox
from layan.actions.demo import make
from layan.plan.say import say
from layan.records.models import Case, IncomingMail, Mailbox, OutboxMail, User
from layan.records.translate import actor_of
from layan.runtime import prepare

HTML = "<h1>Merhaba</h1><table><tr><td>" + "Çok uzun bir hücre " * 20 + "</td></tr></table>"


def made():
    """Makes all of it and prints, as JSON, where it is."""
    prepare.database()
    now = timezone.now()
    make(at=now, cases=12)
    ayu, sari = (User.objects.get(email=f"{name}@example.com") for name in ("ayu", "sari"))
    User.objects.filter(pk__in=[ayu.pk, sari.pk]).update(language="tr")
    late = Case.objects.filter(status="open").order_by("order_at").first()
    print(
        json.dumps(
            {case.status: case.pk for case in Case.objects.order_by("pk")}
            | {"late": late.pk, "customer": late.customer_id, "person": sari.pk}
            | {"asks": Case.objects.filter(pending_approvals__gt=0).first().pk}
            | rich(late.customer, ayu, now)
            | mails(now)
            | ways_in(ayu, sari, now)
        )
    )


def rich(customer, by, now):
    """A case with all that a mail can bring, and one that was merged into it."""
    said = messages.Said(
        "Merhaba", sender="x@example.net", subject="Tablo", html=HTML, folded="> eski",
        files=[messages.File("foto.png", b"x", "image/png")],
    )  # fmt: skip
    case = messages.receive(said=said, customer=customer, channel="email", at=now).case
    again = messages.Said("Yine", subject="Yine")
    other = messages.receive(said=again, customer=customer, channel="email", at=now).case
    cases.merge(case=other, into=case, by=actor_of(by), at=now)
    return {"rich": case.pk, "token": case.token, "key": case.key, "merged": other.pk}


def mails(now):
    """A mailbox, a mail that nobody understood, and one that did not leave."""
    address = "destek@example.com"
    mailboxes.save(
        box=Mailbox(), name="Destek", channel="email", address=address, imap_host="imap.example.com"
    )
    mail.store(raw=b"From: x@example.net\r\n\r\nMerhaba\r\n", source="pipe", at=now, key="tray")
    row = IncomingMail.objects.get(key="tray")
    mail.to_tray(mail=row, why=say("It could not be read to its end, time and again."), at=now)
    outbox.queue(kind="test", to=["nobody@example.net"], at=now, subject="Bir mektup", text="x")
    failed = {"state": "failed", "due_at": None, "failure": "550 5.1.1 Unknown"}
    OutboxMail.objects.filter(kind="test").update(**failed)
    return {"tray": row.pk}


def ways_in(ayu, sari, now):
    """An invitation and links, by their tokens."""
    place = {"roles": ["representative"], "teams": ["care"], "language": "tr"}
    _, invitation = accounts.invite(
        email="yeni@example.com", name="Yeni", by=ayu, business="Kopi Senja", at=now, **place
    )
    links = {key: accounts.sign_in_link(user=user, at=now) for key, user in _to_sign_in(ayu, sari)}
    return {
        key: link.rstrip("/").rpartition("/")[2] for key, link in {**links, "invitation": invitation}.items()
    }


def _to_sign_in(ayu, sari):
    return ("link", ayu), ("ayu", ayu), ("sari", sari)
