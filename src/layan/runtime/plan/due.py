"""`layan plan due DIR --channel C --target T --from ISO`: by when something is promised.

With `--csv FILE` in place of `--from`: for every time in its column `from`.
"""

import argparse
from collections.abc import Sequence

from layan.plan.plan import Plan, Promise
from layan.plan.reading.values import PRIORITIES
from layan.plan.say import Code, Say, TargetName, say
from layan.plan.targets import TARGETS
from layan.plan.units import share_text
from layan.runtime.plan.answers import answer, indented, told, utc
from layan.runtime.plan.arguments import Arguments, channel, moment, one_among, read_plan, situation
from layan.runtime.plan.due_table import Asked, add_due_times
from layan.runtime.terminal import OK, Reader, WrongUsage


def main(given: Sequence[str]) -> int:
    parser = _parser(given)
    arguments = parser.read()
    if (arguments.start is None) == (arguments.csv is None):
        raise WrongUsage(say("Give either {one} or {other}.", one=Code("--from"), other=Code("--csv")))
    plan = read_plan(arguments, parser.reader)
    reader = parser.reader.at(plan.business.timezone)
    asked = _asked(arguments, plan)
    if arguments.csv is not None:
        add_due_times(arguments.csv, plan, asked, as_json=arguments.json)
        return OK
    return _answer(arguments, plan, asked, reader)


def _parser(given: Sequence[str]) -> Arguments:
    parser = Arguments("due", say("Tells by when a target is due."), given)
    parser.option("--channel", "C", say("the key of a channel"), required=True)
    parser.option("--target", "T", say("one of {targets}", targets=tuple(map(Code, TARGETS))), required=True)
    start = say("when it begins; without an offset, on the clock of the business")
    parser.add_argument("--from", dest="start", metavar="ISO", help=parser.reader(start))
    table = say("a table with a column {column}; - is standard input", column=Code("from"))
    parser.option("--csv", "FILE", table)
    parser.option("--situation", "S", say("the key of a situation"))
    parser.option("--priority", "P", say("one of {priorities}", priorities=tuple(map(Code, PRIORITIES))))
    parser.option("--segment", "G", say("the key of a segment of the customer profile"))
    return parser


def _asked(arguments: argparse.Namespace, plan: Plan) -> Asked:
    written = Code(arguments.target)
    return Asked(
        target=one_among(arguments.target, TARGETS, say("There is no target {written}.", written=written)),
        channel=channel(arguments.channel, plan),
        situation=situation(arguments.situation, plan) if arguments.situation else None,
        priority=_priority(arguments.priority or "normal"),
        segment=_segment(arguments.segment, plan) if arguments.segment else None,
    )


def _priority(written: str) -> str:
    return one_among(written, PRIORITIES, say("There is no priority {written}.", written=Code(written)))


def _segment(written: str, plan: Plan) -> str:
    known = [segment.key for page in plan.profiles.values() for segment in page.rules.segments]
    return one_among(written, known, say("The plan has no segment {written}.", written=Code(written)))


def _answer(arguments: argparse.Namespace, plan: Plan, asked: Asked, reader: Reader) -> int:
    start = moment(arguments.start, plan, reader)
    found = asked.promise(plan, start)
    working = told(found.working, reader) if found else []
    data = {
        "target": asked.target,
        "channel": asked.channel,
        "from": utc(start),
        "due": utc(found.due) if found else None,
        "within": str(found.within) if found else None,
        "clock": found.clock if found else None,
        "share": share_text(found.share) if found else None,
        "runs": sorted(found.runs) if found else [],
        "page": found.page if found else None,
        "working": working,
    }
    answer(data, [reader(_sentence(asked, found, plan)), *indented(working)], arguments)
    return OK


def _sentence(asked: Asked, found: Promise | None, plan: Plan) -> Say:
    name, target = plan.channels[asked.channel].ref, TargetName(asked.target)
    if found is None:
        return say("Nothing is promised: {target} on {channel}.", target=target, channel=name)
    return say("Due {due}: {target} on {channel}.", due=found.due, target=target, channel=name)
