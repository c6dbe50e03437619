"""`layan mail …`: mail in from a pipe, what has come in, and the ways in as processes of their own."""

from collections.abc import Mapping, Sequence
from typing import Final

from layan.plan.say import say
from layan.runtime.commands import Command, dispatch
from layan.runtime.terminal import Reader, language

COMMANDS: Final[Mapping[str, Command]] = {
    "receive": Command("layan.runtime.mail.receive:main", say("takes one mail from standard input")),
    "list": Command("layan.runtime.mail.listing:main", say("every mail that came in, and what became of it")),
    "fetch": Command("layan.runtime.mail.ways:fetch", say("watches the mailboxes, as a process of its own")),
    "serve": Command("layan.runtime.mail.ways:serve", say("takes mail by LMTP, as a process of its own")),
}


def main(arguments: Sequence[str]) -> int:
    """Runs `layan mail` with these arguments and returns the exit status."""
    return dispatch(
        "layan mail", say("Mail that comes in."), COMMANDS, arguments, Reader(language(arguments))
    )
