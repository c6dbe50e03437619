"""What the commands of `layan plan` have in common: their arguments, and the plan they are asked about."""

import argparse
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from layan.plan.codes import is_language
from layan.plan.folder import load
from layan.plan.plan import Plan
from layan.plan.reading.fields import one_of
from layan.plan.say import Code, Say, say
from layan.plan.source import PlanErrors
from layan.runtime.plan import moments, problems
from layan.runtime.terminal import FINDINGS, Ended, Reader, WrongUsage, language

_WIDTH: Final = 100  # asking the terminal for its own takes longer than all else here


class Arguments(argparse.ArgumentParser):
    """The arguments of one command about a plan: DIR, --json and --language, and what the command adds."""

    def __init__(self, name: str, about: Say, given: Sequence[str], *, program: str = "layan plan") -> None:
        self._given = given
        self.reader = Reader(language(given))
        super().__init__(
            f"{program} {name}",
            description=self.reader(about),
            allow_abbrev=False,
            formatter_class=lambda prog: argparse.HelpFormatter(prog, width=_WIDTH),
        )
        self.add_argument("folder", metavar="DIR", help=self.reader(say("the folder of the plan")))
        self.flag("--json", say("answer in JSON, for programs"))
        self.option("--language", "CODE", say("the language of the answer: en, id, ms or tr"))

    def option(self, name: str, placeholder: str, about: Say, *, required: bool = False) -> None:
        self.add_argument(name, metavar=placeholder, help=self.reader(about), required=required)

    def flag(self, name: str, about: Say) -> None:
        self.add_argument(name, action="store_true", help=self.reader(about))

    def read(self) -> argparse.Namespace:
        """The arguments as they were given. Raises WrongUsage, or SystemExit for what argparse refuses."""
        read = self.parse_args(self._given)
        if read.language and not is_language(read.language.partition("-")[0]):
            what = say("{written} is no language code.", written=Code(read.language))
            raise WrongUsage(what, one_of(read.language, ("en", "id", "ms", "tr")))
        return read


def existing_folder(arguments: argparse.Namespace) -> Path:
    """The folder that is meant. Raises WrongUsage."""
    folder = Path(arguments.folder)
    if not folder.is_dir():
        raise WrongUsage(say("There is no folder {folder}.", folder=Code(arguments.folder)))
    return folder


def read_plan(arguments: argparse.Namespace, reader: Reader) -> Plan:
    """The plan in the folder. Raises WrongUsage when there is no such folder, Ended once its errors are
    shown."""
    folder = existing_folder(arguments)
    try:
        return load(folder)
    except PlanErrors as errors:
        problems.complain(errors.problems, arguments, reader)
        raise Ended(FINDINGS) from None


def one_among(written: str, known: Collection[str], otherwise: Say) -> str:
    """The word if it is known, hyphens, spaces and underscores being alike. Raises WrongUsage."""
    folded = {_folded(word): word for word in known}
    found = folded.get(_folded(written))
    if found is None:
        raise WrongUsage(otherwise, one_of(written, tuple(known)))
    return found


def _folded(word: str) -> str:
    return "-".join(word.casefold().replace("_", " ").replace("-", " ").split())


def channel(written: str, plan: Plan) -> str:
    return one_among(written, plan.channels, say("The plan has no channel {written}.", written=Code(written)))


def situation(written: str, plan: Plan) -> str:
    return one_among(
        written, plan.situations, say("The plan has no situation {written}.", written=Code(written))
    )


def moment(written: str, plan: Plan, reader: Reader) -> datetime:
    """The moment that is meant, in UTC; tells about a time that the clocks never show, or show twice."""
    zone = ZoneInfo(plan.business.timezone)
    try:
        remark = moments.remark(written, zone)
        if remark:
            reader.aside(remark)
        return moments.parse(written, zone)
    except moments.UnreadableTime as error:
        raise WrongUsage(error.what, error.instead) from None
