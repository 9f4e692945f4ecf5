"""One request and its answer, over a line that is listened to."""

import contextlib
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPException
from typing import Any, cast

from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from review.capture.aside import Aside
from review.capture.errors import FetchCode, Unreachable
from review.capture.snapshot import Headers, Hop, Recorded
from review.capture.targets import Target
from review.capture.wire import Meter, Wire

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_CHUNK = 65_536
# What stands below a redirect is seldom more than a line, and is not waited for.
_REST_BYTES = 16_384
_REST_S = 0.5


class Exchange:
    """Asks as soon as it is made, and has the head of the answer when it is."""

    def __init__(
        self, target: Target, connection: HTTPConnection, tool: str, meter: Meter, heard: Aside
    ) -> None:
        self.target, self._whole = target, False
        self._asked_at = datetime.now(UTC)
        self._headers: Headers = (
            ("Host", target.host_header),
            ("User-Agent", tool),
            ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
            ("Accept-Encoding", "identity"),
            ("Connection", "close"),
        )
        self._peer = str(connection.sock.getpeername()[0])
        self._wire = Wire(connection.sock, meter, heard)
        connection.sock = cast(Any, self._wire)
        headers = dict(self._headers)
        connection.request("GET", target.path, headers=headers, preload_content=False)
        self.response: BaseHTTPResponse = connection.getresponse()

    @property
    def location(self) -> str | None:
        """Where the answer sends on to, if it does."""
        is_redirect = self.response.status in _REDIRECTS
        return self.response.headers.get("Location") if is_redirect else None

    @property
    def hop(self) -> Hop:
        return Hop(
            url=self.target.url,
            status=self.response.status,
            location=self.location or "",
            peer=self._peer,
            asked_at=self._asked_at,
            request_headers=self._headers,
            response_headers=tuple(self.response.headers.iteritems()),
        )

    @property
    def recorded(self) -> Recorded:
        return Recorded(self.hop, bytes(self._wire.sent), self._wire.heard, self._whole)

    def body(self) -> Iterator[bytes]:
        """The page, unpacked, part by part. Raises Unreachable for a coding not asked for."""
        coding = self.response.headers.get("Content-Encoding", "")
        if not {part.strip().lower() for part in coding.split(",")} <= _CODINGS:
            raise Unreachable(
                FetchCode.BAD_ANSWER,
                "The site packed its answer in a way that was not asked for.",
                "Save the page and attach it as a file.",
            )
        yield from self.response.stream(_CHUNK, decode_content=True)
        self._whole = True

    def rest(self) -> None:
        """Hear what little stands below a redirect, for the record, if it comes at once."""
        ends, heard = time.monotonic() + _REST_S, 0
        self._wire.settimeout(_REST_S)
        with contextlib.suppress(HTTPError, HTTPException, OSError):
            while heard < _REST_BYTES and time.monotonic() < ends:
                part = self.response.read1(_REST_BYTES, decode_content=False)
                heard += len(part)
                if not part:
                    self._whole = True
                    return
