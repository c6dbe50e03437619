"""Everybody who has authority over something a customer might be given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from layan.plan.limits import Fit, Given, Standing, Wish
from layan.plan.pages.policy import Limit
from layan.plan.roles import LADDER, covers
from layan.plan.routing import speaking
from layan.plan.units import Money

if TYPE_CHECKING:
    from layan.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Matter:
    """What a question of authority is about."""

    plan: Plan
    at: datetime
    situation: str | None = None
    channel: str | None = None
    given: tuple[Given, ...] = ()
    priority: str = "normal"
    segment: str | None = None

    def limits(self) -> Iterator[tuple[str, Limit]]:
        """Every limit that holds here, with the key of its page. For each offer, pages on the situation count
        before those on every situation; while the situation is unknown it is the other way round."""
        known = self.situation is not None
        pages = speaking(self.plan.policies.values(), self.situation, self.channel, guess=not known)
        first = {page.key for page in pages if bool(page.rules.situations) == known}
        settled = {limit.offer for page in pages if page.key in first for limit in page.rules.authority}
        for page in pages:
            for limit in page.rules.authority:
                if page.key in first or limit.offer not in settled:
                    yield page.key, limit


class Holders:
    """Everybody who has authority over one wish, by role or key of a department, each with the limits that
    all hold for them. Somebody who is only named as deciding above others has none."""

    def __init__(self, matter: Matter, offer: str, amount: Money | None) -> None:
        # Months looked back are months of the business's calendar, hence its time zone.
        wish = Wish(offer, amount, matter.at.astimezone(matter.plan.zone), matter.given)
        self.matter, self.wish = matter, wish
        self.standings: dict[str, list[Standing]] = {}
        self.pages: dict[str, str] = {}
        placed = [(page, limit) for page, limit in matter.limits() if limit.offer == offer]
        for page, limit in placed:
            self.standings.setdefault(limit.by, []).append(Standing.of(page, limit, wish))
            self.pages.setdefault(limit.by, page)
        for page, limit in placed:
            if limit.above:
                self.standings.setdefault(limit.above, [])
                self.pages.setdefault(limit.above, page)
        self.order = sorted(self.standings, key=_rank)

    def of(self, role: str, departments: frozenset[str]) -> list[str]:
        """Whose authority somebody has, the lowest first."""
        return [holder for holder in self.order if holder in departments or covers(role, holder)]

    def hurdle(self, holder: str) -> Standing | None:
        """The first limit of a holder that the wish does not fit; None when they may give it."""
        return next((each for each in self.standings[holder] if each.fit is not Fit.FITS), None)

    def decides(self, decider: str) -> bool:
        """Whether a role or a department may give what is wished."""
        departments = frozenset({decider}) - frozenset(LADDER)
        return any(self.hurdle(holder) is None for holder in self.of(decider, departments))

    def next_above(self, holder: str | None, asking: Sequence[str]) -> str | None:
        """Who is asked first about what is beyond a holder, whatever it is."""
        standings = self.standings.get(holder or "", [])
        named = next((each.limit.above for each in standings if each.limit.above), None)
        return named or next((other for other in self.order if other not in asking), None)

    def above(self, hurdle: Standing | None, asking: Sequence[str]) -> str | None:
        """Who decides what is beyond `asking`: whom the page names, and whom their page names if it is beyond
        them too; else the lowest that may."""
        seen = set(asking)
        named = hurdle.limit.above if hurdle else None
        while named and named not in seen:
            if self.decides(named):
                return named
            seen.add(named)
            beyond = self.hurdle(named) if named in self.standings else None
            named = beyond.limit.above if beyond else None
        others = (holder for holder in self.order if holder not in asking)
        return next((holder for holder in others if self.hurdle(holder) is None), None)


def _rank(holder: str) -> int:
    return LADDER.index(holder) if holder in LADDER else len(LADDER)
