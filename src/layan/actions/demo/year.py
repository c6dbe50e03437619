"""A year of cases that came, were answered and are done with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files as package_files
from random import Random

from layan.actions import cases, customers, messages, offers
from layan.actions.demo.people import CUSTOMERS, DESK
from layan.desk import commands
from layan.desk.actor import SYSTEM
from layan.plan.units import Money
from layan.records.models import Case, Customer, User
from layan.records.plans import plan_in_force
from layan.records.queries.due import overdue
from layan.records.translate import actor_of, state_of

type Staff = Mapping[str, User]


@dataclass(frozen=True)
class Story:
    """What somebody wrote about a situation in a language, and what she was answered."""

    situation: str
    language: str
    subject: str
    text: str
    answer: str


@cache
def stories() -> tuple[Story, ...]:
    """All of them, as written in stories.yaml."""
    import yaml

    content = (package_files("layan.actions.demo") / "stories.yaml").read_text(encoding="utf-8")
    return tuple(Story(*row) for row in yaml.safe_load(content))


def moments(random: Random, at: datetime, count: int) -> list[datetime]:
    """When people wrote over the last year: by day more than at night, on Mondays more than on Sundays."""
    found: list[datetime] = []
    while len(found) < count:
        moment = at - timedelta(days=random.uniform(9, 365))
        local_hour = (moment.hour + 7) % 24
        weight = (1.0 if 8 <= local_hour <= 21 else 0.15) * (
            1.3 if moment.weekday() == 0 else 0.6 if moment.weekday() == 6 else 1
        )
        if random.random() < weight:
            found.append(moment.replace(microsecond=0))
    return sorted(found)


def customer(story: Story, random: Random, at: datetime) -> Customer:
    """One of the regulars of that language."""
    name = random.choice(CUSTOMERS[story.language])
    person, _new = customers.found_or_made(
        kind="email", address=address_of(name), name=name, language=story.language, at=at
    )
    return person


def address_of(name: str) -> str:
    """`elif.yildiz@example.net`: a domain that is nobody's."""
    from layan.records.fold import fold

    return fold(name).replace(" ", ".") + "@example.net"


def received(story: Story, at: datetime, random: Random, channel: str = "") -> Case:
    """The customer writes, by mail or by the form."""
    person = customer(story, random, at)
    said = messages.Said(
        text=story.text,
        sender=address_of(person.name),
        sender_name=person.name,
        subject=story.subject,
        language=story.language,
        rfc_ids=[f"{random.getrandbits(64):x}@example.net"],
    )
    chosen = channel or random.choice(("email", "email", "form"))
    return messages.receive(said=said, customer=person, channel=chosen, at=at).case


def closed_case(story: Story, at: datetime, staff: Staff, random: Random) -> None:
    """One case from its first message to its end; most within what was promised, some not."""
    case = received(story, at, random)
    by = staff[DESK[story.language]]
    answered = _when(case, at, random)
    _missed_until(case, answered)
    cases.act(case=case, command=commands.Take(), by=actor_of(by), at=answered - timedelta(minutes=3))
    give(case, story, by, staff, answered, random)
    reply(case, story.answer, by, answered)
    ended = answered + timedelta(minutes=random.randrange(20, 60 * 9))
    if random.random() < 0.3:
        _thanks(case, story, answered + timedelta(minutes=10), by)
    _missed_until(case, ended)
    cases.act(case=case, command=commands.Resolve(), by=actor_of(by), at=ended)


def _when(case: Case, at: datetime, random: Random) -> datetime:
    """The moment of the first answer: inside the promise nine times of ten."""
    clock = state_of(case).clock("first_reply")
    due = clock.due if clock and clock.due else at + timedelta(hours=4)
    kept = random.random() < 0.9
    begin = plan_in_force(at).timetable(case.channel).next_open(at) or at
    room = max(due - begin, timedelta(minutes=30))
    return (
        begin + room * random.uniform(0.05, 0.85) if kept else due + timedelta(hours=random.uniform(0.3, 5))
    )


def _missed_until(case: Case, at: datetime) -> None:
    """What the sweep would have noted by then."""
    if case.pk in overdue(at):
        clocks = [
            c for c in state_of(Case.objects.get(pk=case.pk)).clocks if c.running and c.due and c.due < at
        ]
        for clock in sorted(clocks, key=lambda c: c.due or at):
            when = (clock.due or at) + timedelta(seconds=1)
            cases.act(case=case, command=commands.MissClock(), by=SYSTEM, at=when)


def reply(case: Case, text: str, by: User, at: datetime) -> None:
    """A reply that was not taken back."""
    to = [address.shown for address in case.customer.addresses.all()[:1]]
    message = messages.reply(case=case, reply=messages.Reply(text=text, to=to), by=by, at=at)
    messages.release(message=message)


GIVEN = {
    "refund": "refund",
    "damaged-goods": "replacement",
    "wrong-item": "replacement",
    "complaint": "goodwill",
}


def give(case: Case, story: Story, by: User, staff: Staff, at: datetime, random: Random) -> None:
    """What the situation calls for: within one's authority given, beyond it asked for and decided."""
    offer = GIVEN.get(story.situation)
    if offer is None:
        return
    amount = Money(Decimal(random.choice((90, 150, 240, 380, 520, 690, 900, 1400))) * 1000, "IDR")
    given = amount if offer != "goodwill" else Money(Decimal(50000), "IDR")
    made = offers.make(case=case, offer=offer, amount=given, reason=story.subject, by=by, at=at)
    if made.refusal is None or made.refusal.ask is None:
        return
    asked = offers.ask(case=case, offer=offer, amount=given, reason=story.subject, by=by, at=at)
    pending = state_of(asked.row).pending
    if pending:
        yes = random.random() < 0.9
        comment = "Do it, please." if yes else "Let us try a replacement first."
        when = at + timedelta(minutes=random.randrange(4, 50))
        offers.decide(
            case=case, approval=pending[0].id, yes=yes, comment=comment, by=staff["ayu@example.com"], at=when
        )


THANKS = {
    "id": "Terima kasih banyak!",
    "en": "Thank you, that was quick.",
    "ms": "Terima kasih!",
    "tr": "Çok teşekkür ederim.",
}


def _thanks(case: Case, story: Story, at: datetime, by: User) -> None:
    person = case.customer
    said = messages.Said(
        text=THANKS[story.language], sender=address_of(person.name), sender_name=person.name, subject=story.subject,
        language=story.language, matched_by="token",
    )  # fmt: skip
    messages.receive(said=said, customer=person, channel=case.channel, at=at, case=case)
