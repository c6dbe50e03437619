"""`layan backup FILE`: database, files and key in one archive, while everything goes on running."""

import argparse
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from layan.plan.say import Code, say
from layan.runtime import archive
from layan.runtime.started import started
from layan.runtime.terminal import FINDINGS, OK, Reader, WrongUsage, language


def main(arguments: Sequence[str]) -> int:
    """0 when the backup is whole; 1 when it is, too, but files were missing or damaged before it was made."""
    parser = argparse.ArgumentParser(
        prog="layan backup", description="Everything in one file, while it runs."
    )
    parser.add_argument(
        "file", type=Path, help="where to; what is there is replaced once the new one is whole"
    )
    parser.add_argument("--without-key", action="store_true", help="leave secret.key out")
    parser.add_argument("--data", default="", help="folder of all data (default: LAYAN_DATA, else ./data)")
    parser.add_argument("--language", default="", help="of what is said here")
    options = parser.parse_args(arguments)
    started(options.data)
    reader = Reader(language(arguments))
    target = options.file.absolute()
    from django.db import DatabaseError

    try:
        about, wrong = made(target, key=not options.without_key)
    except DatabaseError as error:
        raise WrongUsage(say("Database: {said}", said=" ".join(str(error).split()))) from error
    except OSError as error:
        raise WrongUsage(say("The backup could not be written: {error}", error=Code(str(error)))) from error
    print(reader(say("{file} is whole: {cases} cases, {messages} messages, {files} files.",
                     file=Code(str(target)), **about["counts"])))  # fmt: skip
    if archive.KEY in about["members"]:
        reader.aside(say("It holds the key that opens the passwords of mailboxes: keep it as safe as them."))
    else:
        reader.aside(
            say("The key is not in it: without the key the passwords of mailboxes must be given again.")
        )
    for path in wrong:
        reader.aside(say("A file is missing or damaged: {path}", path=Code(path)))
    return FINDINGS if wrong else OK


def made(target: Path, *, key: bool) -> tuple[dict[str, Any], list[str]]:
    """Write the backup; what its manifest says, and the files that were missing or damaged before."""
    from django.conf import settings
    from django.db import connection

    from layan.runtime import dump, tables

    if not target.parent.is_dir():
        raise WrongUsage(say("There is no folder {folder}.", folder=Code(str(target.parent))))
    if not tables.standing().applied:
        raise WrongUsage(say("There is nothing here to back up."))
    with tempfile.TemporaryDirectory(prefix=".layan-backup-", dir=target.parent) as folder:
        copy = Path(folder) / "database"
        dump.out(copy)
        with archive.writing(target) as writer:
            writer.add(archive.DATABASES[connection.vendor], copy)
            copy.unlink()
            wrong = _files(writer, settings.LAYAN_DATA)
            if key and (settings.LAYAN_DATA / archive.KEY).exists():
                writer.add(archive.KEY, settings.LAYAN_DATA / archive.KEY)
            about = _about(writer)
            writer.close(about)
    return about | {"members": writer.members}, wrong


def _files(writer: archive.Writer, data: Path) -> list[str]:
    """Every file that a row names: it was written before its row, and the rows are read after the database was
    copied, so that nothing is missing that the copy names."""
    from layan.records.models import StoredFile

    wrong = []
    for path, digest in StoredFile.objects.order_by("pk").values_list("path", "sha256").iterator():
        try:
            if writer.add(f"files/{path}", data / "files" / path) != digest:
                wrong.append(path)
        except FileNotFoundError:
            wrong.append(path)
    return wrong


def _about(writer: archive.Writer) -> dict[str, Any]:
    from django.conf import settings
    from django.db import connection

    from layan.records.queries import health
    from layan.runtime import tables
    from layan.runtime.cli import version

    files = sum(name.startswith("files/") for name in writer.members)
    return {
        "layan": version(),
        "made": datetime.now(UTC).isoformat(),
        "database": connection.vendor,
        "url": settings.LAYAN_URL,
        "changes": list(tables.standing().applied),
        "counts": {**health.counts(), "files": files},
    }
