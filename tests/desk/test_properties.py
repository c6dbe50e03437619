"""Whatever is done to cases, in whatever order, by whomever."""

import json
from datetime import datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from layan.desk import case as cases
from layan.desk import commands as c
from layan.desk import events as e
from layan.desk.decide import decide
from layan.desk.due import due, next_due_at
from layan.desk.evolve import evolve, fold
from layan.desk.refusal import Refusal
from tests.desk import oracle
from tests.desk.business import (
    BUDI,
    CUSTOMER,
    DEWI,
    EKO,
    JAKARTA,
    MAYA,
    SARI,
    SYSTEM,
    Desk,
    Versions,
    plan,
    usd,
    when,
)  # fmt: skip

VERSIONS = [
    plan(),
    plan(email=("{within: 2 days}", "{within: 1 days}")),
    plan(email=("next_reply: {within: 2 h}", "next_reply: {within: 30 min, runs: [resolved]}")),
    plan(email=("09:00-17:00", "12:00-14:00")),
]
HOURS = {
    version.digest: {
        "email": (12, 14) if version is VERSIONS[3] else (9, 17), "chat": (0, 24), "counter": (10, 12),
    }
    for version in VERSIONS
}  # fmt: skip

few = st.integers(1, 3)
texts = st.sampled_from(["Hello", "", " ", "My refund", "It is broken"])
channels = st.sampled_from(["email", "chat", "counter", "pigeon"])
amounts = st.none() | st.sampled_from([usd(n) for n in (0, 15, 60, 150, 700)])
offers = st.sampled_from(["refund", "goodwill", "replacement", "car"])
situations = st.sampled_from(["refund", "broken", "weather"])
priorities = st.sampled_from(["low", "normal", "high", "urgent", "whenever"])
staff = st.sampled_from([SARI, SARI, DEWI, BUDI, MAYA, EKO])
anybody = staff | st.sampled_from([SYSTEM, CUSTOMER])
some_time = st.integers(0, 900) | st.integers(0, 6000)

heard = st.builds(
    c.ReceiveMessage,
    few,
    texts,
    st.sampled_from([False, False, True]),
    st.none() | channels,
    st.sampled_from([False, False, True]),
)
said = st.one_of(
    st.builds(c.SendMessage, few, st.just(()), texts, automatic=st.booleans()),
    st.builds(c.WriteNote, few, texts),
    st.builds(c.OpenSide, few, st.just("parts@example.com")),
    st.builds(c.ReceiveSideMessage, few, few, st.booleans()),
    st.builds(c.SendSideMessage, few, few, texts),
)
sorted_ = st.one_of(
    st.builds(c.Take),
    st.builds(c.Assign, st.none() | few),
    st.builds(c.Transfer, st.sampled_from(["care", "money", "kitchen"]), st.none() | few),
    st.builds(c.SetSituation, st.none() | situations),
    st.builds(c.SetPriority, priorities),
    st.builds(c.SetChannel, channels),
    st.builds(c.SetSubject, texts),
    st.builds(c.TickStep, st.sampled_from(["complaint", "dance"]), st.integers(-1, 3), st.booleans()),
)
offered = st.one_of(
    st.builds(c.MakeOffer, offers, amounts),
    st.builds(c.AskApproval, offers, amounts),
)
decided = st.one_of(
    st.builds(c.Approve, few),
    st.builds(c.Decline, few, texts),
    st.builds(c.WithdrawApproval, few),
)
rested = st.one_of(
    st.builds(c.WaitForCustomer), st.builds(c.Wake), st.builds(c.Resolve), st.builds(c.Reopen),
    st.builds(c.MissClock), st.builds(c.SplitOff, st.just((1,)), few),
    st.builds(c.TakeOver, st.just((1,)), few),
)  # fmt: skip


