"""Who handles a matter, and which pages speak to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from layan.plan.page import Page
from layan.plan.pages.conduct import Conduct
from layan.plan.pages.policy import Policy
from layan.plan.pages.procedure import Procedure
from layan.plan.pages.situation import Routing
from layan.plan.say import Language, Priority, Say, Value, say

if TYPE_CHECKING:
    from layan.plan.plan import Plan

DEFAULT_PRIORITY: Final = "normal"


@dataclass(frozen=True, slots=True)
class Route:
    """The key of the team that handles a matter, None when no page says; and its priority. `pages` are the
    keys of the pages that decided."""

    team: str | None
    priority: str
    pages: tuple[str, ...] = ()
    working: tuple[Say, ...] = ()


@dataclass(frozen=True, slots=True)
class Guidance:
    """What people read about a matter: pages on its situation first, then those on every situation."""

    policies: tuple[Page[Policy], ...] = ()
    procedures: tuple[Page[Procedure], ...] = ()
    conduct: Page[Conduct] | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """What one page, or one route on it, says about who handles a matter."""

    page: str
    team: str | None
    priority: str | None
    route: Routing | None = None


def route(
    plan: Plan, channel: str, situation: str | None, language: str | None, segment: str | None
) -> Route:
    """See `Plan.route`."""
    said = list(_said(plan, channel, situation, language, segment))
    team = next((each for each in said if each.team), None)
    priority = next((each for each in said if each.priority), None)
    pages = dict.fromkeys(each.page for each in (team, priority) if each)
    return Route(
        team=team.team if team else None,
        priority=(priority.priority if priority else None) or DEFAULT_PRIORITY,
        pages=tuple(pages),
        working=(_team_line(plan, team), _priority_line(plan, priority)),
    )


def _said(
    plan: Plan, channel: str, situation: str | None, language: str | None, segment: str | None
) -> Iterator[_Said]:
    """What the plan says about it, what counts first coming first."""
    if (page := plan.situations.get(situation or "")) is not None:
        rules = page.rules
        for each in rules.routes:
            if each.fits(channel, language, segment):
                yield _Said(page.key, each.team, each.priority, each)
                break
        yield _Said(page.key, rules.team, rules.priority)
    if (door := plan.channels.get(channel)) is not None:
        yield _Said(door.key, door.rules.team, door.rules.priority)
    yield _Said("business", plan.business.team, None)


def _team_line(plan: Plan, said: _Said | None) -> Say:
    if said is None or said.team is None:
        return say("No page says who takes it.")
    team, page = plan.pages[said.team].ref, plan.pages[said.page].ref
    if said.route is None or not (conditions := tuple(_conditions(plan, said.route))):
        return say("{page}: {team} takes it.", page=page, team=team)
    return say("{page}: {team} takes it, for {conditions}.", page=page, team=team, conditions=conditions)


def _priority_line(plan: Plan, said: _Said | None) -> Say:
    if said is None or said.priority is None:
        return say("Priority {priority}, as no page says otherwise.", priority=Priority(DEFAULT_PRIORITY))
    priority, page = Priority(said.priority), plan.pages[said.page].ref
    if said.route is None or not (conditions := tuple(_conditions(plan, said.route))):
        return say("{page}: priority {priority}.", page=page, priority=priority)
    return say(
        "{page}: priority {priority}, for {conditions}.", page=page, priority=priority, conditions=conditions
    )


def _conditions(plan: Plan, route: Routing) -> Iterator[Value]:
    for channel in route.channel:
        yield plan.pages[channel].ref
    for language in route.language:
        yield Language(language)
    for segment in route.segment:
        yield plan.segment_name(segment)


def guidance(plan: Plan, situation: str | None, channel: str | None) -> Guidance:
    """See `Plan.guidance`."""
    return Guidance(
        policies=speaking(plan.policies.values(), situation, channel),
        procedures=speaking(plan.procedures.values(), situation, channel),
        conduct=next(iter(plan.conducts.values()), None),
    )


class _Speaks(Protocol):
    """Rules that may be for some situations and channels only."""

    @property
    def situations(self) -> tuple[str, ...]: ...

    @property
    def channels(self) -> tuple[str, ...]: ...


def speaking[R: _Speaks](
    pages: Iterable[Page[R]], situation: str | None, channel: str | None, *, guess: bool = False
) -> tuple[Page[R], ...]:
    """The pages that speak to this situation and channel; those on the situation itself come first.

    While the channel is unknown, no page is left out for it; with `guess`, the same holds for the situation.
    """
    fitting = [
        page
        for page in pages
        if (not page.rules.situations or situation in page.rules.situations or (guess and situation is None))
        and (not page.rules.channels or channel in page.rules.channels or channel is None)
    ]
    return tuple(sorted(fitting, key=lambda page: not page.rules.situations))
