"""Whose case it is."""

from layan.desk.commands import Assign, Take, Transfer
from layan.desk.deciding.known import known_team
from layan.desk.events import Assigned, Taken, Transferred
from layan.desk.matter import Matter
from layan.desk.refusal import refuse
from layan.plan.say import say


def take(matter: Matter, command: Take) -> None:
    """From whoever has it."""
    me, before = matter.by.id, matter.case.assignee
    if me is None:
        refuse("nobody", say("Only a person can take a case."))
    if me == before:
        refuse("already", say("This case is yours already."))
    matter.then(Taken(me, before))


def assign(matter: Matter, command: Assign) -> None:
    before = matter.case.assignee
    if command.assignee == before:
        refuse("already", say("This case is assigned like that already."))
    matter.then(Assigned(command.assignee, before))


def transfer(matter: Matter, command: Transfer) -> None:
    """To a team the plan has; who had the case has it no more."""
    known_team(matter.plan, command.team)
    case = matter.case
    if (command.team, command.assignee) == (case.team, case.assignee):
        refuse("already", say("This case is with that team already."))
    matter.then(Transferred(command.team, command.assignee, command.reason, case.team))
