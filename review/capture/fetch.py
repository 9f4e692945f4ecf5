"""The guarded fetcher: public web addresses only, within limits, leaving a full record.

No cookies, no proxies from the environment, no credentials, no method but GET;
redirects are followed here, hop by hop, each under the same guard.
"""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from http.client import HTTPException
from importlib.metadata import version

from urllib3.exceptions import HTTPError

from review.capture.addresses import Allowed
from review.capture.aside import Aside
from review.capture.connection import connect
from review.capture.deadline import Deadline
from review.capture.errors import FetchError
from review.capture.exchange import Exchange
from review.capture.failures import too_large, too_many_redirects, unreachable
from review.capture.limits import DEFAULT, FetchLimits
from review.capture.snapshot import Hop, Snapshot
from review.capture.targets import followed, target_of
from review.capture.wire import Meter
from review.media import media_type

TOOL = f"proofdesk-capture/{version('proofdesk')}"


@contextmanager
def fetch(
    url: str, *, allow: Allowed = frozenset(), limits: FetchLimits = DEFAULT
) -> Iterator[Snapshot]:
    """Fetch a link and what it redirects to; `allow` opens exactly these addresses and ports.

    The bytes of the snapshot are put aside and gone after the `with`. Raises Refused when the
    guard says no, Unreachable when no whole answer came; both know the hops up to there.
    A page that answers 404 is a snapshot with that status.
    """
    with ExitStack() as asides:
        with Deadline(limits.seconds) as deadline:
            journey = _Journey(allow, limits, deadline, asides)
            try:
                snapshot = journey.to_the_end_of(url)
            except FetchError as refused:
                refused.hops = journey.hops
                raise
            except (HTTPError, HTTPException, OSError, ValueError) as error:
                failure = unreachable(error, deadline)
                failure.hops = journey.hops
                raise failure from error
        yield snapshot


class _Journey:
    """From a link over its redirects to the page where it ends."""

    def __init__(
        self, allow: Allowed, limits: FetchLimits, deadline: Deadline, asides: ExitStack
    ) -> None:
        self._allow, self._limits, self._deadline, self._asides = allow, limits, deadline, asides
        self._meter = Meter(limits.wire_bytes, partial(too_large, limits.body_bytes))
        self._exchanges: list[Exchange] = []

    @property
    def hops(self) -> tuple[Hop, ...]:
        return tuple(exchange.hop for exchange in self._exchanges)

    def to_the_end_of(self, url: str) -> Snapshot:
        started_at = datetime.now(UTC)
        target = target_of(url, self._allow)
        while True:
            with closing(connect(target, self._allow, self._deadline)) as connection:
                heard = self._aside()
                exchange = Exchange(target, connection, TOOL, self._meter, heard)
                self._exchanges.append(exchange)
                with closing(exchange.response):
                    location = exchange.location
                    if location is None:
                        return self._snapshot(url, self._body(exchange), started_at)
                    exchange.rest()
            if len(self._exchanges) > self._limits.redirects:
                raise too_many_redirects(self._limits.redirects)
            target = target_of(followed(target.url, location), self._allow)

    def _aside(self) -> Aside:
        return self._asides.enter_context(Aside())

    def _body(self, exchange: Exchange) -> Aside:
        body = self._aside()
        for part in exchange.body():
            if body.size + len(part) > self._limits.body_bytes:
                raise too_large(self._limits.body_bytes)
            body.write(part)
            self._deadline.remaining()
        # A line that was cut can look like a body that came to its end.
        self._deadline.remaining()
        return body

    def _snapshot(self, url: str, body: Aside, started_at: datetime) -> Snapshot:
        path = self._exchanges[-1].target.path.partition("?")[0]
        return Snapshot(
            url=url,
            record=tuple(exchange.recorded for exchange in self._exchanges),
            media_type=media_type(body.file, path),
            body=body,
            started_at=started_at,
            finished_at=datetime.now(UTC),
            tool=TOOL,
        )
