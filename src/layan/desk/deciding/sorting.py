"""What kind of matter it is, how urgent, and through which door it goes on."""

from dataclasses import replace

from layan.desk.case import Case
from layan.desk.changing import promises_after
from layan.desk.commands import SetChannel, SetPriority, SetSituation, SetSubject
from layan.desk.deciding.known import known_channel, known_priority, known_situation
from layan.desk.events import ChannelSet, PrioritySet, SituationSet, SubjectSet
from layan.desk.matter import Matter
from layan.desk.refusal import refuse
from layan.plan.say import say


def set_situation(matter: Matter, command: SetSituation) -> None:
    if command.situation is not None:
        known_situation(matter.plan, command.situation)
    if command.situation == matter.case.situation:
        refuse("already", say("This is the situation already."))
    matter.then(situation_set(matter, command.situation))


def situation_set(matter: Matter, situation: str | None, recognised: bool = False) -> SituationSet:
    """With the team and the priority that the plan gives it, unless a person chose them or has the case."""
    case = matter.case
    route = matter.plan.route(
        channel=case.channel, situation=situation, language=case.language, segment=case.segment
    )
    after = replace(
        case,
        situation=situation,
        priority=case.priority if "priority" in case.by_hand else route.priority,
        team=case.team if _team_stays(case) else route.team,
    )
    clocks, lines = promises_after(matter, after)
    return SituationSet(
        situation, after.priority, after.team, case.situation, recognised, route.pages,
        (*route.working, *lines), clocks=clocks,
    )  # fmt: skip


def _team_stays(case: Case) -> bool:
    return "team" in case.by_hand or case.assignee is not None


def set_priority(matter: Matter, command: SetPriority) -> None:
    """A higher one hastens what was promised, a lower one takes nothing back."""
    known_priority(command.priority)
    before = matter.case.priority
    if command.priority == before:
        refuse("already", say("This is the priority already."))
    clocks, lines = promises_after(matter, replace(matter.case, priority=command.priority))
    matter.then(PrioritySet(command.priority, before, lines, clocks=clocks))


def set_channel(matter: Matter, command: SetChannel) -> None:
    known_channel(matter.plan, command.channel)
    before = matter.case.channel
    if command.channel == before:
        refuse("already", say("This is the channel already."))
    clocks, lines = promises_after(matter, replace(matter.case, channel=command.channel))
    matter.then(ChannelSet(command.channel, before, lines, clocks=clocks))


def set_subject(matter: Matter, command: SetSubject) -> None:
    subject = command.subject.strip()
    if not subject:
        refuse("empty", say("A case needs a subject."))
    if subject == matter.case.subject:
        refuse("already", say("This is the subject already."))
    matter.then(SubjectSet(subject))
