"""A promise as people see it: a state, and a few words that stay true while the minutes pass."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from layan.plan.say import Say, Value, say
from layan.plan.units import Duration
from layan.plan.wording import Speaker

SOON: Final = timedelta(hours=1)  # from here on it is told in minutes, and shown as soon

WITHIN: Final[Mapping[str, Say]] = {
    "first_reply": say("reply in {time}"),
    "next_reply": say("reply in {time}"),
    "resolution": say("resolve in {time}"),
    "answer": say("answer in {time}"),
    "hold": say("come back in {time}"),
    "approval": say("decide in {time}"),
}
BY: Final[Mapping[str, Say]] = {
    "first_reply": say("reply {time}"),
    "next_reply": say("reply {time}"),
    "resolution": say("resolve {time}"),
    "answer": say("answer {time}"),
    "hold": say("come back {time}"),
    "approval": say("decide {time}"),
}
LATE: Final = say("late {time}")
ENDED: Final[Mapping[str, Say]] = {
    "kept": say("kept"),
    "missed": say("missed"),
    "paused": say("paused"),
    "cancelled": say("called off"),
}


@dataclass(frozen=True, slots=True)
class Pill:
    """What `components/promise.html` shows. The patterns let the page go on counting by itself."""

    state: str  # normal, soon, late, kept, missed, paused, cancelled
    text: str
    due: datetime | None = None
    soon: datetime | None = None
    within: str = ""
    by: str = ""
    late: str = ""


def pill(*, target: str, due: datetime | None, state: str, speaker: Speaker, now: datetime) -> Pill:
    """The pill of one clock. `state` is the clock's; a missed one that is still owed counts as running."""
    if state != "running" or due is None:
        return Pill(state, speaker(ENDED.get(state, ENDED["paused"])))
    if now >= due:
        shown, text = "late", _fill(speaker, LATE, length(now - due, speaker))
    elif now >= due - SOON:
        shown, text = "soon", _fill(speaker, WITHIN[target], length(due - now, speaker, up=True))
    else:
        shown, text = "normal", _fill(speaker, BY[target], short_moment(due, speaker))
    return Pill(
        shown, text, due, due - SOON, *_patterns(speaker, target),
    )  # fmt: skip


_known: dict[tuple[str, str], tuple[str, str, str]] = {}


def _patterns(speaker: Speaker, target: str) -> tuple[str, str, str]:
    """What the page's own clock fills in; put together once for a language, since a list has fifty of them."""
    key = speaker.language, target
    if key not in _known:
        within, by, late = (_fill(speaker, words, "{time}") for words in (WITHIN[target], BY[target], LATE))
        _known[key] = within, by, late
    return _known[key]


def length(span: timedelta, speaker: Speaker, *, up: bool = False) -> str:
    """A length of time in its largest fitting unit, at least a minute; rounded `up` for what is left."""
    seconds = max(int(span.total_seconds()), 0)
    minutes = max(-(-seconds // 60) if up else seconds // 60, 1)
    if minutes < 60 or (up and minutes == 60):
        return speaker(Say(MINUTES.text, {"m": minutes}))
    hours = minutes // 60
    return (
        speaker(Say(HOURS.text, {"h": hours}))
        if hours < 48
        else speaker.duration(Duration(hours // 24, "day"))
    )


MINUTES: Final = say("{m} min")
HOURS: Final = say("{h} h")


def short_moment(at: datetime, speaker: Speaker) -> str:
    """`16:20` today, `Tue 09:40` within the week, else the date."""
    local = at.astimezone(speaker.timezone)
    today = (speaker.now or at).astimezone(speaker.timezone).date()
    if local.date() == today:
        return speaker.formats.clock(local.hour * 60 + local.minute)
    if abs((local.date() - today).days) < 7:
        return speaker.formats.moment(at.replace(second=0), speaker.timezone, speaker.now)
    return speaker.formats.day(local.date())


def _fill(speaker: Speaker, words: Say, time: Value) -> str:
    return speaker(Say(words.text, {"time": time}))
