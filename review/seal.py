"""Canonical bytes and digests: what is hashed, signed and compared is always made here."""

import hashlib
from typing import Any

import rfc8785


def canonical_bytes(value: Any) -> bytes:
    """Canonical JSON (RFC 8785) of plain data. Raises ValueError for anything else."""
    return bytes(rfc8785.dumps(value))


def digest(value: Any) -> str:
    """SHA-256, as 64 hexadecimal digits, over the canonical JSON of plain data."""
    return hashlib.sha256(canonical_bytes(value)).hexdigest()
