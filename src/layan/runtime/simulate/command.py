"""`layan simulate DIR --channel C --history calls.csv …`: what a channel's callers would meet.

The past is fitted (handling times, patience, arrivals, and with its staff the time lost between calls); then the
calls to come meet the staff, many times over. docs/simulation.md says how, and what each key means.
"""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from layan.plan.plan import Plan
from layan.plan.say import Code, say
from layan.runtime.plan.answers import answer
from layan.runtime.plan.arguments import Arguments, channel, read_plan
from layan.runtime.terminal import OK, Reader, WrongUsage

if TYPE_CHECKING:
    from layan.simulation.history import Calls

RUNS: Final = 20
_LIMITS: Final = ("answer", "hold")
_SHOWN_LINES: Final = 5


def main(given: Sequence[str]) -> int:
    parser = _parser(given)
    arguments = parser.read()
    plan = read_plan(arguments, parser.reader)
    key = channel(arguments.channel, plan)
    limit = _limit(arguments, plan, key)
    seed, runs = _number(arguments.seed, "--seed", 0), _number(arguments.runs, "--runs", 1)
    if not (arguments.staff or arguments.history_staff):
        instead = say(
            "Give {one}: a table with {columns}.", one=Code("--staff"), columns=Code("from,to,agents")
        )
        raise WrongUsage(say("It is not known who is there to answer."), instead)
    from layan.runtime.simulate import report, tables  # what follows needs a compiler, which takes its time
    from layan.simulation.fitted import Fitted

    timezone = plan.business.timezone
    past = tables.calls(arguments.history, plan.zone, key, happened=True)
    to_come = tables.calls(arguments.arrivals, plan.zone, key, happened=False) if arguments.arrivals else None
    then = tables.staff(arguments.history_staff, plan.zone) if arguments.history_staff else None
    staff = tables.staff(arguments.staff, plan.zone) if arguments.staff else then
    assert staff is not None  # one of the two was given
    for path, calls in ((arguments.history, past), (arguments.arrivals, to_come)):
        _tell_dropped(calls, path, parser.reader)
    if not past.answered.any():
        raise WrongUsage(say("Nobody was answered in {file}; there is nothing to learn from.",
                             file=Code(arguments.history)))  # fmt: skip
    fitted = Fitted.to(past, timezone, then, limit, seed)
    outcome = fitted.meet(to_come, staff, limit, runs)
    data = {"channel": key, **report.as_data(outcome, fitted, limit, runs)}
    answer(data, report.as_lines(outcome, limit, parser.reader), arguments)
    return OK


def _parser(given: Sequence[str]) -> Arguments:
    parser = Arguments(
        "simulate", say("Shows what the callers of a channel would meet."), given, program="layan"
    )
    parser.option("--channel", "C", say("the key of a channel"), required=True)
    calls = Code("arrived,channel,situation,priority,waited,handled,outcome")
    parser.option("--history", "CALLS", say("past calls, a table: {columns}", columns=calls), required=True)
    columns = Code("from,to,agents")
    parser.option("--history-staff", "STAFF", say("who was there then, a table: {columns}", columns=columns))
    parser.option("--arrivals", "CALLS", say("the calls to come; without it, they are drawn as in the past"))
    parser.option("--staff", "STAFF", say("who will be there, a table: {columns}", columns=columns))
    parser.option(
        "--limit", "SECONDS", say("the longest wait; without it, the plan's target for the channel")
    )
    parser.option("--runs", "N", say("how many times it is run; 20 without it"))
    parser.option("--seed", "N", say("the same number gives the same answer"))
    return parser


def _number(written: str | None, option: str, least: int) -> int:
    if written is None:
        return RUNS if option == "--runs" else 0
    if not written.isdecimal() or int(written) < least:
        what = say("{option} needs a whole number from {least} on.", option=Code(option), least=least)
        raise WrongUsage(what)
    return int(written)


def _limit(arguments: argparse.Namespace, plan: Plan, key: str) -> float:
    """In seconds: as it is given, else the channel's target for an answer, else that for a hold."""
    if arguments.limit is not None:
        try:
            given = float(arguments.limit)
        except ValueError:
            given = -1.0
        if not 0 <= given < float("inf"):
            raise WrongUsage(say("{option} needs a number of seconds.", option=Code("--limit")))
        return given
    targets = {target.name: target for target in plan.channels[key].rules.targets}
    for name in _LIMITS:
        if name in targets:
            return float(targets[name].within.seconds)
    what = say(
        "The plan sets no target for an answer or a hold on {channel}.", channel=plan.channels[key].ref
    )
    raise WrongUsage(what, say("Give {option}, in seconds.", option=Code("--limit")))


def _tell_dropped(calls: "Calls | None", path: str, reader: Reader) -> None:
    """Which lines were left out and why, on standard error."""
    for dropped in calls.dropped if calls else ():
        lines = ", ".join(map(str, dropped.lines[:_SHOWN_LINES]))
        more = ", …" if len(dropped.lines) > _SHOWN_LINES else ""
        reader.aside(
            say("{file}: {count} lines left out. {why} (lines {lines})", file=Code(path),
                count=len(dropped.lines), why=dropped.why, lines=lines + more)
        )  # fmt: skip
