"""`layan plan publish DIR`: the folder becomes the next version, in force at once. The one that needs the database."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from layan.plan.folder import read_files
from layan.plan.say import Say, say
from layan.plan.source import PlanErrors
from layan.runtime import with_django
from layan.runtime.plan import problems
from layan.runtime.plan.answers import answer
from layan.runtime.plan.arguments import Arguments, existing_folder
from layan.runtime.terminal import FINDINGS, OK, Reader, WrongUsage

if TYPE_CHECKING:
    from layan.records.models import PlanVersion


def main(given: Sequence[str]) -> int:
    """0 when it is in force (or was already), 1 when the plan has errors, which are all shown."""
    parser = Arguments(
        "publish", say("Makes the folder the next version of the plan, in force at once."), given
    )
    parser.option("--why", "WORDS", say("why it changes, for those who read the versions"))
    parser.option("--data", "FOLDER", say("the folder of all data (default: LAYAN_DATA, else ./data)"))
    arguments, reader = parser.read(), parser.reader
    folder = existing_folder(arguments)
    with_django.start(reader, arguments.data or "")
    _begun()
    from layan.actions.plans import Unchanged, publish

    try:
        version = publish(files=read_files(folder), by=None, why=arguments.why or "", at=datetime.now(UTC))
    except PlanErrors as errors:
        problems.complain(errors.problems, arguments, reader)
        return FINDINGS
    except Unchanged as unchanged:
        return _known(unchanged.version, arguments, reader)
    _told(version, True, say("Version {number} is in force.", number=version.number), arguments, reader)
    return OK


def _known(version: "PlanVersion", arguments: argparse.Namespace, reader: Reader) -> int:
    """These pages are a version already: fine if it is the newest."""
    from layan.records.models import PlanVersion

    newest = PlanVersion.objects.order_by("-number").values_list("number", flat=True).first()
    if version.number == newest:
        line = say("Nothing has changed: these pages are version {number}.", number=version.number)
        _told(version, False, line, arguments, reader)
        return OK
    line = say(
        "These pages are version {number}, which version {newest} replaced. Change something, and say why.",
        number=version.number,
        newest=newest or 0,
    )
    _told(version, False, line, arguments, reader)
    return FINDINGS


def _begun() -> None:
    """Raises WrongUsage where there is no business whose plan this could be."""
    from django.db import DatabaseError

    from layan.records.models import Business

    try:
        begun = Business.objects.exists()
    except DatabaseError:  # not even tables
        begun = False
    if not begun:
        raise WrongUsage(
            say("There is no business here yet."), say("Set it up with `layan init`, or in the browser.")
        )


def _told(
    version: "PlanVersion", new: bool, line: Say, arguments: argparse.Namespace, reader: Reader
) -> None:
    data = {"version": version.number, "digest": version.digest, "changed": new}
    answer(data, [reader(line)], arguments)
