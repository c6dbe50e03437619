"""`layan restore FILE`: what a backup holds, into an empty place. Everything is checked and brought up to this
release beside the place; only then it is put there, the database last, so that nothing is ever half done."""

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from layan.plan.say import Code, Say, say
from layan.runtime import archive
from layan.runtime.started import started
from layan.runtime.terminal import OK, Reader, WrongUsage, language


def main(arguments: Sequence[str]) -> int:
    """0 when all of it is there. Raises WrongUsage, nothing having been changed, when it cannot be."""
    parser = argparse.ArgumentParser(
        prog="layan restore", description="What a backup holds, into an empty place."
    )
    parser.add_argument("file", type=Path, help="what `layan backup` wrote")
    parser.add_argument("--replace", action="store_true",
                        help="although there are data here: they are put aside (SQLite only)")  # fmt: skip
    parser.add_argument("--take-over", action="store_true",
                        help="the original is gone: fetch and send at once in its place")  # fmt: skip
    parser.add_argument("--data", default="", help="folder of all data (default: LAYAN_DATA, else ./data)")
    parser.add_argument("--language", default="", help="of what is said here")
    options = parser.parse_args(arguments)
    reader = Reader(language(arguments))
    if not options.file.is_file():
        raise WrongUsage(say("There is no file {file}.", file=Code(str(options.file))))
    started(options.data)
    from layan.runtime import prepare

    try:
        with prepare.holding("run", wait=False):
            for line in restored(
                options.file.absolute(), replace=options.replace, quiet=not options.take_over
            ):
                print(reader(line), flush=True)
    except prepare.Busy:
        raise WrongUsage(say("Layan is running on this folder of data already.")) from None
    except OSError as error:
        raise WrongUsage(say("The backup could not be restored: {error}", error=Code(str(error)))) from error
    return OK


def restored(source: Path, *, replace: bool, quiet: bool) -> Iterator[Say]:
    """Do it, and say what was done and what is different here. Raises WrongUsage."""
    from django.conf import settings

    _check_place(replace)
    data: Path = settings.LAYAN_DATA
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=data) as name:
        folder = Path(name)
        about = _unpacked(source, folder)
        yield say("The backup of {made} is undamaged: {count} parts.",
                  made=datetime.fromisoformat(about["made"]), count=len(about["members"]))  # fmt: skip
        put = _sqlite if about["database"] == "sqlite" else _postgresql
        told = put(folder, data, quiet)
    yield from told
    yield from _different(about)


def _check_place(replace: bool) -> None:
    from django.db import DatabaseError, connection

    from layan.runtime import tables

    if connection.vendor == "sqlite":
        if Path(str(connection.settings_dict["NAME"])).exists() and not replace:
            raise WrongUsage(
                say("There are data here already: {place}", place=Code(str(connection.settings_dict["NAME"]))),
                say("Name an empty folder with {option}, or put these aside with {replace}.",
                    option=Code("--data"), replace=Code("--replace")),
            )  # fmt: skip
        return
    try:
        if tables.standing().applied:
            instead = say("Make an empty one and name it in {name}.", name=Code("LAYAN_DATABASE_URL"))
            raise WrongUsage(say("There are data in this database already."), instead)
    except DatabaseError as error:
        raise WrongUsage(say("Database: {said}", said=" ".join(str(error).split()))) from error
    finally:
        connection.close()


def _unpacked(source: Path, folder: Path) -> dict[str, Any]:
    from django.db import connection

    from layan.runtime import tables

    try:
        about = archive.unpack(source, folder)
    except archive.Damaged as error:
        raise WrongUsage(
            say("{file} is damaged, or no backup: {said}", file=Code(str(source)), said=Code(str(error))),
            say("Nothing was changed. Take another copy of it, or an older one."),
        ) from error
    if about["database"] != connection.vendor:
        raise WrongUsage(
            say("The backup is of {its}, and {name} names {ours}.", its=Code(about["database"]),
                name=Code("LAYAN_DATABASE_URL"), ours=Code(connection.vendor))
        )  # fmt: skip
    if tables.unknown(about["changes"]):
        raise WrongUsage(say("The backup was made by a newer release, {version}: install that one first.",
                             version=Code(about["layan"])))  # fmt: skip
    return about


