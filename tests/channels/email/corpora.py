"""The public mails of LAYAN_CORPORA, read where they lie."""

import os
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

MAILS = ("chatwoot", "cpython-test_email", "django-helpdesk", "mikel-mail", "php-mime-mail-parser")
REPLIES = ("alfonsrv-reply", "crisp-reply", "willdurand-reply", "zapier-reply")
NO_MAILS = (".gitattributes",)


def members(family: str) -> Iterator[tuple[str, bytes]]:
    """The files of a family by the last part of their names; the test is skipped, in words, without them."""
    folder = Path(os.environ.get("LAYAN_CORPORA", "")) / "mail"
    if "LAYAN_CORPORA" not in os.environ or not folder.is_dir():
        pytest.skip("LAYAN_CORPORA does not name the folder of the public corpora")
    with tarfile.open(folder / f"{family}.tar.xz") as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None and not member.name.endswith(NO_MAILS):
                yield member.name.removeprefix("./"), file.read()
