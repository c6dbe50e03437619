"""Lines of the log, with the secrets in addresses veiled: whoever reads a log is not to come in by it."""

import logging
import re
from typing import Final

_SECRET: Final = re.compile(
    r"(/help/case/|/account/link/|/account/invitation/|/account/password/reset/key/|/files/)[\w%.~-]+"
)


def veiled(line: str) -> str:
    """`line` without the part of an address that lets in whoever knows it."""
    return _SECRET.sub(r"\1…", line)


class Veil(logging.Formatter):
    """A line, or a traceback, as it may stand in a log."""

    def format(self, record: logging.LogRecord) -> str:
        """The record in words, veiled as a whole: also what an exception says."""
        return veiled(super().format(record))
