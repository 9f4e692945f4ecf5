"""What any store of evidence bytes can do."""

import hashlib
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import IO, BinaryIO, Protocol, cast

CHUNK = 1 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Stored:
    """What was kept: digests in lower-case hexadecimal, size in bytes."""

    sha256: str
    sha512: str
    size: int


@dataclass(frozen=True, slots=True)
class Held:
    """One entry of a store's listing. `size` in bytes; `kept_at` by the store's own clock."""

    sha256: str
    size: int
    kept_at: datetime


class Condition(StrEnum):
    """How kept bytes are found when they are hashed again."""

    INTACT = "intact"
    DAMAGED = "damaged"
    MISSING = "missing"


class MissingBytesError(LookupError):
    """The store has no bytes of this digest."""


class StoreError(OSError):
    """The store did not do what was asked: it is out of reach, or refuses."""


Announce = Callable[[Stored], object]


def unannounced(_stored: Stored) -> None:
    """Nobody need hear of these bytes before they are kept."""


class Store(Protocol):
    """Bytes by their SHA-256. A digest that is none raises ValueError everywhere.

    Bytes are kept once and never changed. Trouble with the disk or with the way to it is an
    OSError.
    """

    def put(self, source: bytes | BinaryIO, announce: Announce = unannounced) -> Stored:
        """Keep the bytes, once. When this returns they are safe.

        `announce` hears what is about to be kept, after its digests are known and before
        anything is found under its name; what it raises keeps the bytes out.
        """

    def open(self, sha256: str) -> BinaryIO:
        """Open kept bytes for reading from the beginning. Raises MissingBytesError."""

    @contextmanager
    def on_disk(self, sha256: str) -> Iterator[BinaryIO]:
        """Kept bytes as a file of this machine, from its beginning. Raises MissingBytesError."""
        with self.open(sha256) as stream, tempfile.TemporaryFile() as here:
            while chunk := stream.read(CHUNK):
                here.write(chunk)
            here.seek(0)
            yield cast("BinaryIO", here)

    def size(self, sha256: str) -> int:
        """How many bytes are kept under this digest. Raises MissingBytesError."""

    def exists(self, sha256: str) -> bool:
        """Whether bytes of this digest are there; says nothing of their condition."""
        try:
            self.size(sha256)
        except MissingBytesError:
            return False
        return True

    def verify(self, sha256: str) -> Condition:
        """Read the bytes again and compare their digest."""
        try:
            with self.open(checked(sha256)) as stream:
                found = _digest(stream, "sha256")
        except MissingBytesError:
            return Condition.MISSING
        return Condition.INTACT if found == sha256 else Condition.DAMAGED

    def sha512(self, sha256: str) -> str:
        """Read the bytes again for their longer digest. Raises MissingBytesError."""
        with self.open(sha256) as stream:
            return _digest(stream, "sha512")

    def writable(self) -> bool:
        """Whether bytes would be taken in at this moment. Leaves nothing behind."""

    def listing(self) -> Iterator[Held]:
        """Everything that is kept, in no order. What is still being written is not in it."""

    def remove(self, sha256: str) -> None:
        """Forget bytes that nothing speaks of; none there is no error. For the sweep alone."""

    def forget_unfinished(self, before: datetime) -> int:
        """Remove what was begun and not written to since `before`; say how many there were."""


def checked(sha256: str) -> str:
    """Return the digest, so that nothing else ever becomes a path. Raises ValueError."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256 in lower-case hexadecimal")
    return sha256


def place(sha256: str) -> str:
    """Where the bytes of a digest stand in any store: ``ab/cd/<sha256>``."""
    name = checked(sha256)
    return f"{name[:2]}/{name[2:4]}/{name}"


def hashed(source: IO[bytes], target: IO[bytes] | None = None) -> Stored:
    """Read to the end, and write on to `target` if there is one."""
    short, long, size = hashlib.sha256(), hashlib.sha512(), 0
    while chunk := source.read(CHUNK):
        short.update(chunk)
        long.update(chunk)
        size += len(chunk)
        if target is not None:
            target.write(chunk)
    return Stored(short.hexdigest(), long.hexdigest(), size)


def _digest(stream: IO[bytes], name: str) -> str:
    digest = hashlib.new(name)
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
