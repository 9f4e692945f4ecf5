"""Servers that do harm, met by the worker with the limits that hold at work.

Every capture ends within its time, with a reason on its row, and takes in no byte beyond a limit.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
import sqlalchemy as sa

from config import Settings
from review.capture import fetch as fetching
from review.capture.aside import Aside
from review.capture.errors import FetchCode
from review.capture.limits import DEFAULT
from review.db import Sessions
from review.domain.vocabulary import CaptureStatus, CaptureStep
from review.jobs import make_huey, register
from review.models import Capture
from review.services import evidence
from review.stores.opening import open_store
from tests.capture.bombs import BOMB, MEMBERS, NESTED
from tests.capture.servers import Answer, Line, RawServer, page, sent_on, serve
from tests.capture.test_hostile_servers import (
    HEAD,
    body_dripping,
    endless,
    gzip_of_nothing,
    lying_length,
    many_headers,
    trickle_of_chunks,
)
from tests.capture.test_tls import certificate, port
from tests.desk import furnish, link

__all__ = ["certificate", "port", "serve"]
# Sixteen threads unpack bombs at once; what is past the limit is their waiting for each other.
SLACK_S = 10.0
PACKED = "Content-Encoding: gzip"


def dripping_header(line: Line) -> None:
    line.read().say(HEAD + b"X-Slow: ")
    line.drip(b"a")


def drip_of_gzip(line: Line) -> None:
    line.read().say(HEAD + b"Content-Encoding: gzip\r\n\r\n")
    line.drip(MEMBERS[:50])


HOSTILE: dict[str, tuple[Answer, FetchCode]] = {
    "a dripping header": (dripping_header, FetchCode.TIMEOUT),
    "a dripping body": (body_dripping, FetchCode.TIMEOUT),
    "a dripping gzip": (drip_of_gzip, FetchCode.TIMEOUT),
    "silence": (Line.hold, FetchCode.TIMEOUT),
    "an endless body": (endless, FetchCode.TOO_LARGE),
    "endless chunks": (trickle_of_chunks, FetchCode.TOO_LARGE),
    "gzip of nothing without end": (gzip_of_nothing, FetchCode.TOO_LARGE),
    "a gzip of a gigabyte": (page(BOMB, PACKED), FetchCode.TOO_LARGE),
    "a thousand members of a gzip": (page(MEMBERS, PACKED), FetchCode.TOO_LARGE),
    "a gzip in a gzip": (page(NESTED, f"{PACKED}, gzip"), FetchCode.TOO_LARGE),
    "20,000 headers": (many_headers, FetchCode.BAD_ANSWER),
    "a loop": (sent_on("/"), FetchCode.TOO_MANY_REDIRECTS),
    "sent on into this machine": (sent_on("http://127.0.0.1/"), FetchCode.PRIVATE_ADDRESS),
    "sent on to the cloud's own address": (
        sent_on("http://169.254.169.254/latest/meta-data"),
        FetchCode.PRIVATE_ADDRESS,
    ),
    "a length that is not true": (lying_length, FetchCode.BAD_ANSWER),
}


@pytest.fixture
def servers() -> Iterator[dict[str, RawServer]]:
    with ExitStack() as stack:
        made = {name: RawServer(answer) for name, (answer, _) in HOSTILE.items()}
        for server in made.values():
            stack.callback(server.close)
        yield made


@pytest.fixture
def put_aside(monkeypatch: pytest.MonkeyPatch) -> list[Aside]:
    made: list[Aside] = []

    class Watched(Aside):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    monkeypatch.setattr(fetching, "Aside", Watched)
    return made


def test_every_hostile_answer_ends_in_time_with_its_reason_and_nothing_kept(
    sessions: Sessions,
    settings: Settings,
    servers: dict[str, RawServer],
    port: int,
    put_aside: list[Aside],
) -> None:
    links = {name: server.url for name, server in servers.items()}
    links["bad TLS"] = f"https://localhost:{port}/"
    expected = {name: code for name, (_, code) in HOSTILE.items()} | {"bad TLS": FetchCode.BAD_TLS}
    ids = attached(sessions, links)
    ports = [port, *(server.port for server in servers.values())]
    allowed = ",".join(f"127.0.0.1:{each}" for each in ports)

    work(replace(settings, fetch_allow=allowed), sessions, list(ids.values()))

    with sessions.read() as session:
        ended = {name: session.get_one(Capture, key) for name, key in ids.items()}
    assert {name: row.failure_code for name, row in ended.items()} == expected
    for row in ended.values():
        assert (row.status, row.step) == (CaptureStatus.FAILED, CaptureStep.DONE)
        assert row.failure
        assert row.started_at is not None
        assert row.finished_at is not None
        took = (row.finished_at - row.started_at).total_seconds()
        assert took < DEFAULT.seconds + SLACK_S
    assert max(aside.size for aside in put_aside) <= DEFAULT.wire_bytes
    assert list(open_store(settings.evidence_url).listing()) == []


def attached(sessions: Sessions, links: dict[str, str]) -> dict[str, int]:
    """Attach each link to a claim; the numbers of the captures by name."""
    ids = {}
    with sessions.write.begin() as session:
        desk = furnish(session)
        for name, url in links.items():
            made = evidence.attach(session, claim_id=desk.plain.id, actor=desk.ana, piece=link(url))
            assert made.capture_id is not None
            ids[name] = made.capture_id
    return ids


def work(settings: Settings, sessions: Sessions, ids: list[int]) -> None:
    """Let a worker with as many threads as there are captures do them all, side by side."""
    huey = make_huey(settings)
    tasks = register(huey, settings)
    for capture_id in ids:
        tasks["capture"](capture_id)
    consumer = huey.create_consumer(
        workers=len(ids), worker_type="thread", periodic=False, initial_delay=0.01, max_delay=0.1
    )
    consumer.start()
    try:
        until, pause = time.monotonic() + 3 * DEFAULT.seconds, threading.Event()
        while left(sessions):
            assert time.monotonic() < until, "a capture did not end"
            pause.wait(0.2)
    finally:
        consumer.stop(graceful=True)


def left(sessions: Sessions) -> int:
    with sessions.read() as session:
        return (
            session.scalar(sa.select(sa.func.count()).where(Capture.step != CaptureStep.DONE)) or 0
        )
