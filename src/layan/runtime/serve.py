"""`layan run`: everything on one machine in one process. `layan web` and `layan worker`: its parts by themselves."""

import argparse
import os
import sys
from collections.abc import Sequence

from layan.plan.say import Say, say
from layan.runtime import parts
from layan.runtime.listening import port, taken
from layan.runtime.started import started
from layan.runtime.terminal import OK, WRONG_USAGE, Reader, language


def main(arguments: Sequence[str]) -> int:
    """`layan run`: prepare the data folder, start every part, serve until told to stop."""
    options = _run_options(arguments)
    wrong = taken(options.host, ((options.port, "--port"),)) or taken(
        options.lmtp_host, ((options.lmtp_port, "--lmtp-port"),)
    )
    if wrong:
        return _refused(wrong, arguments)
    os.environ.setdefault("LAYAN_URL", f"http://localhost:{options.port}")
    started(options.data)
    from layan.runtime import prepare

    try:
        with prepare.holding("run", wait=False):
            prepare.database()
            prepare.files()
            if options.demo:
                prepare.demonstration()
            prepare.greet()
            mail = parts.taking(options.lmtp_host, options.lmtp_port) if options.lmtp_port else []
            together = [*parts.background(), *parts.fetching(), *mail]
            parts.serve(together, host=options.host, port=options.port)
    except prepare.Busy:
        return _refused(say("Layan is running on this folder of data already."), arguments)
    return OK


def web(arguments: Sequence[str]) -> int:
    """`layan web`: pages and live streams alone, for installations of several processes."""
    parser = _parser("layan web", "Serve the pages alone; `layan worker` does the rest.")
    _place(parser)
    options = parser.parse_args(arguments)
    wrong = taken(options.host, ((options.port, "--port"),))
    if wrong:
        return _refused(wrong, arguments)
    started(options.data)
    from layan.runtime import prepare

    prepare.database()
    prepare.files()
    parts.serve([], host=options.host, port=options.port)
    return OK


def worker(arguments: Sequence[str]) -> int:
    """`layan worker`: the background alone; as many as one likes."""
    parser = _parser("layan worker", "Do the background work alone: understand mail, send, watch promises.")
    options = parser.parse_args(arguments)
    started(options.data)
    from layan.runtime import prepare

    prepare.database()
    parts.serve(parts.background())
    return OK


def _run_options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = _parser("layan run", "Run everything on this machine.")
    parser.add_argument(
        "--demo", action="store_true", help="with the demonstration business, if there is none yet"
    )
    _place(parser)
    parser.add_argument(
        "--lmtp-port", type=port, default=2424, help="where a mail server delivers; 0: nowhere"
    )
    parser.add_argument(
        "--lmtp-host",
        default="127.0.0.1",
        help="address to take mail on (default: this machine only); whoever reaches it may deliver",
    )
    return parser.parse_args(arguments)


def _parser(program: str, about: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=program, description=about)
    parser.add_argument("--data", default="", help="folder of all data (default: LAYAN_DATA, else ./data)")
    parser.add_argument("--language", default="", help="of what is said here")
    return parser


def _place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    parser.add_argument("--port", type=port, default=8000)


def _refused(why: Say, arguments: Sequence[str]) -> int:
    print(Reader(language(arguments))(why), file=sys.stderr)
    return WRONG_USAGE
