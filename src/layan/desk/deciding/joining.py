"""Two cases that are one matter, and one case that is two."""

from layan.desk.case import BeforeMerge, Case, Status, TakenIn
from layan.desk.clock import Clock
from layan.desk.commands import GiveBack, MergeInto, SplitOff, TakeIn, TakeOver, Unmerge
from layan.desk.deciding.resting import nothing_pending, reopen_clocks
from layan.desk.events import GivenBack, Merged, MergedIn, Reopened, Split, TakenOver, Unmerged
from layan.desk.matter import Matter
from layan.desk.promises import called_off, resumed, settled
from layan.desk.refusal import refuse
from layan.plan.say import say

_AWAKE: dict[Status, int] = {"merged": 0, "resolved": 0, "waiting": 1, "snoozed": 2, "open": 3}


def merge_into(matter: Matter, command: MergeInto) -> None:
    """This case stops; its promises go with TakeIn."""
    if command.case == command.other:
        refuse("itself", say("A case cannot be merged into itself."))
    if any(taken.case == command.other for taken in matter.case.taken_in):
        refuse("circle", say("That case was merged into this one."))
    nothing_pending(matter)
    case = matter.case
    moving = tuple(clock for clock in case.clocks if clock.live or clock.owed)
    why = say("The case was merged into another, and the promise with it.")
    matter.then(
        Merged(
            command.other, BeforeMerge(case.status, moving, case.snoozed_until),
            clocks=tuple(called_off(clock, matter.at, why) for clock in moving),
        )
    )  # fmt: skip


def take_in(matter: Matter, command: TakeIn) -> None:
    """The more awake of the two statuses holds; of two promises the earlier."""
    if any(taken.case == command.other for taken in matter.case.taken_in):
        refuse("already", say("That case is part of this one already."))
    if command.status == "merged":
        refuse("merged", say("That case was merged into another one."))
    before = matter.case.status
    if _AWAKE[command.status] > _AWAKE[before]:
        clocks = reopen_clocks(matter) if before == "resolved" else matter.clocks_when("open")
        matter.then(Reopened(before=before, clocks=clocks))
    clocks = _earlier_of_both(matter, command)
    had = tuple(c for c in matter.case.clocks if any(c.key == new.key for new in clocks))
    matter.then(
        MergedIn(
            command.other, had, command.offers, command.sides, command.last_customer_at,
            command.last_reply_at, clocks=clocks,
        )
    )  # fmt: skip


def _earlier_of_both(matter: Matter, command: TakeIn) -> tuple[Clock, ...]:
    coming = (settled(c, matter.case.status, matter.plans, matter.at) for c in command.clocks)
    return tuple(clock for clock in coming if (clock.live or clock.owed) and _comes_first(matter, clock))


def _comes_first(matter: Matter, coming: Clock) -> bool:
    """Whether it takes the place of what this case has promised."""
    own = matter.case.clock(coming.target, coming.subject)
    if own is None or not (own.live or own.owed):
        return True
    if own.owed or coming.owed:
        return not own.owed
    if own.due and coming.due:
        return coming.due < own.due
    if own.due or coming.due:
        return own.due is None
    return _would_be_due(matter, coming) < _would_be_due(matter, own)


def _would_be_due(matter: Matter, clock: Clock) -> float:
    due = resumed(clock, matter.plans, matter.at).due
    return due.timestamp() if due else float("inf")


def unmerge(matter: Matter, command: Unmerge) -> None:
    """What it was before, with the promises it had: their time has run on."""
    case = matter.case
    if case.before_merge is None or case.merged_into is None:
        refuse("not-merged", say("This case is not merged into another one."))
    matter.then(Unmerged(case.merged_into, case.before_merge, clocks=case.before_merge.clocks))


def give_back(matter: Matter, command: GiveBack) -> None:
    """Promises that came with the other case leave, unless they have been kept or broken in the meantime."""
    taken = next((t for t in matter.case.taken_in if t.case == command.other), None)
    if taken is None:
        refuse("not-merged", say("That case is no part of this one."))
    matter.then(GivenBack(command.other, clocks=_own_again(matter, taken)))


def _own_again(matter: Matter, taken: TakenIn) -> tuple[Clock, ...]:
    leaving = (c for c in taken.has if _still_its(matter.case, c))
    return tuple(_as_it_was(matter, taken, clock) for clock in leaving)


def _still_its(case: Case, came: Clock) -> bool:
    now = case.clock(came.target, came.subject)
    if now is None or not (now.live or now.owed):
        return False
    return (now.plan, now.page, now.channel, now.start) == (came.plan, came.page, came.channel, came.start)


def _as_it_was(matter: Matter, taken: TakenIn, leaving: Clock) -> Clock:
    had = next((c for c in taken.had if c.key == leaving.key), None)
    if had is not None and matter.case.status != "resolved":
        return settled(had, matter.case.status, matter.plans, matter.at)
    now = matter.case.clock(leaving.target, leaving.subject) or leaving
    return called_off(now, matter.at, say("The other case took its promise back."))


def split_off(matter: Matter, command: SplitOff) -> None:
    """Here it is only noted which messages left, and whereto."""
    if not command.messages:
        refuse("empty", say("Choose the messages that are another matter."))
    matter.then(Split(command.messages, command.other))


def take_over(matter: Matter, command: TakeOver) -> None:
    """Where they came from; what they ask for follows as each is received."""
    if any(taken.case == command.other for taken in matter.case.taken_in):
        refuse("already", say("That case is part of this one already."))
    matter.then(TakenOver(command.messages, command.other))
