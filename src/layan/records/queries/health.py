"""How the installation fares: what waits, since when, what failed. Counts and ages, never contents."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q

from layan.records.models import Case, IncomingMail, Mailbox, Message, OutboxMail


@dataclass(frozen=True)
class Incoming:
    """Mails by what became of them; `age` is how many seconds the first that is due has been waiting."""

    received: int
    understood: int
    tray: int
    ignored: int
    waiting: int
    age: int


@dataclass(frozen=True)
class Outgoing:
    """Mails that have not left (`said`: what the other server said last) and those that will not."""

    waiting: int
    failed: int
    sent: int
    age: int
    said: str


def incoming(at: datetime) -> Incoming:
    states = dict(IncomingMail.objects.values_list("state").annotate(Count("pk")))
    due = IncomingMail.objects.filter(due_at__isnull=False, due_at__lte=at).aggregate(first=Min("due_at"))
    return Incoming(
        received=sum(states.values()),
        understood=states.get("understood", 0),
        tray=states.get("tray", 0),
        ignored=states.get("ignored", 0),
        waiting=states.get("stored", 0),
        age=_age(due["first"], at),
    )


def outgoing(at: datetime) -> Outgoing:
    states = dict(OutboxMail.objects.values_list("state").annotate(Count("pk")))
    waiting = OutboxMail.objects.filter(due_at__isnull=False)
    first = waiting.aggregate(first=Min("created_at"))["first"]
    said = waiting.exclude(failure="").order_by("-pk").values_list("failure", flat=True).first()
    return Outgoing(
        waiting=states.get("waiting", 0),
        failed=states.get("failed", 0),
        sent=states.get("sent", 0),
        age=_age(first, at),
        said=said or "",
    )


def late_replies(at: datetime) -> int:
    """Seconds since the first held reply should have been sent."""
    return _age(Message.objects.filter(state="held").aggregate(first=Min("send_at"))["first"], at)


def addresses_in_use() -> dict[str, str]:
    """The address of the mailbox that serves a channel, by channel; of several the first."""
    rows = Mailbox.objects.filter(mode="on").order_by("-pk")
    return dict(rows.values_list("channel", "address"))


def mailboxes() -> list[Mailbox]:
    """All mailboxes, those that are switched on first."""
    return sorted(Mailbox.objects.order_by("name", "pk"), key=lambda box: box.mode != "on")


def counts() -> dict[str, int]:
    """How many cases there are, and how many messages on them."""
    return {"cases": Case.objects.count(), "messages": Message.objects.filter(~Q(state="undone")).count()}


def troubled(limit: int = 50) -> list[OutboxMail]:
    """Mails that did not leave: failed ones, and those that wait with a reason; the newest first."""
    rows = OutboxMail.objects.filter(Q(state="failed") | Q(state="waiting", failure__gt=""))
    return list(rows.select_related("message__case", "mailbox").order_by("-pk")[:limit])


def last_received() -> datetime | None:
    """When the newest mail came in."""
    newest: datetime | None = IncomingMail.objects.aggregate(last=Max("received_at"))["last"]
    return newest


def _age(since: datetime | None, at: datetime) -> int:
    return max(0, int((at - since).total_seconds())) if since else 0
