"""The mail server for what goes out is gone for an hour and comes back. The hour is a moved clock, not a wait."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.urls import reverse

from layan.channels import deliver
from layan.records.models import Mailbox, Message, OutboxMail
from layan.runtime.status import status
from tests.cast import NOW, signed_in
from tests.channels.email.desk import arrives, mailbox, raw
from tests.servers import sink
from tests.servers.process import free_port

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LETTERS = 5


@contextmanager
def back(port):
    """The server, on the port where it was before."""
    with sink.running(port=port) as server:
        yield server


def next_due():
    return OutboxMail.objects.order_by("due_at").values_list("due_at", flat=True).first()


def test_an_hour_without_the_server(client, cast):
    port = free_port()
    box = mailbox(smtp_host="127.0.0.1", smtp_port=port, smtp_security="none")
    for number in range(LETTERS):
        arrives(raw(sender=f"c{number}@example.net", message_id=f"<{number}@example.net>"))
    ids = set(OutboxMail.objects.values_list("rfc_id", flat=True))
    at, tries = NOW, 0
    while at < NOW + HOUR:
        assert deliver.send_due(now=at) == 0
        at, tries = next_due(), tries + 1
    assert (tries, len(ids)) == (6, LETTERS)  # after 0, 1, 3, 8, 18 and 38 minutes

    words = "takes no connections on port"
    told = status(at)
    assert told["outbox"]["waiting"] == LETTERS and words in told["parts"]["outbox"]["said"]
    page = signed_in(client, cast.melati).get(reverse("admin:status")).text
    assert words in page and "Waiting for another attempt: 5." in page
    assert Message.objects.filter(state="failed").count() == 0

    with back(port) as server:
        assert deliver.send_due(now=at) == LETTERS
    assert at - NOW < timedelta(minutes=80)
    assert {one.message["Message-ID"].strip("<>") for one in server.arrivals} == ids
    assert len(server.arrivals) == LETTERS
    assert OutboxMail.objects.exclude(state="sent").count() == 0
    assert Mailbox.objects.get(pk=box.pk).smtp_failing_since is None
    assert status(at)["parts"]["outbox"] == {"state": "ok", "age": 0, "said": ""}
