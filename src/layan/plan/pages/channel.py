"""A channel: a door through which customers come, its hours, and what it promises."""

from dataclasses import dataclass
from typing import Final, Literal, cast

from layan.plan.hours import Hours
from layan.plan.reading.fields import Fields, Reader
from layan.plan.reading.hours import opening_hours
from layan.plan.reading.targets import targets_for
from layan.plan.reading.values import duration_in, flag, line, priority, reference, references, word
from layan.plan.targets import Target
from layan.plan.units import Duration

type Transfer = Literal["warm", "cold"]

MEDIA: Final = ("phone", "chat", "counter", "email", "form", "social", "forum")
LIVE_MEDIA: Final = ("phone", "chat", "counter")


@dataclass(frozen=True, slots=True)
class Channel:
    """`live`: a person answers at once. `otherwise`: channels to use while this is closed, best first.
    `reopen`: how long after resolution an answer reopens the case, always when None. `acknowledge`: a letter
    says at once that it came in."""

    medium: str
    live: bool
    hours: Hours
    address: str | None = None
    targets: tuple[Target, ...] = ()
    transfer: Transfer | None = None
    otherwise: tuple[str, ...] = ()
    team: str | None = None
    priority: str | None = None
    reopen: Duration | None = None
    acknowledge: bool = True


def read(fields: Fields) -> Channel:
    medium = fields.need("medium", word(MEDIA))
    return Channel(
        medium=medium,
        live=fields.take("live", flag, medium in LIVE_MEDIA),
        hours=opening_hours(fields),
        address=fields.take("address", line, None),
        targets=fields.take("targets", targets_for("priority", "situation", "segment"), ()),
        transfer=fields.take("transfer", cast(Reader[Transfer | None], word(("warm", "cold"))), None),
        otherwise=fields.take("otherwise", references("channel"), ()),
        team=fields.take("team", reference("team"), None),
        priority=fields.take("priority", priority, None),
        reopen=fields.take("reopen", duration_in("day"), None),
        acknowledge=fields.take("acknowledge", flag, True),
    )
