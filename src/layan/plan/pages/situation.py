"""A situation: a kind of concern, the words it is recognised by, and who handles it."""

from dataclasses import dataclass, field
from typing import Final

from layan.plan.reading.fields import Fields, distinct, many, mapping, one_or_many, record
from layan.plan.reading.targets import targets_for
from layan.plan.reading.values import language, priority, reference, references, text
from layan.plan.say import Code, say
from layan.plan.targets import Target


@dataclass(frozen=True, slots=True)
class Routing:
    """Who handles what meets every condition given, and how urgent it is. None: as without this route."""

    team: str | None = None
    priority: str | None = None
    channel: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    segment: tuple[str, ...] = ()

    def fits(self, channel: str | None, language: str | None, segment: str | None) -> bool:
        asked = ((self.channel, channel), (self.language, language), (self.segment, segment))
        return all(not allowed or value in allowed for allowed, value in asked)


@dataclass(frozen=True, slots=True)
class Situation:
    """`words` by language. Of `routes` the first that fits decides what it says, else `team`, `priority`."""

    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    team: str | None = None
    priority: str | None = None
    routes: tuple[Routing, ...] = ()
    targets: tuple[Target, ...] = ()


def read(fields: Fields) -> Situation:
    return Situation(
        words=fields.take("words", mapping(language, distinct(one_or_many(text))), {}),
        team=fields.take("team", reference("team"), None),
        priority=fields.take("priority", priority, None),
        routes=fields.take("routes", many(record(_routing)), ()),
        targets=fields.take("targets", targets_for("priority", "segment", "channel"), ()),
    )


def _routing(fields: Fields) -> Routing:
    if not fields.has("team") and not fields.has("priority"):
        fields.refuse("team", "missing", say("This route leads nowhere."), _TEAM_OR_PRIORITY)
    return Routing(
        team=fields.take("team", reference("team"), None),
        priority=fields.take("priority", priority, None),
        channel=fields.take("channel", references("channel"), ()),
        language=fields.take("language", distinct(one_or_many(language)), ()),
        segment=fields.take("segment", references("segment"), ()),
    )


_TEAM_OR_PRIORITY: Final = say(
    "Give it {team} or {priority}.", team=Code("team:"), priority=Code("priority:")
)
