"""`layan seed`: a large desk, to see how this machine fares with it."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from layan.plan.say import say
from layan.runtime import with_django
from layan.runtime.terminal import FINDINGS, OK, Reader, language


def main(given: Sequence[str]) -> int:
    """0 when the desk is there; 1 where there is a business already, in which case nothing is changed."""
    reader = Reader(language(given))
    about = reader(say("Makes the demonstration business with many cases, in an installation that has none."))
    parser = argparse.ArgumentParser("layan seed", description=about, allow_abbrev=False)
    parser.add_argument("--cases", type=int, default=10_000, metavar="N", help=reader(say("how many cases")))
    parser.add_argument(
        "--data",
        metavar="FOLDER",
        help=reader(say("the folder of all data (default: LAYAN_DATA, else ./data)")),
    )
    parser.add_argument("--language", metavar="CODE", help=reader(say("the language of the answer")))
    arguments = parser.parse_args(given)
    with_django.start(reader, arguments.data or "")
    from layan.actions.seed import NotEmpty, seed
    from layan.runtime import prepare

    prepare.database()
    try:
        made = seed(at=datetime.now(UTC), cases=arguments.cases, progress=_progress)
    except NotEmpty:
        reader.aside(say("There is a business here already; nothing was changed."))
        return FINDINGS
    print(reader(say("The desk has {count} cases.", count=made)))
    return OK


def _progress(done: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done:,}", end="", file=sys.stderr, flush=True)