def _sqlite(folder: Path, data: Path, quiet: bool) -> list[Say]:
    from django.db import connection

    from layan.runtime import dump

    copy, place = folder / archive.DATABASES["sqlite"], Path(str(connection.settings_dict["NAME"]))
    with dump.using(copy):
        told = _brought_up(quiet)
    told += _put_aside(place, data)
    _put_files(folder, data)
    _put_key(folder, data)
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(copy, place)
    return told


def _postgresql(folder: Path, data: Path, quiet: bool) -> list[Say]:
    from layan.runtime import dump

    _put_files(folder, data)
    dump.into_postgresql(folder / archive.DATABASES["postgresql"])
    with _or_empty():
        told = _brought_up(quiet)
        _put_key(folder, data)
    return told


@contextmanager
def _or_empty() -> Iterator[None]:
    """What could not be brought up to this release does not stay."""
    from layan.runtime import dump

    try:
        yield
    except BaseException:
        dump.empty_postgresql()
        raise


def _brought_up(quiet: bool) -> list[Say]:
    """The restored database as this release wants it; and not a second one that fetches and writes."""
    from layan.actions import restored
    from layan.runtime import tables

    told = []
    if pending := tables.standing().pending:
        tables.upgrade()
        told.append(say("Brought up to this release in {count} steps.", count=len(pending)))
    if not quiet:
        return [
            *told,
            say("It takes the place of the original: mailboxes and letters go on where they were."),
        ]
    counts = restored.keep_quiet(at=datetime.now(UTC))
    told.append(
        say(
            "So that it does not fetch and write beside the original: mailboxes switched off: {boxes}; "
            "letters laid aside: {letters}; held replies turned back into drafts: {replies}.",
            **counts,
        )
    )
    told.append(say("Switch mailboxes on under Administration, and decide on the letters under Status."))
    return told


def _put_aside(place: Path, data: Path) -> list[Say]:
    """What is there already goes into a folder of its own. The files stay: they are named by their content."""
    there = [path for path in (place, *(Path(f"{place}{end}") for end in ("-wal", "-shm"))) if path.exists()]
    if not there:
        return []
    aside = data / f"replaced-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    aside.mkdir()
    key = data / archive.KEY
    if key.exists():
        shutil.copy2(key, aside / key.name)
    for path in reversed(there):  # the database last
        shutil.move(path, aside / path.name)
    return [say("What was here before lies in {place}.", place=Code(str(aside)))]


def _put_files(folder: Path, data: Path) -> None:
    """Files to their places. A file that is there is the same one: its name is its digest."""
    for path in sorted((folder / "files").rglob("*")):
        if path.is_file():
            place = data / "files" / path.relative_to(folder / "files")
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)


def _put_key(folder: Path, data: Path) -> None:
    if (folder / archive.KEY).exists() and not os.environ.get("LAYAN_SECRET_KEY"):
        (folder / archive.KEY).replace(data / archive.KEY)


def _different(about: dict[str, Any]) -> Iterator[Say]:
    from django.conf import settings

    counts = about["counts"]
    yield say("Restored: {cases} cases, {messages} messages, {files} files.", **counts)
    if about["url"] != settings.LAYAN_URL:
        yield say("The original was reached at {before}, this one at {now}: letters name this address.",
                  before=Code(about["url"]), now=Code(settings.LAYAN_URL))  # fmt: skip
    if os.environ.get("LAYAN_SECRET_KEY"):
        yield say("{name} is set: if it is not that of the original, the passwords of mailboxes must be given again.",
                  name=Code("LAYAN_SECRET_KEY"))  # fmt: skip
    elif archive.KEY not in about["members"]:
        yield say("The key was not in the backup: the passwords of mailboxes must be given again.")
    yield say("Start it with {command}.", command=Code("layan run"))
