"""`layan plan …`: checks a service plan and asks it, without Django and without a database."""

from collections.abc import Mapping, Sequence
from typing import Final

from layan.plan.say import say
from layan.runtime.commands import Command, dispatch
from layan.runtime.terminal import Reader, language

COMMANDS: Final[Mapping[str, Command]] = {
    "check": Command("layan.runtime.plan.check:main", say("what is wrong with a plan, or missing in it")),
    "show": Command("layan.runtime.plan.show:main", say("the pages as people read them")),
    "diff": Command("layan.runtime.plan.diff:main", say("what another plan says otherwise")),
    "open": Command("layan.runtime.plan.open:main", say("whether a channel is open, and when next")),
    "due": Command("layan.runtime.plan.due:main", say("by when something is promised")),
    "may": Command("layan.runtime.plan.may:main", say("who may give what, and who decides if not")),
    "holidays": Command("layan.runtime.plan.holidays:main", say("writes a year's public holidays in")),
    "publish": Command("layan.runtime.plan.publish:main", say("makes a folder the plan in force")),
}
"""One row a command; what needs a database says so in its own file, which is imported when it is called."""


def main(arguments: Sequence[str]) -> int:
    """Runs `layan plan` with these arguments and returns the exit status."""
    about = say("Checks a service plan and asks it. DIR is the folder of its pages.")
    return dispatch("layan plan", about, COMMANDS, arguments, Reader(language(arguments)))
