"""A service plan: all pages of one version, and the questions one may ask it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Self, cast
from zoneinfo import ZoneInfo

from layan.plan import authority, opening, promising, routing
from layan.plan.assembly import BUSINESS_FILE, assemble
from layan.plan.authority import Authority, Given
from layan.plan.opening import Opening
from layan.plan.page import Page
from layan.plan.pages.business import Business
from layan.plan.pages.channel import Channel
from layan.plan.pages.conduct import Conduct
from layan.plan.pages.policy import Policy
from layan.plan.pages.procedure import Procedure
from layan.plan.pages.profile import Profile
from layan.plan.pages.situation import Situation
from layan.plan.pages.team import Team
from layan.plan.promising import Promise
from layan.plan.recognising import Recogniser
from layan.plan.routing import Guidance, Route
from layan.plan.say import PageRef, Say
from layan.plan.targets import ClockKind
from layan.plan.timetable import Timetable
from layan.plan.units import Duration, Money

__all__ = ["Authority", "Given", "Guidance", "Opening", "Plan", "Promise", "Route"]


class Plan:
    """One version of a service plan. It never changes; what it compiles to answer is kept.

    Moments go in aware and come out in UTC. Every answer names the page it follows and has its `working`,
    one fact a line. A channel that the plan does not have raises KeyError where hours are asked.
    """

    def __init__(self, files: Mapping[str, str], pages: Mapping[str, Page[Any]]) -> None:
        self.files = MappingProxyType(dict(files))
        self.pages = MappingProxyType(dict(pages))
        self._timetables: dict[str, Timetable] = {}

    @classmethod
    def read(cls, files: Mapping[str, str]) -> Self:
        """The plan of these files, text by path. Raises PlanErrors with every problem there is."""
        return cls(files, assemble(files))

    # What it is

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the files, which names this version."""
        hashed = sha256()
        for path, content in sorted(self.files.items()):
            hashed.update(f"{path}\0{content}\0".encode())
        return hashed.hexdigest()

    @property
    def business(self) -> Business:
        """The rules of `business.md`."""
        return cast(Business, self.pages[_BUSINESS].rules)

    @property
    def name(self) -> str:
        """What the business is called."""
        return self.pages[_BUSINESS].name

    @property
    def language(self) -> str:
        """The language the plan is written in."""
        return self.business.languages[0]

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone of the business."""
        return ZoneInfo(self.business.timezone)

    @cached_property
    def channels(self) -> Mapping[str, Page[Channel]]:
        """The pages of channels by key, as the next ones of their kind."""
        return self.of_kind("channel")

    @cached_property
    def teams(self) -> Mapping[str, Page[Team]]:
        """Teams and departments."""
        return self.of_kind("team")

    @cached_property
    def situations(self) -> Mapping[str, Page[Situation]]:
        """Kinds of concern."""
        return self.of_kind("situation")

    @cached_property
    def policies(self) -> Mapping[str, Page[Policy]]:
        """What we stand for, with the limits of authority."""
        return self.of_kind("policy")

    @cached_property
    def procedures(self) -> Mapping[str, Page[Procedure]]:
        """How things are done."""
        return self.of_kind("procedure")

    @cached_property
    def profiles(self) -> Mapping[str, Page[Profile]]:
        """Who the customers are: one page at most."""
        return self.of_kind("profile")

    @cached_property
    def conducts(self) -> Mapping[str, Page[Conduct]]:
        """How we treat people: one page at most."""
        return self.of_kind("conduct")

    def of_kind(self, kind: str) -> Mapping[str, Page[Any]]:
        """The pages of one kind by key."""
        return MappingProxyType({key: page for key, page in self.pages.items() if page.kind == kind})

    def timetable(self, channel: str) -> Timetable:
        """The open hours of a channel, compiled."""
        if (known := self._timetables.get(channel)) is None:
            hours = self.channels[channel].rules.hours
            known = Timetable.compile(hours, self.business.timezone, self.business.holidays)
            self._timetables[channel] = known
        return known

    # What one may ask

    def opening(self, channel: str, at: datetime) -> Opening:
        """Whether a channel is open, until when, when next, and what else there is meanwhile."""
        return opening.opening(self, channel, at)

    def promise(
        self,
        target: str,
        *,
        channel: str,
        start: datetime,
        situation: str | None = None,
        priority: str = "normal",
        segment: str | None = None,
    ) -> Promise | None:
        """By when `target` is promised for a matter that began at `start`; None when nothing is promised."""
        return promising.promise(self, target, channel, start, situation, priority, segment)

    def remaining(
        self, *, channel: str, clock: ClockKind, within: Duration | None, due: datetime, at: datetime
    ) -> Duration:
        """What is left at `at` of a promise: whole seconds as `clock` counts them, or open days when it was
        made in open days."""
        return promising.remaining(self, channel, clock, within, due, at)

    def resume(
        self, *, channel: str, clock: ClockKind, remaining: Duration, at: datetime
    ) -> tuple[datetime, tuple[Say, ...]]:
        """When a promise of which so much was left is due, going on at `at`, and the working.

        Raises NeverOpens when the channel does not open for so long again.
        """
        return promising.counted(self, channel, clock, remaining, at, resumed=True)

    def may(
        self,
        role: str,
        offer: str,
        amount: Money | None,
        *,
        at: datetime,
        departments: frozenset[str] = frozenset(),
        situation: str | None = None,
        channel: str | None = None,
        given: Sequence[Given] = (),
        priority: str = "normal",
        segment: str | None = None,
    ) -> Authority:
        """Whether somebody of this role and these departments may give this, and who decides if not."""
        matter = authority.Matter(self, at, situation, channel, tuple(given), priority, segment)
        return authority.may(matter, role, departments, offer, amount)

    def limits(
        self,
        role: str,
        *,
        at: datetime,
        departments: frozenset[str] = frozenset(),
        situation: str | None = None,
        channel: str | None = None,
        given: Sequence[Given] = (),
    ) -> tuple[Authority, ...]:
        """How far somebody may go, for every offer the plan has here."""
        matter = authority.Matter(self, at, situation, channel, tuple(given))
        return authority.limits(matter, role, departments)

    def route(
        self,
        *,
        channel: str,
        situation: str | None = None,
        language: str | None = None,
        segment: str | None = None,
    ) -> Route:
        """Which team handles this, and how urgent it is."""
        return routing.route(self, channel, situation, language, segment)

    def guidance(self, situation: str | None, channel: str | None) -> Guidance:
        """The pages that speak to this."""
        return routing.guidance(self, situation, channel)

    def recognise(self, text: str, language: str | None = None) -> str | None:
        """The situation a text is about, by its words; None when it has none of them."""
        return self._recogniser(text, language)

    @cached_property
    def _recogniser(self) -> Recogniser:
        return Recogniser({key: page.rules.words for key, page in self.situations.items()})

    def segment_name(self, segment: str) -> PageRef:
        """What customers of a segment are called; its key when the plan does not have it."""
        every = (each for page in self.profiles.values() for each in page.rules.segments)
        return next((each.ref for each in every if each.key == segment), PageRef(segment, segment))

    def segment(self, fields: Mapping[str, object]) -> str | None:
        """The segment of a customer with these fields, by key."""
        found = (page.rules.segment_of(fields) for page in self.profiles.values())
        return next((segment for segment in found if segment), None)


_BUSINESS = BUSINESS_FILE.removesuffix(".md")
