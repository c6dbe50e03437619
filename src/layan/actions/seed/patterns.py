"""Cases made by the real actions, taken apart so that they can be made again at another time for somebody else.

What differs from copy to copy stands in the JSON as a place to be filled (`%(message0)d`); moments are moved by whole
weeks as text.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from layan.actions.demo.year import Story, stories
from layan.plan.wording import Speaker
from layan.records.models import Case, Event, Message, OutboxMail, SideConversation
from layan.records.plans import plan_of
from layan.records.translate import state_of

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+00:00")
_PLACE = re.compile(r'"@@(\w+)@@"')


@dataclass(frozen=True)
class Pattern:
    """One case with all its rows; `spoken` is who tells its letters' readers of the promise."""

    case: Case
    events: tuple[tuple[Event, str], ...]  # with its data as a text with places
    messages: tuple[Message, ...]
    outbox: tuple[OutboxMail, ...]
    sides: tuple[SideConversation, ...]
    state: str
    story: Story
    spoken: Speaker
    ended: datetime
    promised: datetime | None
    """When the acknowledgement said that somebody would answer."""

    @property
    def opened(self) -> datetime:
        return self.case.opened_at

    @property
    def settled(self) -> bool:
        """Nothing of it waits for anything any more."""
        return self.case.status == "resolved"

    def reach(self, since: datetime, until: datetime) -> tuple[int, int] | None:
        """From how many weeks to how many it can be moved and still lie in between; under another version of the plan
        it would be untrue, so only where it lies there now. None when it cannot."""
        if not since <= self.opened < until:
            return None
        week = timedelta(weeks=1)
        return -int((self.opened - since) / week), max(int((until - self.ended) / week), 0)


def patterns() -> list[Pattern]:
    """All cases there are that belong to nobody but themselves."""
    cases = Case.objects.filter(merged_into=None, follows=None).select_related("customer", "plan")
    known = {story.subject: story for story in stories()}
    return [_pattern(case, known[case.subject]) for case in cases.order_by("pk") if case.subject in known]


def _pattern(case: Case, story: Story) -> Pattern:
    events = list(case.events.order_by("seq"))
    messages = list(case.messages.order_by("pk"))
    sides = list(case.sides.order_by("pk"))
    numbers = {f"message{index}": one.pk for index, one in enumerate(messages)}
    named = {pk: f"@@{name}@@" for name, pk in numbers.items()}
    beside = {one.pk: f"@@side{index}@@" for index, one in enumerate(sides)}
    plan = plan_of(case.plan.digest)
    return Pattern(
        case=case,
        events=tuple((one, _with_places(_event(one, named, beside))) for one in events),
        messages=tuple(messages),
        outbox=tuple(OutboxMail.objects.filter(message__in=messages).order_by("pk")),
        sides=tuple(sides),
        state=_with_places(_state(case, beside)),
        story=story,
        spoken=Speaker(case.language or plan.language, plan.business.timezone),
        ended=max(*(one.at for one in events), *(one.at for one in messages)),
        promised=clock.due if (clock := state_of(case).clock("first_reply")) else None,
    )


def _event(row: Event, messages: dict[int, str], sides: dict[int, str]) -> dict[str, Any]:
    data = dict(row.data)
    for name, places in (("message", messages), ("side", sides)):
        if isinstance(data.get(name), int):
            data[name] = places[data[name]]
    if row.kind == "opened":
        data["customer"] = "@@customer@@"
    return data


def _state(case: Case, sides: dict[int, str]) -> dict[str, Any]:
    beside = [{**one, "id": sides[one["id"]]} for one in case.state.get("sides", [])]
    return {**case.state, "customer": "@@customer@@"} | ({"sides": beside} if beside else {})


def _with_places(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False).replace("%", "%%")
    return _PLACE.sub(r"%(\1)d", text)


def moved(text: str, by: timedelta) -> str:
    """The same with every moment later (or earlier) by so much."""
    return (
        _MOMENT.sub(lambda found: (datetime.fromisoformat(found[0]) + by).isoformat(), text) if by else text
    )
