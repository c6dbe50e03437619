"""A policy: what we stand for, and what may be given to a customer without asking."""

from dataclasses import dataclass
from typing import Final, Literal, cast

from layan.plan.reading.fields import Fields, Reader, many, record
from layan.plan.reading.targets import clock
from layan.plan.reading.values import decider, duration_in, key, money, references, whole, word
from layan.plan.roles import covers
from layan.plan.say import Code, say
from layan.plan.targets import ClockKind
from layan.plan.units import Duration, Money

type Per = Literal["case", "customer"]

MOST_TIMES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Limit:
    """What one role, or one department, may give: at most `up_to` and `times` in all under one case or one
    customer (looking back `period`, or to the beginning). None means no limit. Beyond it `above` decides, or
    the lowest that may, `within` a time that `clock` counts."""

    offer: str
    by: str
    up_to: Money | None = None
    times: int | None = None
    per: Per = "case"
    period: Duration | None = None
    above: str | None = None
    within: Duration | None = None
    clock: ClockKind = "open"


@dataclass(frozen=True, slots=True)
class Policy:
    """It speaks to `situations` and on `channels`; to all when there are none."""

    situations: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    authority: tuple[Limit, ...] = ()


def read(fields: Fields) -> Policy:
    return Policy(
        situations=fields.take("situations", references("situation"), ()),
        channels=fields.take("channels", references("channel"), ()),
        authority=fields.take("authority", many(record(_limit)), ()),
    )


_per: Final = cast(Reader[Per], word(("case", "customer")))


def _limit(fields: Fields) -> Limit:
    per: Per = fields.take("per", _per, "case")
    if per == "case" and fields.has("in"):
        what = say("A time looked back goes with {customer}.", customer=Code("per: customer"))
        fields.refuse("in", "contradiction", what, say("Add it, or remove {key}.", key=Code("in")))
    if fields.has("clock") and not fields.has("within"):
        what = say("A clock needs a time.")
        fields.refuse("clock", "missing", what, say("Add {key}.", key=Code("within:")))
    by, above = fields.need("by", decider), fields.take("above", decider, None)
    if above and covers(by, above):
        what = say("{above} does not stand above {by}.", above=Code(above), by=Code(by))
        fields.refuse(
            "above", "contradiction", what, say("Name who decides, or remove {key}.", key=Code("above"))
        )
    return Limit(
        offer=fields.need("offer", key),
        by=by,
        up_to=fields.take("up_to", money, None),
        times=fields.take("times", whole(1, MOST_TIMES), None),
        per=per,
        period=fields.take("in", duration_in("month"), None),
        above=above,
        within=fields.take("within", duration_in("h"), None),
        clock=fields.take("clock", clock, "open"),
    )
