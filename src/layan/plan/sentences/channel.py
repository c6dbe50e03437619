"""A channel as sentences: when it is open, what it promises, what happens with what comes in."""

from typing import TYPE_CHECKING

from layan.plan.say import Medium, Priority, Say, say
from layan.plan.sentences.hours import opening
from layan.plan.sentences.naming import called, pages
from layan.plan.sentences.targets import promised

if TYPE_CHECKING:
    from layan.plan.page import Page
    from layan.plan.pages.channel import Channel
    from layan.plan.plan import Plan
    from layan.plan.wording import Speaker


def tell(page: "Page[Channel]", plan: "Plan", speaker: "Speaker") -> list[str]:
    rules = page.rules
    return [
        *map(speaker, _door(rules)),
        *opening(rules.hours, speaker),
        *(promised(target, plan, speaker, rules.medium) for target in rules.targets),
        *map(speaker, _afterwards(rules, plan, speaker)),
    ]


def _door(rules: "Channel") -> list[Say]:
    medium = Medium(rules.medium)
    if rules.live:
        told = [say("By {medium}: a person answers at once.", medium=medium)]
    else:
        told = [say("By {medium}: written, and answered later.", medium=medium)]
    return told + ([say("The address: {address}.", address=rules.address)] if rules.address else [])


def _afterwards(rules: "Channel", plan: "Plan", speaker: "Speaker") -> list[Say]:
    told = []
    if rules.transfer == "warm":
        told.append(say("Whoever hands a customer over stays until the two are talking."))
    if rules.transfer == "cold":
        told.append(say("Whoever hands a customer over need not stay."))
    if rules.otherwise:
        others = pages(plan, rules.otherwise, speaker)
        told.append(say("While this is closed, there is {channels}.", channels=others))
    if rules.team:
        team = called(plan, rules.team)
        told.append(say("{team} takes what comes in here, unless the situation says otherwise.", team=team))
    if rules.priority:
        priority = Priority(rules.priority)
        told.append(say("What comes in here has the priority {priority}.", priority=priority))
    return [*told, _reopening(rules), *_acknowledgement(rules)]


def _reopening(rules: "Channel") -> Say:
    if rules.reopen is None:
        return say("A customer's answer always reopens the case.")
    return say("A customer's answer within {time} after resolution reopens the case; a later one opens a new "
               "case.", time=rules.reopen)  # fmt: skip


def _acknowledgement(rules: "Channel") -> list[Say]:
    if rules.medium not in ("email", "form"):
        return []
    if rules.acknowledge:
        return [say("A letter says at once that it came in and what is promised.")]
    return [say("No letter says that it came in.")]
