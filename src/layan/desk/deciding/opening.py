"""A case begins: the plan says whose it is, how urgent, and what is promised."""

from dataclasses import replace

from layan.desk.case import Case
from layan.desk.commands import OpenCase
from layan.desk.deciding.known import known_channel, known_priority, known_situation
from layan.desk.events import Opened, Recorded
from layan.desk.evolve import evolve
from layan.desk.matter import Matter
from layan.desk.promises import promised


def open_case(matter: Matter, command: OpenCase) -> None:
    """What the command leaves open is as the plan has it."""
    known_channel(matter.plan, command.channel)
    if command.situation:
        known_situation(matter.plan, command.situation)
    if command.priority:
        known_priority(command.priority)
    opened = _routed(matter, command)
    if not command.history:
        opened = _with_promises(matter, opened)
    matter.then(opened)


def _routed(matter: Matter, command: OpenCase) -> Opened:
    said = f"{command.subject}\n{command.text}"
    situation = command.situation or matter.plan.recognise(said, command.language)
    route = matter.plan.route(
        channel=command.channel, situation=situation, language=command.language, segment=command.segment
    )
    return Opened(
        channel=command.channel,
        customer=command.customer,
        subject=command.subject,
        received_at=command.received_at,
        language=command.language,
        situation=situation,
        priority=command.priority or route.priority,
        segment=command.segment,
        team=route.team,
        recognised=bool(situation and not command.situation),
        by_hand=frozenset(key for key in ("situation", "priority") if getattr(command, key)),
        history=command.history,
        outgoing=command.outgoing,
        follows=command.follows,
        split_from=command.split_from,
        pages=route.pages,
        working=route.working,
    )


def _with_promises(matter: Matter, opened: Opened) -> Opened:
    """Nobody waits for the first reply in a case that we begin."""
    case = _as_case(matter, opened)
    targets = ("resolution",) if opened.outgoing else ("first_reply", "resolution")
    clocks = (promised(matter.plan, case, target, opened.received_at) for target in targets)
    return replace(opened, clocks=tuple(clock for clock in clocks if clock))


def _as_case(matter: Matter, opened: Opened) -> Case:
    return evolve(None, Recorded(opened, matter.at, matter.by.author, matter.plan.digest, 1))
