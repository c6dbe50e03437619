"""Files, kept once under the digest of their content."""

import hashlib
import mimetypes
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.storage import default_storage

from layan.records.models import Attachment, Draft, Message, StoredFile
from layan.records.tokens import new_token


def store(content: bytes) -> StoredFile:
    """The file with that content; written before the row that names it, so that a row never lacks its file."""
    digest = hashlib.sha256(content).hexdigest()
    known = StoredFile.objects.filter(sha256=digest).first()
    if known is not None:
        return known
    path = f"{digest[:2]}/{digest}"
    _write(Path(default_storage.path(path)), content)
    row, _ = StoredFile.objects.get_or_create(sha256=digest, defaults={"size": len(content), "path": path})
    return row


def _write(place: Path, content: bytes) -> None:
    """Whole and on the disk, or not at all: what a killed process or a full disk leaves has another name."""
    if place.exists() and place.stat().st_size == len(content):
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def reading(file: StoredFile) -> Iterator[bytes]:
    """The bytes of a file."""
    with default_storage.open(file.path) as handle:
        yield handle.read()


def attach(
    *,
    content: bytes,
    name: str,
    mime: str = "",
    message: Message | None = None,
    draft: Draft | None = None,
    cid: str = "",
    inline: bool = False,
) -> Attachment:
    """Keep `content` as an attachment of a message or a draft. `name` is shown, never used as a path."""
    guessed = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Attachment.objects.create(
        token=new_token(),
        message=message,
        draft=draft,
        file=store(content),
        name=name[:255] or "file",
        mime=guessed[:120],
        cid=cid[:255],
        inline=inline,
    )


def detach(*, draft: Draft, token: str) -> None:
    """Take a file off a draft; its content stays, since others may have the same."""
    Attachment.objects.filter(draft=draft, token=token).delete()
