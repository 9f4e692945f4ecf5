"""Evidence bytes in a folder: ``ab/cd/<sha256>``, read-only.

The order makes a crash harmless at any point: write aside, fsync the file,
rename into place, fsync the folder. Only then may a row speak of the bytes.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from review.stores.store import (
    Announce,
    Condition,
    Held,
    MissingBytesError,
    Store,
    Stored,
    hashed,
    place,
    unannounced,
)

_READ_ONLY = 0o440
_PLACE = re.compile(r"([0-9a-f]{2})/([0-9a-f]{2})/(\1\2[0-9a-f]{60})")


class FolderStore(Store):
    """A content-addressed store in one folder, which is made when it is first written to."""

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root)

    def put(self, source: bytes | BinaryIO, announce: Announce = unannounced) -> Stored:
        self._aside.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=self._aside)
        written = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as target:
                stored = hashed(BytesIO(source) if isinstance(source, bytes) else source, target)
                target.flush()
                os.fsync(descriptor)
            announce(stored)
            self._place(written, stored.sha256)
        finally:
            written.unlink(missing_ok=True)
        return stored

    def open(self, sha256: str) -> BinaryIO:
        try:
            return self.path(sha256).open("rb")
        except FileNotFoundError as error:
            raise MissingBytesError(sha256) from error

    @contextmanager
    def on_disk(self, sha256: str) -> Iterator[BinaryIO]:
        with self.open(sha256) as stream:
            yield stream

    def size(self, sha256: str) -> int:
        try:
            return self.path(sha256).stat().st_size
        except FileNotFoundError as error:
            raise MissingBytesError(sha256) from error

    def path(self, sha256: str) -> Path:
        """Where bytes of this digest are, or would be."""
        return self.root / place(sha256)

    def writable(self) -> bool:
        try:
            self._aside.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self._aside) as probe:
                probe.write(b"\0")
        except OSError:
            return False
        return True

    def listing(self) -> Iterator[Held]:
        for path in self.root.glob("??/??/*"):
            found = _PLACE.fullmatch(path.relative_to(self.root).as_posix())
            if found is None:
                continue
            with suppress(FileNotFoundError):
                looked = path.stat()
                written = datetime.fromtimestamp(looked.st_mtime, UTC)
                yield Held(found[3], looked.st_size, written)

    def remove(self, sha256: str) -> None:
        self.path(sha256).unlink(missing_ok=True)

    def forget_unfinished(self, before: datetime) -> int:
        many = 0
        for path in self._aside.glob("*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before.timestamp():
                    path.unlink()
                    many += 1
        return many

    @property
    def _aside(self) -> Path:
        return self.root / "incoming"

    def _place(self, written: Path, sha256: str) -> None:
        final = self.path(sha256)
        if self.verify(sha256) is not Condition.INTACT:
            final.parent.mkdir(parents=True, exist_ok=True)
            written.chmod(_READ_ONLY)
            written.replace(final)
        # Also for bytes that are there already: whoever put them may not have come this far.
        for folder in (final.parent, final.parent.parent, self.root):
            _sync(folder)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
