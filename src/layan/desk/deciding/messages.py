"""What is said: by the customer, by us, and among ourselves."""

from dataclasses import replace

from layan.desk.case import Case
from layan.desk.clock import Clock
from layan.desk.commands import ReceiveMessage, SendMessage, WriteNote
from layan.desk.deciding.known import known_channel
from layan.desk.deciding.resting import reopen_clocks
from layan.desk.deciding.sorting import situation_set
from layan.desk.events import MessageReceived, MessageSent, NoteWritten, Reopened, Woken
from layan.desk.matter import Matter
from layan.desk.promises import REPLIES, done, promised
from layan.desk.refusal import refuse
from layan.plan.say import say


def receive_message(matter: Matter, command: ReceiveMessage) -> None:
    """It ends any rest, and we owe an answer. An automatic or imported one is only noted."""
    received = MessageReceived(command.message, command.automatic, command.channel, command.history)
    if command.channel:
        known_channel(matter.plan, command.channel)
    if command.automatic or command.history:
        return matter.then(received)
    before = matter.case
    if before.status == "resolved":
        _in_time(matter, command)
    owed = _answer_owed(matter, command)
    if before.status == "waiting":
        owed += matter.clocks_when("open")
    matter.then(replace(received, ends_wait=before.status == "waiting", clocks=owed))
    _get_up(matter, before)
    _recognise(matter, command)


def _in_time(matter: Matter, command: ReceiveMessage) -> None:
    """The channel's `reopen` says how long after its end a case can go on."""
    case = matter.case
    page = matter.plan.channels.get(command.channel or case.channel)
    window = page.rules.reopen if page else None
    if not page or not window or not case.resolved_at or matter.at <= window.after(case.resolved_at):
        return
    refuse(
        "too-late-to-reopen",
        say("This case was resolved on {when}; an answer reopens it within {window}.",
            when=case.resolved_at, window=window),
        page=page.key,
    )  # fmt: skip


def _answer_owed(matter: Matter, command: ReceiveMessage) -> tuple[Clock, ...]:
    """A next reply is promised for all but the first words, unless an answer is owed already."""
    case = matter.case
    first = case.last_reply_at is None and case.clock("first_reply") is None and case.status != "resolved"
    if first or any(_still_owed(case, target) for target in REPLIES):
        return ()
    clock = promised(matter.plan, case, "next_reply", matter.at, command.channel)
    return (clock,) if clock else ()


def _still_owed(case: Case, target: str) -> bool:
    clock = case.clock(target)
    return clock is not None and (clock.live or clock.owed)


def _get_up(matter: Matter, before: Case) -> None:
    if before.status == "snoozed":
        matter.then(Woken(answered=True, clocks=matter.clocks_when("open")))
    elif before.status == "resolved":
        matter.then(Reopened(answered=True, before="resolved", clocks=reopen_clocks(matter)))


def _recognise(matter: Matter, command: ReceiveMessage) -> None:
    """What the first words did not tell, later ones may."""
    if matter.case.situation is None and command.text and "situation" not in matter.case.by_hand:
        situation = matter.plan.recognise(command.text, matter.case.language)
        if situation:
            matter.then(situation_set(matter, situation, recognised=True))


def send_message(matter: Matter, command: SendMessage) -> None:
    """A reply by a person keeps what was promised about replying; a letter of the desk keeps nothing."""
    if command.channel:
        known_channel(matter.plan, command.channel)
    automatic = command.automatic or not matter.by.is_staff
    if not (automatic or command.history or command.attachments or command.text.strip()):
        refuse("empty", say("There is nothing in this reply yet."))
    kept = () if automatic or command.history else _kept(matter)
    matter.then(
        MessageSent(command.message, command.to, automatic, command.channel, command.history, clocks=kept)
    )


def _kept(matter: Matter) -> tuple[Clock, ...]:
    clocks = (c for c in matter.case.clocks if c.target in REPLIES and (c.live or c.owed))
    return tuple(done(clock, matter.at) for clock in clocks)


def write_note(matter: Matter, command: WriteNote) -> None:
    """A note changes nothing but what colleagues know."""
    if not (command.attachments or command.text.strip()):
        refuse("empty", say("There is nothing in this note yet."))
    matter.then(NoteWritten(command.note, command.mentions))
