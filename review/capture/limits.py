"""What one capture may take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """`seconds` run by the wall clock over all hops, names looked up and bytes read.

    `body_bytes` is the page once unpacked; `wire_bytes` what all servers together may send,
    headers and codings included.
    """

    seconds: float = 15.0
    body_bytes: int = 25_000_000
    wire_bytes: int = 27_000_000
    redirects: int = 5


DEFAULT = FetchLimits()
