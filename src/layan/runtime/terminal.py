"""A conversation in a terminal: in whose language, how a refusal reads, and which word was probably meant."""

import os
import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from layan.plan.say import Code, Say, say
from layan.plan.wording import Speaker

OK: Final = 0
FINDINGS: Final = 1
WRONG_USAGE: Final = 2

_LOCALE_NAME: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z]{2})?(?:\..*|@.*)?")


class WrongUsage(Exception):
    """The command was asked something it cannot do: ends it with status 2 and says what is allowed."""

    def __init__(self, what: Say, instead: Say | None = None) -> None:
        super().__init__(str(what))
        self.what, self.instead = what, instead


class Reader:
    """A Speaker for a terminal: no-break spaces, which terminals copy as they are, become plain ones."""

    def __init__(self, language: str, timezone: str = "UTC") -> None:
        self.language = language
        self.speaker = Speaker(language, timezone)

    def __call__(self, what: Say) -> str:
        return self.plain(self.speaker(what))

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
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        found = _LOCALE_NAME.fullmatch(environment.get(name, "").partition(":")[0])
        if found:
            return found[1].lower()
    return "en"


def did_you_mean(written: str, known: Sequence[str]) -> Say:
    """Which of the `known` words was probably meant, else all of them."""
    close = get_close_matches(written.lower(), known, n=1, cutoff=0.6)
    if close:
        return say("did you mean {word}? It can be {known}", word=Code(close[0]), known=_codes(known))
    if known:
        return say("it can be {known}", known=_codes(known))
    return say("this plan has none")


def _codes(words: Sequence[str]) -> tuple[Code, ...]:
    return tuple(Code(word) for word in words)
