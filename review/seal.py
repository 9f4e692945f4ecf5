"""Canonical bytes and digests: what is hashed, signed and compared is always made here."""

import hashlib
import json
from typing import Any

import rfc8785

EXACT = 2**53 - 1  # beyond it, in either direction, JSON numbers are not exact
_IN_C = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":")
)


def canonical_bytes(value: Any) -> bytes:
    """Canonical JSON (RFC 8785) of plain data. Raises ValueError for anything else.

    What Python's own encoder writes in the same way is left to it, since it is many times faster.
    Everything else, what is refused included, is for the library that knows the whole standard.
    """
    try:
        if _is_written_alike(value):
            return _IN_C.encode(value).encode()
    except (UnicodeEncodeError, RecursionError):
        pass
    return bytes(rfc8785.dumps(value))


def _is_written_alike(value: Any) -> bool:
    """Whether both encoders give the same bytes, or a refusal.

    Strings always; whole numbers up to EXACT; no fractions. Keys of ASCII alone have one order,
    whether they are compared by code points or by UTF-16 units.
    """
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return True
    if kind is int:
        return bool(-EXACT <= value <= EXACT)
    if kind is dict:
        names_fit = set(map(type, value)) <= {str} and all(map(str.isascii, value))
        return names_fit and all(map(_is_written_alike, value.values()))
    return (kind is list or kind is tuple) and all(map(_is_written_alike, value))


def digest(value: Any) -> str:
    """SHA-256, as 64 hexadecimal digits, over the canonical JSON of plain data."""
    return hashlib.sha256(canonical_bytes(value)).hexdigest()
