"""The ledger's shape: one hash chain a desk, each entry bound to the one before it.

The hash of an entry is SHA-256 over the canonical JSON (RFC 8785) of everything but itself.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. `at` is ISO 8601 in UTC; `actor` is a name, empty for the desk itself."""

    desk: str
    number: int
    previous: str
    at: str
    actor_id: int | None
    actor: str
    action: str
    subject: str
    payload: Mapping[str, Any]
    hash: str = ""

    def content(self) -> dict[str, Any]:
        """What the hash is taken over."""
        return {
            "desk": self.desk,
            "number": self.number,
            "previous": self.previous,
            "at": self.at,
            "actor_id": self.actor_id,
            "actor": self.actor,
            "action": self.action,
            "subject": self.subject,
            "payload": dict(self.payload),
        }


@dataclass(frozen=True, slots=True)
class ChainResult:
    """`broken_at` is the number of the first bad entry, None when the chain is sound."""

    entries: int
    head: str
    broken_at: int | None = None
    reason: str = ""

    @property
    def sound(self) -> bool:
        return self.broken_at is None


def verify_chain(
    entries: Iterable[Entry],
    digest: Callable[[Any], str],
    *,
    start: str = GENESIS,
    first: int = 1,
) -> ChainResult:
    """Walk entries in order and name the first that does not fit.

    `digest` hashes content, and raises ValueError for what has no canonical form.
    """
    previous, expected = start, first
    for entry in entries:
        if entry.number != expected:
            reason = f"entry {expected} is missing"
            return ChainResult(expected - first, previous, expected, reason)
        if entry.previous != previous:
            return ChainResult(expected - first, previous, expected, "does not join the one before")
        if not _bears_its_hash(entry, digest):
            return ChainResult(expected - first, previous, expected, "its words were changed")
        previous, expected = entry.hash, expected + 1
    return ChainResult(expected - first, previous)


def _bears_its_hash(entry: Entry, digest: Callable[[Any], str]) -> bool:
    try:
        return digest(entry.content()) == entry.hash
    except ValueError:
        # What cannot be written canonically was never hashed: somebody put it there later.
        return False
