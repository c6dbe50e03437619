"""A backup as a file: a compressed tar of members, and at its end a manifest with the digest of each.

`writing` makes one under a temporary name and renames it when it is whole; `unpack` puts nothing anywhere but into
an empty folder, and raises Damaged unless every member is what the manifest says.
"""

import gzip
import hashlib
import io
import json
import os
import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
KEY: Final = "secret.key"
DATABASES: Final = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
"""The member that holds the database, by its kind."""
_ALLOWED: Final = re.compile(r"secret\.key|database\.(sqlite3|pgdump)|files/[0-9a-f]{2}/[0-9a-f]{64}")
_CHUNK: Final = 1024 * 1024


class Damaged(Exception):
    """It is no backup of ours, or not as it was written."""


class Writer:
    """Adds members; what they were is said in the manifest."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.members: dict[str, dict[str, Any]] = {}

    def add(self, name: str, path: Path) -> str:
        """Take a file in; its digest."""
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            info = tarfile.TarInfo(name)
            info.size, info.mode = size, 0o600
            counted = _Digesting(file)
            self._tar.addfile(info, counted)
        self.members[name] = {"size": size, "sha256": counted.digest.hexdigest()}
        return counted.digest.hexdigest()

    def close(self, about: dict[str, Any]) -> None:
        told = json.dumps({"format": FORMAT, **about, "members": self.members}, indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size, info.mode = len(told), 0o600
        self._tar.addfile(info, io.BytesIO(told))


class _Digesting:
    """A file that is read once, with the digest of what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._file.read(size)
        self.digest.update(chunk)
        return chunk


@contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """A new archive, which is `target` once it is whole and on the disk; before that nothing is there under its name,
    or what was there before."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            with (
                gzip.GzipFile("", "wb", 1, out, mtime=0) as whole,
                tarfile.open(fileobj=whole, mode="w") as tar,
            ):
                yield Writer(tar)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
        _sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)


def unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Put the members into `folder`, each checked against the manifest, which is returned. Raises Damaged, OSError."""
    found: dict[str, dict[str, Any]] = {}
    about: dict[str, Any] = {}
    try:
        with gzip.open(source) as whole, tarfile.open(fileobj=whole, mode="r:") as tar:
            for info in tar:
                content = tar.extractfile(info) if info.isreg() else None
                if content is None or about:
                    raise Damaged(info.name)
                if info.name == MANIFEST:
                    about = json.loads(content.read())
                elif _ALLOWED.fullmatch(info.name) and info.name not in found:
                    found[info.name] = _unpacked(content, folder / info.name)
                else:
                    raise Damaged(info.name)
            while whole.read(_CHUNK):
                pass  # to the check sum at its end
    except (tarfile.TarError, zlib.error, EOFError, ValueError) as error:
        raise Damaged(str(error)) from error
    except OSError as error:
        if error.errno is None:  # gzip's own: a wrong check sum
            raise Damaged(str(error)) from error
        raise
    if about.get("format") != FORMAT:
        raise Damaged(MANIFEST)
    for name in sorted(found.keys() | about["members"].keys()):
        if found.get(name) != about["members"].get(name):
            raise Damaged(name)
    return about


def _unpacked(content: IO[bytes], path: Path) -> dict[str, Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
            size += out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return {"size": size, "sha256": digest.hexdigest()}


def _sync_folder(folder: Path) -> None:
    """A new name is on the disk when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
