"""Talks with others about the case, and the steps of a procedure."""

from layan.desk.commands import OpenSide, ReceiveSideMessage, SendSideMessage, TickStep
from layan.desk.events import SideMessageReceived, SideMessageSent, SideOpened, StepTicked
from layan.desk.matter import Matter
from layan.desk.refusal import refuse
from layan.plan.say import Code, say


def open_side(matter: Matter, command: OpenSide) -> None:
    if not command.address.strip():
        refuse("empty", say("Say whom you want to talk with."))
    if matter.case.side(command.side):
        refuse("already", say("This side conversation is open already."))
    matter.then(SideOpened(command.side, command.address))


def receive_side_message(matter: Matter, command: ReceiveSideMessage) -> None:
    _known_side(matter, command.side)
    matter.then(SideMessageReceived(command.side, command.message, command.automatic))


def send_side_message(matter: Matter, command: SendSideMessage) -> None:
    """It keeps no promise to the customer."""
    _known_side(matter, command.side)
    if not (command.attachments or command.text.strip()):
        refuse("empty", say("There is nothing in this message yet."))
    matter.then(SideMessageSent(command.side, command.message))


def _known_side(matter: Matter, side: int) -> None:
    if matter.case.side(side) is None:
        refuse("unknown-side", say("This case has no such side conversation."))


def tick_step(matter: Matter, command: TickStep) -> None:
    """Ticking what is ticked changes nothing."""
    page = matter.plan.procedures.get(command.procedure)
    if page is None:
        refuse("unknown-procedure", say("The plan has no procedure {key}.", key=Code(command.procedure)))
    if not 0 <= command.step < len(page.rules.steps):
        refuse("unknown-step", say("{page} has no such step.", page=page.ref), page=page.key)
    if (f"{command.procedure}:{command.step}" in matter.case.steps_done) != command.done:
        matter.then(StepTicked(command.procedure, command.step, command.done))
