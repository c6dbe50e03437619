"""Targets as sentences."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from layan.plan.say import Say, say
from layan.plan.sentences.naming import pages, segments
from layan.plan.targets import INSTANT, Target
from layan.plan.vocabulary import PRIORITY, STATE

if TYPE_CHECKING:
    from layan.plan.plan import Plan
    from layan.plan.wording import Speaker


class Promise(NamedTuple):
    """A target that all must keep, and one that a share must."""

    all: Say
    share: Say


_PROMISE: Final[Mapping[str, Promise]] = {
    "first_reply": Promise(
        say("Every case has its first reply within {time}."),
        say("{share} of cases have their first reply within {time}."),
    ),
    "next_reply": Promise(
        say("Every further message has its reply within {time}."),
        say("{share} of further messages have their reply within {time}."),
    ),
    "resolution": Promise(
        say("Every case is resolved within {time}."),
        say("{share} of cases are resolved within {time}."),
    ),
    "answer": Promise(
        say("Everybody is answered within {time}."),
        say("{share} of people are answered within {time}."),
    ),
    "hold": Promise(
        say("Nobody is on hold for over {time}."),
        say("{share} of people are on hold for no longer than {time}."),
    ),
    "approval": Promise(
        say("Every approval is decided within {time}."),
        say("{share} of approvals are decided within {time}."),
    ),
}

_ANSWER: Final[Mapping[str | None, Promise]] = {
    "phone": Promise(
        say("Every call is answered within {time}."),
        say("{share} of calls are answered within {time}."),
    ),
    "chat": Promise(
        say("Every chat is answered within {time}."),
        say("{share} of chats are answered within {time}."),
    ),
    "counter": Promise(
        say("Everybody at the counter is served within {time}."),
        say("{share} of people at the counter are served within {time}."),
    ),
}


def promised(target: Target, plan: "Plan", speaker: "Speaker", medium: str | None = None) -> str:
    """One target, for whom it holds, and when it runs on; on a channel of `medium` or on any."""
    promise = _PROMISE[target.name]
    if target.name == "answer":
        promise = _ANSWER.get(medium, promise)
    form = promise.all if target.share == 1 else promise.share
    told = [speaker(Say(form.text, {"share": target.share, "time": _time(target, speaker)}))]
    if target.conditions:
        told.append(speaker(say("Only for {matters}.", matters=_matters(target, plan, speaker))))
    if target.runs:
        states = speaker.formats.any_of([speaker(STATE[state]) for state in sorted(target.runs)])
        told.append(speaker(say("The clock runs on while the case is {states}.", states=states)))
    return " ".join(told)


def _time(target: Target, speaker: "Speaker") -> str:
    counted = target.clock == "open" and target.name not in INSTANT
    return speaker.open_duration(target.within) if counted else speaker.duration(target.within)


def _matters(target: Target, plan: "Plan", speaker: "Speaker") -> str:
    """`the situation Refund and the priority high or urgent`."""
    either = speaker.formats.any_of
    told = []
    if target.channel:
        told.append(say("the channel {names}", names=_any_page(target.channel, plan, speaker)))
    if target.situation:
        told.append(say("the situation {names}", names=_any_page(target.situation, plan, speaker)))
    if target.segment:
        told.append(say("the segment {names}", names=segments(plan, target.segment, speaker)))
    if target.priority:
        names = either([speaker(PRIORITY[each]) for each in target.priority])
        told.append(say("the priority {names}", names=names))
    return speaker.formats.all_of([speaker(each) for each in told])


def _any_page(keys: tuple[str, ...], plan: "Plan", speaker: "Speaker") -> str:
    return speaker.formats.any_of([pages(plan, [key], speaker) for key in keys])
