"""`layan mail receive`: one mail on standard input, from a mail server's pipe.

Its exit status is the promise: 0 only when the mail is stored for good, 75 when the mail server must keep it and come
again, 64 when the command itself was wrong.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, NoReturn

STORED: Final = 0
WRONG: Final = 64
LATER: Final = 75
"""EX_USAGE and EX_TEMPFAIL of sysexits.h, which mail servers know."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        print(f"layan mail receive: {message}", file=sys.stderr)
        raise SystemExit(WRONG)


def main(arguments: Sequence[str]) -> int:
    """Store what stands on standard input."""
    parser = _Parser(prog="layan mail receive", description="Take one mail from standard input.")
    parser.add_argument(
        "--from", dest="sender", default="", metavar="ADDRESS", help="the sender of the envelope"
    )
    parser.add_argument(
        "--to", action="append", default=[], metavar="ADDRESS", help="a recipient; may be repeated"
    )
    parser.add_argument("--language", default="", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if sys.stdin.isatty():
        parser.error("a mail is expected on standard input")
    raw = sys.stdin.buffer.read()
    if not raw.strip():
        parser.error("there is no mail on standard input")
    try:
        _store(raw, options.sender, options.to)
    except Exception as error:  # whatever it is: the mail server has the mail and must keep it
        print(f"layan mail receive: not stored, try again later: {_words(error)}", file=sys.stderr)
        return LATER
    return STORED


def _words(error: Exception) -> str:
    """What happened and what to do; the error's own words where Django itself could not be started."""
    from django.conf import settings

    if not settings.configured:
        return str(error)
    from layan.records import storage

    return str(storage.trouble_of(error) or error)


def _store(raw: bytes, sender: str, to: Sequence[str]) -> None:
    from layan.runtime.started import started

    started()
    from layan.actions import mail

    mail.store(raw=raw, source="pipe", at=datetime.now(UTC), envelope_from=sender, envelope_to=to)
