"""The record of one capture."""

from dataclasses import dataclass
from datetime import datetime

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: the address asked, the HTTP status, and where it pointed to."""

    url: str
    status: int
    location: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a server answered. Any HTTP status is an answer; the caller judges it.

    `body` is the resource as the server meant it, without transfer and content
    coding; the codings stay named in `response_headers`. Headers are those of
    the last hop, repeated ones kept apart. `media_type` is told from the bytes.
    `peer` is the address that was truly connected to. Times are aware, in UTC.
    """

    url: str
    final_url: str
    redirects: tuple[Hop, ...]
    status: int
    request_headers: Headers
    response_headers: Headers
    media_type: str
    body: bytes
    size: int
    sha256: str
    sha512: str
    peer: str
    started_at: datetime
    finished_at: datetime
    tool: str
