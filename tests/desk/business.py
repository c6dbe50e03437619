"""A small business with a plan, the people in it, and a case that one can do things to."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from layan.desk import commands as c
from layan.desk import events as e
from layan.desk.actor import SYSTEM, Actor
from layan.desk.case import Case
from layan.desk.decide import decide
from layan.desk.evolve import evolve
from layan.desk.refusal import Refusal
from layan.plan.plan import Plan
from layan.plan.units import Money

PAGES = {
    "business.md": """\
kind: business
name: Toko Senja
timezone: Asia/Jakarta
currency: USD
languages: [en]
team: care
""",
    "channels/email.md": """\
kind: channel
name: Email
medium: email
live: false
hours: {mon-fri: [09:00-17:00]}
reopen: 14 days
targets:
  first_reply:
    - {within: 4 h}
    - {within: 1 h, priority: urgent}
  next_reply: {within: 2 h}
  resolution:
    - {within: 2 days}
    - {within: 6 h, priority: urgent}
    - {within: 4 days, priority: low}
  approval: {within: 1 h}
""",
    "channels/chat.md": """\
kind: channel
name: Chat
medium: chat
live: true
hours: always
targets:
  first_reply: {within: 5 min, clock: round}
  next_reply: {within: 10 min, clock: round, runs: [resolved]}
  resolution: {within: 24 h, clock: round, runs: [waiting, resolved]}
""",
    "channels/counter.md": """\
kind: channel
name: Counter
medium: counter
live: true
hours: {mon-fri: [10:00-12:00]}
""",
    "teams/care.md": """\
kind: team
name: Care
roles: [representative, lead, manager]
""",
    "teams/money.md": """\
kind: team
name: Money
roles: [representative, lead]
""",
    "teams/workshop.md": """\
kind: team
name: Workshop
department: true
""",
    "situations/refund.md": """\
kind: situation
name: Refund
words: {en: [refund, money back]}
team: money
""",
    "situations/broken.md": """\
kind: situation
name: Broken
words: {en: [broken]}
priority: urgent
targets:
  resolution: {within: 3 h, channel: email}
""",
    "policies/refunds.md": """\
kind: policy
name: Refunds
authority:
  - {offer: refund, by: representative, up_to: 100 USD, per: case}
  - {offer: refund, by: lead, up_to: 500 USD, per: case}
  - {offer: refund, by: manager}
  - {offer: goodwill, by: representative, up_to: 20 USD, per: case}
  - {offer: replacement, by: workshop}
  - {offer: credit, by: representative, times: 2, per: customer}
""",
    "procedures/complaint.md": """\
kind: procedure
name: Complaint
steps: [Say sorry, Look for the cause, Offer a way out]
""",
}

JAKARTA = ZoneInfo("Asia/Jakarta")

SARI = Actor("staff", 1, "representative", name="Sari")
BUDI = Actor("staff", 2, "lead", name="Budi")
MAYA = Actor("staff", 3, "manager", name="Maya")
EKO = Actor("staff", 4, "department", frozenset({"workshop"}), "Eko")
DEWI = Actor("staff", 5, "representative", name="Dewi")
CUSTOMER = Actor("customer", 9, name="Ayu")


def when(text: str) -> datetime:
    """`mon 09:30` of the first week, `2 mon 09:30` of the second, on Jakarta's clock, as UTC. Monday is the
    2nd of March 2026."""
    *week, day, clock = text.split()
    number = 2 + ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].index(day) + 7 * (int(*week or "1") - 1)
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 3, number, hour, minute, tzinfo=JAKARTA).astimezone(UTC)


def usd(amount: int) -> Money:
    return Money(Decimal(amount), "USD")


def pages(**changes: tuple[str, str]) -> dict[str, str]:
    """The plan's files, some words in a page replaced: `email=("4 h", "3 h")`."""
    texts = dict(PAGES)
    for key, (old, new) in changes.items():
        path = next(path for path in texts if path.endswith(f"{key}.md"))
        assert old in texts[path]
        texts[path] = texts[path].replace(old, new)
    return {path: f"---\n{text}---\nWhat we do.\n" for path, text in texts.items()}


@cache
def plan(**changes: tuple[str, str]) -> Plan:
    return Plan.read(pages(**changes))


class Versions:
    """The versions there have been; the last published is in force."""

    def __init__(self, *versions: Plan) -> None:
        self.by_digest: dict[str, Plan] = {}
        for version in versions or (plan(),):
            self.publish(version)

    def publish(self, version: Plan) -> None:
        self.by_digest[version.digest] = version
        self.in_force = version

    def __getitem__(self, digest: str) -> Plan:
        return self.by_digest[digest]


class Desk:
    """One case and what has happened to it."""

    def __init__(self, plans: Versions | None = None) -> None:
        self.plans = plans or Versions()
        self.state: Case | None = None
        self.recorded: list[e.Recorded] = []
        self.at = when("mon 09:00")

    @property
    def case(self) -> Case:
        assert self.state is not None
        return self.state

    def decide(self, command: c.Command, at: str | datetime | None, by: Actor):
        self.at = when(at) if isinstance(at, str) else at or self.at
        return decide(self.state, command, self.plans, self.at, by)

    def do(self, command: c.Command, at: str | datetime | None = None, by: Actor = SARI):
        """It is done; the events that came of it."""
        decided = self.decide(command, at, by)
        assert not isinstance(decided, Refusal), str(decided)
        for event in decided:
            seq = len(self.recorded) + 1
            self.recorded.append(e.Recorded(event, self.at, by.author, self.plans.in_force.digest, seq))
            self.state = evolve(self.state, self.recorded[-1])
        return decided

    def refused(self, command: c.Command, at: str | datetime | None = None, by: Actor = SARI) -> Refusal:
        """It is not done, and why."""
        before = self.state
        decided = self.decide(command, at, by)
        assert isinstance(decided, Refusal), decided
        assert self.state == before
        return decided

    def clock(self, target: str, subject: int | None = None):
        found = self.case.clock(target, subject)
        assert found is not None, f"no clock {target}"
        return found

    def promises(self) -> dict[str, str]:
        """Target -> state, of every clock."""
        return {clock.target: clock.state for clock in self.case.clocks}

    # What happens most

    def opened(self, at: str = "mon 09:00", **more) -> Desk:
        moment = when(at)
        command = c.OpenCase(
            **{"channel": "email", "customer": 9, "subject": "A question", "received_at": moment} | more
        )
        self.do(command, moment, SYSTEM)
        return self

    def hears(self, at: str, text: str = "Hello?", message: int = 100, **more):
        return self.do(c.ReceiveMessage(message, text, **more), at, CUSTOMER)

    def replies(self, at: str, text: str = "Good morning", message: int = 200, by: Actor = SARI, **more):
        return self.do(c.SendMessage(message, ("ayu@example.com",), text, **more), at, by)


def a_case(at: str = "mon 09:00", **more) -> Desk:
    """A case by email that nobody has looked at yet."""
    return Desk().opened(at, **more)
