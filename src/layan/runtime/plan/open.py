"""`layan plan open DIR --channel C --at ISO`: whether a channel is open, and when next."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from layan.plan.plan import Opening, Plan
from layan.plan.say import Say, say
from layan.runtime.plan.answers import answer, indented, told, utc
from layan.runtime.plan.arguments import Arguments, channel, moment, read_plan
from layan.runtime.terminal import OK


def main(given: Sequence[str]) -> int:
    parser = Arguments("open", say("Tells whether a channel is open at a moment, and when next."), given)
    parser.option("--channel", "C", say("the key of a channel"), required=True)
    when = say("when it is asked for; without an offset, on the clock of the business")
    parser.option("--at", "ISO", when, required=True)
    arguments = parser.read()
    plan = read_plan(arguments, parser.reader)
    reader = parser.reader.at(plan.business.timezone)
    at = moment(arguments.at, plan, reader)
    found = plan.opening(channel(arguments.channel, plan), at)
    working = told(found.working, reader)
    data = {
        "channel": found.channel,
        "at": utc(at),
        "open": found.open,
        "until": utc(found.until),
        "next": utc(found.next),
        "otherwise": [_brief(each) for each in found.otherwise],
        "page": found.page,
        "working": working,
    }
    answer(data, [reader(_sentence(found, at, plan)), *indented(working)], arguments)
    return OK


def _brief(found: Opening) -> dict[str, Any]:
    return {
        "channel": found.channel,
        "open": found.open,
        "until": utc(found.until),
        "next": utc(found.next),
    }


def _sentence(found: Opening, at: datetime, plan: Plan) -> Say:
    name = plan.channels[found.channel].ref
    if found.open and found.until:
        return say("{channel} is open at {at}, until {until}.", channel=name, at=at, until=found.until)
    if found.open:
        return say("{channel} is open at {at}, and does not close.", channel=name, at=at)
    if found.next:
        return say("{channel} is closed at {at}, and opens at {next}.", channel=name, at=at, next=found.next)
    return say("{channel} is closed at {at}, and does not open again.", channel=name, at=at)
