"""The record of one capture."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from review.capture.aside import Aside

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Hop:
    """One address that was asked, and its answer.

    `location` is where the answer sent on to, "" for the last; `peer` the address that was truly
    connected to. Repeated headers are kept apart. `asked_at` is aware, in UTC.
    """

    url: str
    status: int
    location: str
    peer: str
    asked_at: datetime
    request_headers: Headers
    response_headers: Headers

    def as_json(self) -> dict[str, Any]:
        return {
            "url": self.url,
            "status": self.status,
            "location": self.location,
            "peer": self.peer,
            "asked_at": self.asked_at.isoformat().replace("+00:00", "Z"),
            "request_headers": [list(pair) for pair in self.request_headers],
            "response_headers": [list(pair) for pair in self.response_headers],
        }


@dataclass(frozen=True, slots=True)
class Recorded:
    """A hop and the bytes of it, as they went over the wire. `whole` if all of it was heard."""

    hop: Hop
    sent: bytes
    heard: Aside
    whole: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a server answered. Any HTTP status is an answer; the caller judges it.

    `body` is the resource as the server meant it, without transfer and content
    coding; the codings stay named in the headers, and the bytes as they came in `record`, one
    for each hop. `media_type` is told from the bytes. Times are aware, in UTC.
    """

    url: str
    record: tuple[Recorded, ...]
    media_type: str
    body: Aside
    started_at: datetime
    finished_at: datetime
    tool: str

    @property
    def hops(self) -> tuple[Hop, ...]:
        return tuple(recorded.hop for recorded in self.record)

    @property
    def redirects(self) -> tuple[Hop, ...]:
        """The hops before the last."""
        return self.hops[:-1]

    @property
    def answer(self) -> Hop:
        """The last hop."""
        return self.record[-1].hop

    @property
    def final_url(self) -> str:
        return self.answer.url

    @property
    def status(self) -> int:
        return self.answer.status
