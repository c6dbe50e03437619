"""The `layan` command. It starts without Django: what needs it is imported when it is called."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from io import TextIOWrapper
from typing import Final

from layan.plan.say import say
from layan.runtime.commands import Command, dispatch
from layan.runtime.terminal import OK, WRONG_USAGE, Ended, Reader, WrongUsage, language

COMMANDS: Final[Mapping[str, Command]] = {
    "run": Command(
        "layan.runtime.serve:main", say("everything on this machine: pages, work, mail in and out")
    ),
    "init": Command("layan.runtime.init:main", say("set up a new business")),
    "plan": Command("layan.runtime.plan_cli:main", say("check a service plan, and ask it")),
    "simulate": Command(
        "layan.runtime.simulate.command:main", say("what the callers of a channel would meet")
    ),
    "staff": Command("layan.runtime.simulate.staff:main", say("how many people keep a channel's promise")),
    "mail": Command("layan.runtime.mail_cli:main", say("mail that comes in")),
    "status": Command("layan.runtime.status:main", say("how the installation fares")),
    "seed": Command("layan.runtime.seed:main", say("a large desk, to try this machine")),
    "backup": Command("layan.runtime.backup:main", say("everything in one file, while it runs")),
    "restore": Command("layan.runtime.restore:main", say("what a backup holds, into an empty place")),
    "web": Command("layan.runtime.serve:web", say("the pages alone")),
    "worker": Command("layan.runtime.serve:worker", say("the background work alone")),
}
"""One row a command; a new one is a line here and a function that takes its arguments."""

_PIPE_CLOSED: Final = 141  # as a shell reports a process ended by SIGPIPE
_INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command line (by default the process's own) and returns its exit status."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # rather a question mark than no answer
    return politely(lambda: _run(given), Reader(language(given)), "layan")


def politely(run: Callable[[], int], reader: Reader, program: str) -> int:
    """Runs a command; wrong usage is said on standard error, a closed pipe and Ctrl-C end it quietly."""
    try:
        status = run()
        sys.stdout.flush()
        return status
    except WrongUsage as wrong:
        for each in (wrong, *wrong.others):
            print(f"{program}: {reader(each.what)}", file=sys.stderr)
            if each.instead:
                print(f"  {reader(each.instead)}", file=sys.stderr)
        return WRONG_USAGE
    except Ended as ended:
        return ended.status
    except SystemExit as done:  # argparse: help was shown, or the arguments were refused
        return done.code if isinstance(done.code, int) else WRONG_USAGE
    except BrokenPipeError:
        # The interpreter flushes once more at exit; there is nobody left to read it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except KeyboardInterrupt:
        return _INTERRUPTED


def _run(arguments: Sequence[str]) -> int:
    if list(arguments[:1]) in (["--version"], ["version"]):
        print(f"Layan {version()}")
        return OK
    about = say("Customer service whose service plan runs.")
    return dispatch("layan", about, COMMANDS, arguments, Reader(language(arguments)))


def version() -> str:
    """Of this release."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("layan")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "(not installed)"
