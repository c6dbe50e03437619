"""`layan mail fetch` and `layan mail serve`: the ways in for mail as processes of their own."""

import argparse
import sys
from collections.abc import Sequence

from layan.runtime import parts
from layan.runtime.listening import port, taken
from layan.runtime.started import started
from layan.runtime.terminal import OK, WRONG_USAGE, Reader, language


def fetch(arguments: Sequence[str]) -> int:
    """Watch all mailboxes that are switched on, until told to stop."""
    argparse.ArgumentParser(prog="layan mail fetch", description="Watch the mailboxes.").parse_args(arguments)
    started()
    parts.serve(parts.fetching())
    return OK


def serve(arguments: Sequence[str]) -> int:
    """Take mail by LMTP, until told to stop."""
    parser = argparse.ArgumentParser(prog="layan mail serve", description="Take mail by LMTP.")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    parser.add_argument("--port", type=port, default=2424)
    options = parser.parse_args(arguments)
    if (said := taken(options.host, ((options.port, "--port"),))) is not None:
        print(Reader(language(arguments))(said), file=sys.stderr)
        return WRONG_USAGE
    started()
    parts.serve(parts.taking(options.host, options.port))
    return OK
