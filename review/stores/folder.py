"""Evidence bytes in a folder: ``ab/cd/<sha256>``, read-only.

The order makes a crash harmless at any point: write aside, fsync the file,
rename into place, fsync the folder. Only then may a row speak of the bytes.
"""

import hashlib
import os
import tempfile
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO

from review.stores.store import Condition, MissingBytesError, Stored, checked

_CHUNK = 1 << 20
_READ_ONLY = 0o440


class FolderStore:
    """A content-addressed store in one folder, which is made when it is first written to."""

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root)

    def put(self, source: bytes | BinaryIO) -> Stored:
        aside = self.root / "incoming"
        aside.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=aside)
        written = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as target:
                stored = _copy(BytesIO(source) if isinstance(source, bytes) else source, target)
            self._place(written, stored)
        finally:
            written.unlink(missing_ok=True)
        return stored

    def open(self, sha256: str) -> BinaryIO:
        try:
            return self.path(sha256).open("rb")
        except FileNotFoundError as error:
            raise MissingBytesError(sha256) from error

    def path(self, sha256: str) -> Path:
        """Where bytes of this digest are, or would be."""
        name = checked(sha256)
        return self.root / name[:2] / name[2:4] / name

    def exists(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def verify(self, sha256: str) -> Condition:
        try:
            with self.path(sha256).open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except FileNotFoundError:
            return Condition.MISSING
        return Condition.INTACT if found == sha256 else Condition.DAMAGED

    def _place(self, written: Path, stored: Stored) -> None:
        final = self.path(stored.sha256)
        if self.verify(stored.sha256) is Condition.INTACT:
            return
        final.parent.mkdir(parents=True, exist_ok=True)
        written.chmod(_READ_ONLY)
        written.replace(final)
        for folder in (final.parent, final.parent.parent, self.root):
            _sync(folder)


def _copy(source: IO[bytes], target: IO[bytes]) -> Stored:
    short, long, size = hashlib.sha256(), hashlib.sha512(), 0
    while chunk := source.read(_CHUNK):
        short.update(chunk)
        long.update(chunk)
        size += target.write(chunk)
    target.flush()
    os.fsync(target.fileno())
    return Stored(short.hexdigest(), long.hexdigest(), size)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
