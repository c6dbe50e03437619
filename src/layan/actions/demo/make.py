"""Making the demonstration business."""

from datetime import datetime, timedelta
from random import Random
from typing import Final

from django.db import transaction

from layan.actions import accounts, plans, starters
from layan.actions.demo import today, year
from layan.actions.demo.people import STAFF, Colleague
from layan.plan.editing import PageText
from layan.records.models import Business, LiveEvent, Message, OutboxMail, User

STARTER: Final = "online-shop"
OWN: Final = starters.Own("Kopi Senja", "ID", "Asia/Jakarta", "IDR", ("en", "id", "ms", "tr"))
BEGAN: Final = timedelta(days=400)
CHANGED: Final = timedelta(days=75)
SEED: Final = 19450817
AT_ONCE: Final = 40
"""Cases made in one transaction: fast enough, and never much to take back."""


def make(*, at: datetime, cases: int = 240, began: timedelta = BEGAN) -> None:
    """The business that `began` so long ago, its plan in two versions, its staff, `cases` closed ones over a year and
    some thirty open ones."""
    random = Random(SEED)
    with transaction.atomic():
        Business.objects.create(pk=1, demonstration=True, set_up_at=at)
        staff = {one.address: _colleague(one, at - began) for one in STAFF}
        _publish(staff["ayu@example.com"], at, began)
    stories = year.stories()
    moments = year.moments(random, at, cases)
    for start in range(0, len(moments), AT_ONCE):
        with transaction.atomic():
            for moment in moments[start : start + AT_ONCE]:
                year.closed_case(random.choice(stories), moment, staff, random)
            _sent(at)
    with transaction.atomic():
        today.open_cases(stories, staff, at, random)
        _sent(at)
        LiveEvent.objects.all().delete()


def _colleague(one: Colleague, since: datetime) -> User:
    return accounts.make_user(
        email=one.address,
        name=one.name,
        roles=one.roles,
        teams=one.teams,
        language=one.language,
        at=since,
    )


def _publish(by: User, at: datetime, began: timedelta) -> None:
    """The first version allowed a representative less; after a year of approvals she was trusted with more."""
    files = _reachable(starters.pages(template=STARTER, own=OWN, at=at))
    refunds = next(path for path in files if path.endswith("/refunds.md"))
    before = {**files, refunds: files[refunds].replace("750000 IDR", "500000 IDR")}
    plans.publish(files=before, by=by, why="Our first plan", at=at - began)
    why = "Nearly every refund up to 750,000 was approved; now a representative decides it herself"
    plans.publish(files=files, by=by, why=why, at=at - CHANGED)


ADDRESSES: Final = {"phone": "+62 22 555 0100", "email": "halo@kopi-senja.example"}
"""Numbers and names that are nobody's."""


def _reachable(files: dict[str, str]) -> dict[str, str]:
    """The pages with an address on the doors that have one."""
    found = dict(files)
    for key, address in ADDRESSES.items():
        path = f"channels/{key}.md"
        found[path] = PageText(path, files[path]).set(address, "address").text
    return found


def _sent(at: datetime) -> None:
    """Nothing of the demonstration is ever put on the wire."""
    waiting = OutboxMail.objects.filter(state="waiting", created_at__lte=at)
    Message.objects.filter(outbox__in=waiting.values("pk")).update(state="sent")
    waiting.update(state="sent", due_at=None)
