"""`layan simulate DIR --channel C --history calls.csv …`: what a channel's callers would meet.

The past is fitted (handling times, patience, arrivals, and with its staff the time lost between calls); then the
calls to come meet the staff, many times over. docs/simulation.md says how, and what each key means.
"""

from collections.abc import Sequence
from typing import Final

from layan.plan.say import Code, say
from layan.runtime.plan.answers import answer
from layan.runtime.plan.arguments import Arguments, channel, read_plan
from layan.runtime.simulate import asked
from layan.runtime.terminal import OK, WrongUsage

RUNS: Final = 20


def main(given: Sequence[str]) -> int:
    parser = _parser(given)
    arguments = parser.read()
    plan = read_plan(arguments, parser.reader)
    key = channel(arguments.channel, plan)
    limit = asked.limit(arguments, plan, key)
    seed = asked.whole_number(arguments.seed, "--seed", least=0, otherwise=0)
    runs = asked.whole_number(arguments.runs, "--runs", least=1, otherwise=RUNS)
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
        asked.tell_dropped(calls, path, parser.reader)
    asked.refuse_unanswered(past, arguments.history)
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
