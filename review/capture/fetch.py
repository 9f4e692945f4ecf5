"""The guarded fetcher: public web addresses only, within limits, leaving a full record.

No cookies, no proxies from the environment, no credentials, no method but GET;
redirects are followed here, hop by hop, each under the same guard.
"""

import hashlib
import socket
import ssl
from contextlib import closing
from datetime import UTC, datetime
from http.client import HTTPException
from io import BytesIO

from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError, ReadTimeoutError
from urllib3.response import BaseHTTPResponse

from review.capture.addresses import Allowed
from review.capture.connection import connect
from review.capture.deadline import Deadline
from review.capture.errors import FetchCode, FetchError, Refused, Unreachable
from review.capture.limits import DEFAULT, FetchLimits
from review.capture.snapshot import Headers, Hop, Snapshot
from review.capture.targets import Target, followed, target_of
from review.media import media_type

TOOL = "proofdesk-capture/1"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_CHUNK = 65_536
_LATER = "Try again later, or save the page and attach it as a file."
_AS_FILE = "Save the page and attach it as a file."


def fetch(url: str, *, allow: Allowed = frozenset(), limits: FetchLimits = DEFAULT) -> Snapshot:
    """Fetch a link and what it redirects to; `allow` opens exactly these addresses and ports.

    Raises Refused when the guard says no, Unreachable when no whole answer came.
    A page that answers 404 is a snapshot with that status.
    """
    with Deadline(limits.seconds) as deadline:
        try:
            return _follow(url, allow, limits, deadline)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            raise _unreachable(error, deadline) from error


def _follow(url: str, allow: Allowed, limits: FetchLimits, deadline: Deadline) -> Snapshot:
    started_at = datetime.now(UTC)
    hops: list[Hop] = []
    target = target_of(url, allow)
    while True:
        with closing(connect(target, allow, deadline)) as connection:
            exchange = _Exchange(target, connection)
            with closing(exchange.response):
                location = exchange.location
                if location is None:
                    body = exchange.body(limits.body_bytes, deadline)
                    return exchange.snapshot(url, tuple(hops), body, started_at)
        hops.append(Hop(target.url, exchange.response.status, location))
        if len(hops) > limits.redirects:
            raise Refused(
                FetchCode.TOO_MANY_REDIRECTS,
                f"This link was sent on more than {limits.redirects} times.",
                "Open it in a browser and use the address of the page where it ends.",
            )
        target = target_of(followed(target.url, location), allow)


class _Exchange:
    """One request and its answer."""

    def __init__(self, target: Target, connection: HTTPConnection) -> None:
        self.target = target
        self.sent: Headers = (
            ("Host", target.host_header),
            ("User-Agent", TOOL),
            ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
            ("Accept-Encoding", "identity"),
            ("Connection", "close"),
        )
        self.peer = str(connection.sock.getpeername()[0])
        connection.request("GET", target.path, headers=dict(self.sent), preload_content=False)
        self.response: BaseHTTPResponse = connection.getresponse()

    @property
    def location(self) -> str | None:
        """Where the answer sends on to, if it does."""
        is_redirect = self.response.status in _REDIRECTS
        return self.response.headers.get("Location") if is_redirect else None

    def body(self, most: int, deadline: Deadline) -> bytes:
        coding = self.response.headers.get("Content-Encoding", "")
        if not {part.strip().lower() for part in coding.split(",")} <= _CODINGS:
            message = "The site packed its answer in a way that was not asked for."
            raise Unreachable(FetchCode.BAD_ANSWER, message, _AS_FILE)
        gathered = BytesIO()
        for chunk in self.response.stream(_CHUNK, decode_content=True):
            gathered.write(chunk)
            if gathered.tell() > most:
                raise _too_large(most)
        # A line that was cut can look like a body that came to its end.
        deadline.remaining()
        return gathered.getvalue()

    def snapshot(
        self, url: str, hops: tuple[Hop, ...], body: bytes, started_at: datetime
    ) -> Snapshot:
        return Snapshot(
            url=url,
            final_url=self.target.url,
            redirects=hops,
            status=self.response.status,
            request_headers=self.sent,
            response_headers=tuple(self.response.headers.iteritems()),
            media_type=media_type(body, self.target.path.partition("?")[0]),
            body=body,
            size=len(body),
            sha256=hashlib.sha256(body).hexdigest(),
            sha512=hashlib.sha512(body).hexdigest(),
            peer=self.peer,
            started_at=started_at,
            finished_at=datetime.now(UTC),
            tool=TOOL,
        )


def _too_large(most: int) -> Refused:
    message = f"The answer is larger than {most / 1e6:g} MB."
    return Refused(FetchCode.TOO_LARGE, message, "Attach the part that matters as a file.")


def _unreachable(error: Exception, deadline: Deadline) -> FetchError:
    if deadline.passed or isinstance(error, TimeoutError | ReadTimeoutError):
        message = "The site did not give its whole answer in time."
        return Unreachable(FetchCode.TIMEOUT, message, _LATER)
    if isinstance(error, socket.gaierror | UnicodeError):
        message = "No site of that name was found."
        return Unreachable(FetchCode.UNKNOWN_HOST, message, "Check the spelling of the link.")
    if isinstance(error, ssl.SSLError):
        message = "The site could not prove who it is: its certificate is not good."
        return Unreachable(FetchCode.BAD_TLS, message, _AS_FILE)
    if isinstance(error, HTTPException | HTTPError | ValueError):
        message = "The site gave an answer that could not be read to its end."
        return Unreachable(FetchCode.BAD_ANSWER, message, _LATER)
    return Unreachable(FetchCode.UNREACHABLE, "The site could not be reached.", _LATER)
