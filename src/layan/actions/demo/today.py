"""Some thirty open cases in every state, as a desk finds them in the morning."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from layan.actions import cases, messages, offers
from layan.actions.demo.people import DESK
from layan.actions.demo.year import Staff, Story, address_of, received, reply
from layan.desk import commands
from layan.plan.units import Money
from layan.records.models import Case, User
from layan.records.plans import plan_in_force
from layan.records.translate import actor_of

SOON = ("first_reply", "next_reply", "approval")
EARLIEST = 0.25
"""Hours: what a turn does takes less."""

type Turn = Callable[[Case, Story, User, Staff, datetime], None]


def open_cases(stories: Sequence[Story], staff: Staff, at: datetime, random: Random) -> None:
    """Each story once, in turn left in one of the states; and the promises that are broken by now noted."""
    turns: Sequence[Turn] = (
        _fresh,
        _taken,
        _fresh,
        _answered,
        _asking,
        _waiting,
        _snoozed,
        _again,
        _with_side,
        _late,
    )
    for number, story in enumerate(stories):
        turn = turns[number % len(turns)]
        channel = random.choice(("email", "email", "form"))
        hours = 70 if turn is _late else random.uniform(0.2, 9)
        if turn is not _late:
            hours = _within_promises(hours, story, channel, at)
        came = (at - timedelta(hours=hours)).replace(microsecond=0)
        case = received(story, came, random, channel)
        turn(case, story, staff[DESK[story.language]], staff, came)
    cases.sweep(at=at)


def _within_promises(hours: float, story: Story, channel: str, at: datetime) -> float:
    """So many hours ago, or less, that nothing promised since is broken, at whatever time of day one looks."""
    plan = plan_in_force(at)
    while hours > EARLIEST:
        start = at - timedelta(hours=hours)
        made = [
            plan.promise(target, channel=channel, start=start, situation=story.situation) for target in SOON
        ]
        if all(promise is None or promise.due > at for promise in made):
            break
        hours *= 0.8
    return hours


def _fresh(case: Case, story: Story, by: User, staff: Staff, came: datetime) -> None:
    """Nobody has seen it yet."""


def _late(case: Case, story: Story, by: User, staff: Staff, came: datetime) -> None:
    """Nobody has answered, and the promise is past."""


def _taken(case: Case, story: Story, by: User, staff: Staff, came: datetime) -> None:
    cases.act(case=case, command=commands.Take(), by=actor_of(by), at=came + timedelta(minutes=4))


def _answered(case: Case, story: Story, by: User, staff: Staff, came: datetime) -> None:
    _taken(case, story, by, staff, came)
    reply(case, story.answer, by, came + timedelta(minutes=9))


def _asking(case: Case, story: Story, by: User, staff: Staff, came: datetime) -> None:
    """Beyond her authority: a manager is asked."""
    _taken(case, story, by, staff, came)
    amount = Money(Decimal(4_200_000), "IDR")
    at = came + timedelta(minutes=7)
    offers.ask(case=case, offer="refund", amount=amount, reason=story.subject, by=by, at=at)
    note = "@Ayu Lestari, could you look at this one today, please?"
    messages.note(case=case, text=note, by=by, at=at + timedelta(minutes=1))


def _waiting(case: Case, story: Story, by: User, staff: Staff, came: datetime) -> None:
    _answered(case, story, by, staff, came)
    command = commands.WaitForCustomer()
    cases.act(case=case, command=command, by=actor_of(by), at=came + timedelta(minutes=10))


def _snoozed(case: Case, story: Story, by: User, staff: Staff, came: datetime) -> None:
    _answered(case, story, by, staff, came)
    at = came + timedelta(minutes=11)
    cases.act(case=case, command=commands.Snooze(at + timedelta(days=2)), by=actor_of(by), at=at)


def _again(case: Case, story: Story, by: User, staff: Staff, came: datetime) -> None:
    """She answered our answer."""
    _answered(case, story, by, staff, came)
    person = case.customer
    said = messages.Said(
        text=story.text.split(".")[0] + "?", sender=address_of(person.name), sender_name=person.name,
        subject=story.subject, language=story.language, matched_by="token",
    )  # fmt: skip
    at = came + timedelta(minutes=12)
    messages.receive(said=said, customer=person, channel=case.channel, at=at, case=case)


def _with_side(case: Case, story: Story, by: User, staff: Staff, came: datetime) -> None:
    """The warehouse is asked in a conversation beside."""
    _taken(case, story, by, staff, came)
    text = "Could you look where this parcel is, please? The customer has waited long enough."
    messages.side(
        case=case, text=text, by=by, at=came + timedelta(minutes=8), address="warehouse@example.org"
    )