class Cases(RuleBasedStateMachine):
    """Three cases under a plan that changes."""

    def __init__(self) -> None:
        super().__init__()
        self.plans = Versions()
        self.now = when("mon 08:00")
        self.desks: dict[int, Desk] = {}

    @initialize(
        channels=st.tuples(*[st.sampled_from(["email", "chat", "counter"])] * 3), history=st.booleans()
    )
    def open(self, channels: tuple[str, ...], history: bool) -> None:
        for number, channel in enumerate(channels, start=1):
            self.desks[number] = desk = Desk(self.plans)
            opening = c.OpenCase(channel, 9, "Hello", self.now, history=history and number == 3)
            desk.do(opening, self.now, SYSTEM)

    @rule(number=few, command=said, by=anybody)
    def say(self, number: int, command: c.Command, by) -> None:
        self._try(number, command, by)

    @rule(number=few, command=heard)
    def hear(self, number: int, command: c.Command) -> None:
        self._try(number, command, CUSTOMER)

    @rule(number=few, command=sorted_, by=anybody)
    def sort(self, number: int, command: c.Command, by) -> None:
        self._try(number, command, by)

    @rule(number=few, command=offered, by=staff)
    def offer(self, number: int, command: c.Command, by) -> None:
        self._try(number, command, by)

    @rule(number=few, command=decided, by=staff)
    def decide_approval(self, number: int, command: c.Command, by) -> None:
        self._try(number, command, by)

    @rule(number=few, command=rested, by=staff)
    def rest(self, number: int, command: c.Command, by) -> None:
        self._try(number, command, by)

    @rule(number=few, minutes=some_time)
    def snooze(self, number: int, minutes: int) -> None:
        self._try(number, c.Snooze(self.now + timedelta(minutes=minutes)), SARI)

    @rule(number=few, other=few)
    def merge(self, number: int, other: int) -> None:
        """As the database does it: both or neither."""
        source, target = self.desks[number], self.desks[other]
        bring = c.TakeIn.of(number, source.case)
        both = [
            decide(source.case, c.MergeInto(number, other), self.plans, self.now, SARI),
            decide(target.case, bring, self.plans, self.now, SARI),
        ]
        if not any(isinstance(decided, Refusal) for decided in both):
            self._try(number, c.MergeInto(number, other), SARI)
            self._try(other, bring, SARI)

    @rule(number=few)
    def unmerge(self, number: int) -> None:
        other = self.desks[number].case.merged_into
        if other and self.desks[other].case.status != "merged":
            self.desks[other].do(c.GiveBack(number), self.now, SARI)
            self.desks[number].do(c.Unmerge(), self.now, SARI)

    @rule(version=st.sampled_from(VERSIONS))
    def publish(self, version) -> None:
        self.plans.publish(version)

    @rule(minutes=some_time)
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(number=few)
    def wait_until_due(self, number: int) -> None:
        self.now = max(self.now, next_due_at(self.desks[number].case) or self.now)

    def _try(self, number: int, command: c.Command, by) -> None:
        desk = self.desks[number]
        before = desk.case
        data = cases.to_data(before)
        decided = decide(before, command, self.plans, self.now, by)
        assert cases.to_data(before) == data
        if isinstance(decided, Refusal):
            assert decided.code
            assert decided == decide(before, command, self.plans, self.now, by)
            return
        assert desk.do(command, self.now, by) == decided
        assert desk.case.seq == before.seq + len(decided)

    @invariant()
    def no_clock_runs_while_nothing_is_promised(self) -> None:
        for desk in self.desks.values():
            if desk.case.status == "merged":
                assert due(desk.case) == ()
            if desk.case.status == "resolved":
                assert all("resolved" in clock.runs for clock in desk.case.clocks if clock.live)

    @invariant()
    def resolutions_rest_with_the_case(self) -> None:
        for desk in self.desks.values():
            for clock in desk.case.clocks:
                rests = desk.case.status in ("waiting", "snoozed") and desk.case.status not in clock.runs
                assert clock.state != ("running" if rests and clock.target == "resolution" else "paused")
                assert (clock.due is None) == (clock.left is not None)

    @invariant()
    def one_clock_for_each_promise(self) -> None:
        for desk in self.desks.values():
            keys = [clock.key for clock in desk.case.clocks]
            assert len(keys) == len(set(keys))

    @invariant()
    def kept_in_time_and_missed_after_it(self) -> None:
        for desk in self.desks.values():
            for clock in desk.case.clocks:
                if clock.state == "kept":
                    assert clock.due is None or clock.ended_at <= clock.due
                if clock.state == "missed":
                    assert clock.due < self.now
                    assert clock.ended_at is None or clock.ended_at > clock.due

    @invariant()
    def what_never_rested_is_due_as_its_version_says(self) -> None:
        for desk in self.desks.values():
            for clock in desk.case.clocks:
                if clock.within and not clock.pauses:
                    hours = HOURS[clock.plan][clock.channel]
                    assert clock.due == oracle.due(hours, clock.start, clock.within, clock.counts)

    def teardown(self) -> None:
        for desk in self.desks.values():
            assert cases.from_data(_json(cases.to_data(desk.case))) == desk.case
            assert fold(map(_stored, desk.recorded)) == desk.case
            assert [recorded.seq for recorded in desk.recorded] == [*range(1, len(desk.recorded) + 1)]


def _json(data):
    return json.loads(json.dumps(data))


def _stored(recorded: e.Recorded) -> e.Recorded:
    """What a row of the database makes of it."""
    event = e.from_data(e.name_of(recorded.event), _json(e.to_data(recorded.event)))
    assert event == recorded.event
    return e.Recorded(event, recorded.at, recorded.by, recorded.plan, recorded.seq)


TestCases = Cases.TestCase
TestCases.settings = settings(max_examples=30, stateful_step_count=20)


@settings(max_examples=25)
@given(st.lists(st.integers(1, 2000), min_size=1, max_size=8), st.sampled_from(["normal", "urgent"]))
def test_a_rest_costs_nothing_and_wins_nothing(minutes: list[int], priority: str) -> None:
    """Counted while it runs plus what is left is always what was promised."""
    desk = Desk().opened(priority=priority, channel="email" if priority == "urgent" else "chat")
    hours = (9, 17) if priority == "urgent" else (0, 24)
    counted, now = 0, when("mon 09:00")
    for number, pause in enumerate(minutes):
        then, now = now, now + timedelta(minutes=pause)
        runs = number % 2 == 0
        counted += oracle.open_minutes(hours, then, now) if runs else 0
        assume(not runs or now <= desk.clock("resolution").due)
        desk.do(c.Snooze(now + timedelta(days=99)) if runs else c.Wake(), now)
    clock = desk.clock("resolution")
    left = clock.left.seconds // 60 if clock.left else oracle.open_minutes(hours, now, clock.due)
    assert counted + left == clock.within.seconds // 60


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))  # noqa: DTZ001
def test_times_come_back_to_the_microsecond(moment: datetime) -> None:
    desk = Desk().opened()
    recorded = e.Recorded(e.Snoozed(moment.replace(tzinfo=JAKARTA)), desk.at, SARI.author, "digest", 2)
    assert _stored(recorded) == recorded
    assert evolve(desk.case, recorded).snoozed_until == moment.replace(tzinfo=JAKARTA)
