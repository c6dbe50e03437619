"""What `layan simulate` and `layan staff` are asked alike."""

import argparse
from typing import TYPE_CHECKING, Final

from layan.plan.plan import Plan
from layan.plan.say import Code, say
from layan.plan.targets import Target
from layan.runtime.terminal import Reader, WrongUsage

if TYPE_CHECKING:
    from layan.simulation.history import Calls

_LIMITS: Final = ("answer", "hold")
_SHOWN_LINES: Final = 5


def whole_number(written: str | None, option: str, *, least: int, otherwise: int) -> int:
    """The number of an option. Raises WrongUsage."""
    if written is None:
        return otherwise
    if not written.isdecimal() or int(written) < least:
        what = say("{option} needs a whole number from {least} on.", option=Code(option), least=least)
        raise WrongUsage(what)
    return int(written)


def limit(arguments: argparse.Namespace, plan: Plan, key: str) -> float:
    """In seconds: as it is given, else the channel's target for an answer, else that for a hold."""
    if arguments.limit is not None:
        try:
            given = float(arguments.limit)
        except ValueError:
            given = -1.0
        if not 0 <= given < float("inf"):
            raise WrongUsage(say("{option} needs a number of seconds.", option=Code("--limit")))
        return given
    target = promise(plan, key)
    if target is not None:
        return float(target.within.seconds)
    what = say(
        "The plan sets no target for an answer or a hold on {channel}.", channel=plan.channels[key].ref
    )
    raise WrongUsage(what, say("Give {option}, in seconds.", option=Code("--limit")))


def tell_dropped(calls: "Calls | None", path: str, reader: Reader) -> None:
    """Which lines were left out and why, on standard error."""
    for dropped in calls.dropped if calls else ():
        lines = ", ".join(map(str, dropped.lines[:_SHOWN_LINES]))
        more = ", …" if len(dropped.lines) > _SHOWN_LINES else ""
        reader.aside(
            say("{file}: {count} lines left out. {why} (lines {lines})", file=Code(path),
                count=len(dropped.lines), why=dropped.why, lines=lines + more)
        )  # fmt: skip


def promise(plan: Plan, key: str) -> Target | None:
    """The channel's target for an answer, else that for a hold."""
    targets = {target.name: target for target in plan.channels[key].rules.targets}
    return next((targets[name] for name in _LIMITS if name in targets), None)


def refuse_unanswered(past: "Calls", path: str) -> None:
    """Raises WrongUsage for a past in which nobody was answered."""
    if not past.answered.any():
        what = say("Nobody was answered in {file}; there is nothing to learn from.", file=Code(path))
        raise WrongUsage(what)
