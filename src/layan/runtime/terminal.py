"""A conversation in a terminal: in whose language, how a refusal reads, and which word was probably meant."""

import os
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Final

from layan.plan.say import Say
from layan.plan.wording import Speaker

OK: Final = 0
FINDINGS: Final = 1
WRONG_USAGE: Final = 2

_LOCALE_NAME: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z]{2})?(?:\..*|@.*)?")


class WrongUsage(Exception):
    """The command was asked something it cannot do: ends it with status 2 and says what is allowed. `others`
    are wrong, too, and said after it."""

    def __init__(self, what: Say, instead: Say | None = None, others: "Sequence[WrongUsage]" = ()) -> None:
        super().__init__(str(what))
        self.what, self.instead, self.others = what, instead, tuple(others)

    @classmethod
    def of(cls, every: "Sequence[WrongUsage]") -> "WrongUsage":
        """All of several as one."""
        first, *others = every
        return cls(first.what, first.instead, others)


class Ended(Exception):
    """Ends a command with a status; what there was to say has been said."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Reader:
    """A Speaker for a terminal: no-break spaces, which terminals copy as they are, become plain ones."""

    def __init__(self, language: str, timezone: str | tzinfo = "UTC") -> None:
        self.language = language
        self.speaker = Speaker(language, timezone)

    def at(self, timezone: str) -> "Reader":
        """The same reader, told times as the clocks of `timezone` show them."""
        return Reader(self.language, timezone)

    def __call__(self, what: Say) -> str:
        return self.plain(self.speaker(what))

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return self.plain(self.speaker.ngettext(singular, plural, count))

    def aside(self, what: Say) -> None:
        """Something to know that is no part of the answer: on standard error."""
        print(self(what), file=sys.stderr)

    @staticmethod
    def plain(text: str) -> str:
        return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def language(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """The language asked for with `--language`, else the terminal's (LANGUAGE, LC_ALL, LC_MESSAGES, LANG),
    else English."""
    for at, argument in enumerate(arguments):
        if argument == "--language" and at + 1 < len(arguments):
            return arguments[at + 1]
        if argument.startswith("--language="):
            return argument.partition("=")[2]
    names = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    set_first = next((environment[name] for name in names if environment.get(name)), "")
    found = _LOCALE_NAME.fullmatch(set_first.partition(":")[0])  # `C` and `POSIX` are no languages
    return found[1].lower() if found else "en"
