"""A situation as sentences: how it is recognised, who handles it, what is promised."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from layan.plan.say import Language, Priority, Say, say
from layan.plan.sentences.naming import called, segments
from layan.plan.sentences.targets import promised

if TYPE_CHECKING:
    from layan.plan.page import Page
    from layan.plan.pages.situation import Routing, Situation
    from layan.plan.plan import Plan
    from layan.plan.wording import Speaker


def tell(page: "Page[Situation]", plan: "Plan", speaker: "Speaker") -> list[str]:
    rules = page.rules
    told = [_recognised(code, words, speaker) for code, words in rules.words.items()]
    told += [_routed(route, plan, speaker) for route in rules.routes]
    told += _otherwise(rules, plan) if rules.routes else _always(rules, plan)
    return [speaker(each) for each in told] + [promised(each, plan, speaker) for each in rules.targets]


def _always(rules: "Situation", plan: "Plan") -> Iterator[Say]:
    if rules.team:
        yield say("{team} takes it.", team=called(plan, rules.team))
    if rules.priority:
        yield say("Its priority is {priority}.", priority=Priority(rules.priority))


def _otherwise(rules: "Situation", plan: "Plan") -> Iterator[Say]:
    if rules.team:
        yield say("Otherwise {team} takes it.", team=called(plan, rules.team))
    if rules.priority:
        yield say("Otherwise its priority is {priority}.", priority=Priority(rules.priority))


def _recognised(code: str, words: tuple[str, ...], speaker: "Speaker") -> Say:
    quoted = speaker.formats.any_of([f"“{word}”" for word in words])
    return say("In {language} it is recognised by {words}.", language=Language(code), words=quoted)


def _routed(route: "Routing", plan: "Plan", speaker: "Speaker") -> Say:
    when = _conditions(route, plan, speaker)
    if route.team is None:
        assert route.priority is not None  # a route that leads nowhere is refused when it is read
        return say("If {conditions}, its priority is {priority}.", conditions=when,
                   priority=Priority(route.priority))  # fmt: skip
    team = called(plan, route.team)
    if route.priority is None:
        return say("If {conditions}, {team} takes it.", conditions=when, team=team)
    return say("If {conditions}, {team} takes it with the priority {priority}.", conditions=when, team=team,
               priority=Priority(route.priority))  # fmt: skip


def _conditions(route: "Routing", plan: "Plan", speaker: "Speaker") -> str:
    told, either = [], speaker.formats.any_of
    if route.channel:
        names = either([speaker.value(called(plan, key)) for key in route.channel])
        told.append(say("it comes by {channels}", channels=names))
    if route.language:
        languages = either([speaker.formats.language(code) for code in route.language])
        told.append(say("the customer speaks {languages}", languages=languages))
    if route.segment:
        told.append(say("the customer is one of {segments}", segments=segments(plan, route.segment, speaker)))
    if not told:
        told.append(say("nothing above fits"))
    return speaker.formats.all_of([speaker(each) for each in told])
