"""`layan staff DIR --channel C --history calls.csv …`: the fewest people per half hour that keep the promise."""

import argparse
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from layan.plan.plan import Plan
from layan.plan.reading.hours import DAYS
from layan.plan.say import Code, Weekday, say
from layan.runtime.plan.answers import answer
from layan.runtime.plan.arguments import Arguments, channel, read_plan
from layan.runtime.simulate import asked
from layan.runtime.terminal import OK, Reader, WrongUsage

if TYPE_CHECKING:
    from layan.simulation.staffing import Needed

WEEKS: Final = 200
CERTAINTY: Final = 95.0
_OF_DAY: Final = 48


def main(given: Sequence[str]) -> int:
    parser = _parser(given)
    arguments = parser.read()
    plan = read_plan(arguments, parser.reader)
    key = channel(arguments.channel, plan)
    limit, share = asked.limit(arguments, plan, key), _share(arguments, plan, key)
    certainty = _percent(arguments.certainty, "--certainty", CERTAINTY, least=50)
    seed = asked.whole_number(arguments.seed, "--seed", least=0, otherwise=0)
    weeks = asked.whole_number(arguments.runs, "--runs", least=2, otherwise=WEEKS)
    from layan.runtime.simulate import tables  # what follows needs a compiler, which takes its time
    from layan.simulation.fitted import Fitted
    from layan.simulation.staffing import needed

    past = tables.calls(arguments.history, plan.zone, key, happened=True)
    then = tables.staff(arguments.history_staff, plan.zone) if arguments.history_staff else None
    asked.tell_dropped(past, arguments.history, parser.reader)
    asked.refuse_unanswered(past, arguments.history)
    fitted = Fitted.to(past, plan.business.timezone, then, limit, seed)
    found = needed(fitted, limit, share, certainty=certainty, runs=weeks)
    data = {
        "channel": key, "limit_s": limit, "share": share, "certainty": certainty, "seed": seed, "runs": weeks,
        "hours": found.hours, "half_hours": list(_half_hours(found)),
    }  # fmt: skip
    answer(data, _lines(found, parser.reader), arguments)
    return OK


def _parser(given: Sequence[str]) -> Arguments:
    about = say("Shows the fewest people per half hour of the week who keep a channel's promise.")
    parser = Arguments("staff", about, given, program="layan")
    parser.option("--channel", "C", say("the key of a channel"), required=True)
    calls = Code("arrived,channel,situation,priority,waited,handled,outcome")
    parser.option("--history", "CALLS", say("past calls, a table: {columns}", columns=calls), required=True)
    columns = Code("from,to,agents")
    parser.option("--history-staff", "STAFF", say("who was there then, a table: {columns}", columns=columns))
    parser.option(
        "--limit", "SECONDS", say("the longest wait; without it, the plan's target for the channel")
    )
    may_wait = say("how many in a hundred may wait longer; without it, as the plan's target")
    parser.option("--share", "PERCENT", may_wait)
    parser.option("--certainty", "PERCENT", say("how sure it must be; 95 without it"))
    parser.option("--runs", "N", say("how many weeks are simulated; 200 without it"))
    parser.option("--seed", "N", say("the same number gives the same answer"))
    return parser


def _share(arguments: argparse.Namespace, plan: Plan, key: str) -> float:
    """The share of callers who may wait longer. Raises WrongUsage when it is none: nobody could keep that."""
    target = asked.promise(plan, key)
    otherwise = 100 * float(1 - target.share) if target else 0.0
    if arguments.share is None and not otherwise:
        what = say("That nobody at all may wait longer cannot be kept by any number of people.")
        raise WrongUsage(what, say("Give {option}, such as 2.", option=Code("--share")))
    return _percent(arguments.share, "--share", otherwise, least=0.01)


def _percent(written: str | None, option: str, otherwise: float, *, least: float) -> float:
    try:
        given = otherwise if written is None else float(written.strip().removesuffix("%"))
    except ValueError:
        given = -1.0
    if not least <= given < 100:
        least_of = Code(f"{least:g}")
        raise WrongUsage(
            say(
                "{option} needs a percentage from {least} and below 100.", option=Code(option), least=least_of
            )
        )
    return given / 100


def _half_hours(found: "Needed") -> Iterator[dict[str, Any]]:
    """Those in which somebody is needed, in the order of the week."""
    for place in map(int, found.agents.nonzero()[0]):
        over = float(found.over[place])
        yield {
            "weekday": DAYS[place // _OF_DAY],
            "from": _clock(place),
            "agents": int(found.agents[place]),
            "formula": int(found.formula[place]),
            "calls": round(float(found.calls[place]), 2),
            "share_waiting_over_limit": round(over, 4) if over == over else None,
        }


def _clock(place: int) -> str:
    minutes = place % _OF_DAY * 30
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _lines(found: "Needed", reader: Reader) -> list[str]:
    """One line a day: from when on how many."""
    lines = [reader(say("{hours} hours of work a week; from when on how many:", hours=round(found.hours)))]
    for weekday, key in enumerate(DAYS):
        begin = weekday * _OF_DAY
        agents = pairwise([0, *map(int, found.agents[begin : begin + _OF_DAY])])
        changes = [f"{_clock(place)} {now}" for place, (before, now) in enumerate(agents) if now != before]
        lines.append(f"  {reader.speaker.value(Weekday(key))}: {', '.join(changes) or '–'}")
    return lines
