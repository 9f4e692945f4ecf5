"""What any store of evidence bytes can do."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Protocol

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Stored:
    """What was kept: digests in lower-case hexadecimal, size in bytes."""

    sha256: str
    sha512: str
    size: int


class Condition(StrEnum):
    """How kept bytes are found when they are hashed again."""

    INTACT = "intact"
    DAMAGED = "damaged"
    MISSING = "missing"


class MissingBytesError(LookupError):
    """The store has no bytes of this digest."""


class Store(Protocol):
    """Bytes by their SHA-256. A digest that is none raises ValueError everywhere."""

    def put(self, source: bytes | BinaryIO) -> Stored:
        """Keep the bytes, once. When this returns they are safe on disk."""

    def open(self, sha256: str) -> BinaryIO:
        """Open kept bytes for reading. Raises MissingBytesError."""

    def exists(self, sha256: str) -> bool:
        """Whether bytes of this digest are there; says nothing of their condition."""

    def verify(self, sha256: str) -> Condition:
        """Read the bytes again and compare their digest."""


def checked(sha256: str) -> str:
    """Return the digest, so that nothing else ever becomes a path. Raises ValueError."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256 in lower-case hexadecimal")
    return sha256
