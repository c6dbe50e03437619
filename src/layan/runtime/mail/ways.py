"""`layan mail fetch` and `layan mail serve`: the ways in for mail as processes of their own."""

import argparse
import sys
from collections.abc import Sequence

from layan.plan.say import Code, say
from layan.runtime import parts
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
    parser.add_argument("--port", type=int, default=2424)
    options = parser.parse_args(arguments)
    if not parts.free(options.host, options.port):
        taken = say("Port {port} is taken by another program.", port=Code(str(options.port)))
        print(Reader(language(arguments))(taken), file=sys.stderr)
        return WRONG_USAGE
    started()
    parts.serve(parts.taking(options.host, options.port))
    return OK
