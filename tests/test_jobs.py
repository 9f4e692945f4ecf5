"""Background work is named by its row, so that a task lost or repeated does no harm."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from huey import Huey, RedisHuey, SqliteHuey
from sqlalchemy.orm import undefer

from config import Settings
from review import jobs
from review.db import Sessions, now
from review.domain.vocabulary import (
    AskingStatus,
    CapturePurpose,
    CaptureStatus,
    CaptureStep,
    EvidenceKind,
    LeaseOutcome,
    StampStatus,
    TextStatus,
)
from review.jobs import make_enqueue, make_huey, register
from review.models import Asking, Assignment, Capture, Evidence, TimeStamp
from review.services import askings, blobs, captures, evidence
from review.services.evidence import Piece
from review.stores.opening import open_store
from tests.capture.servers import RawServer, Serve, page, serve
from tests.desk import Desk, furnish, link
from tests.stamps.clock import Towers, own_clock, towers
from tests.suggest.model import at, writing

__all__ = ["serve", "towers", "writing"]
BOUND_S = 30


@pytest.fixture
def server(serve: Serve) -> RawServer:
    return serve(page(b"Fares doubled.", "Content-Type: text/plain"))


@pytest.fixture
def room(sessions: Sessions, settings: Settings, server: RawServer) -> tuple[Desk, int, Settings]:
    """A committed desk, a capture that waits, and settings that let it reach the server."""
    with sessions.write.begin() as session:
        desk = furnish(session)
        made = evidence.attach(
            session, claim_id=desk.plain.id, actor=desk.ana, piece=link(server.url)
        )
    assert made.capture_id is not None
    return desk, made.capture_id, replace(settings, fetch_allow=f"127.0.0.1:{server.port}")


def capture(sessions: Sessions, capture_id: int) -> Capture:
    with sessions.read() as session:
        return session.get_one(Capture, capture_id, options=[undefer(Capture.text)])


@contextmanager
def worker(settings: Settings) -> Iterator[Huey]:
    """A worker in a thread of its own, on the queue that the web process fills."""
    huey = make_huey(settings)
    register(huey, settings)
    consumer = huey.create_consumer(workers=1, worker_type="thread", periodic=False,
                                    initial_delay=0.01, max_delay=0.05)  # fmt: skip
    consumer.start()
    try:
        yield huey
    finally:
        consumer.stop(graceful=True)


def done(sessions: Sessions, capture_id: int) -> Capture:
    until = time.monotonic() + BOUND_S
    pause = threading.Event()
    while (row := capture(sessions, capture_id)).step is not CaptureStep.DONE:
        assert time.monotonic() < until, "no worker came"
        pause.wait(0.02)
    return row


def test_what_the_web_hands_over_is_done_by_the_worker(
    sessions: Sessions, room: tuple[Desk, int, Settings]
) -> None:
    _, capture_id, settings = room
    make_enqueue(settings)("capture", capture_id)
    assert capture(sessions, capture_id).status is CaptureStatus.PENDING
    with worker(settings):
        row = done(sessions, capture_id)
    assert (row.status, row.text) == (CaptureStatus.CAPTURED, "Fares doubled.")
    assert open_store(settings.evidence_url).exists(row.sha256 or "")


def test_a_capture_that_was_never_handed_over_is_found_by_the_sweep(
    sessions: Sessions, room: tuple[Desk, int, Settings]
) -> None:
    _, capture_id, settings = room
    huey = SqliteHuey("sweep", filename=str(settings.worker_file), immediate=True)
    register(huey, settings)["sweep"].call_local()
    assert capture(sessions, capture_id).status is CaptureStatus.CAPTURED


def test_a_worker_that_died_in_the_middle_loses_nothing(
    sessions: Sessions, room: tuple[Desk, int, Settings], server: RawServer
) -> None:
    _, capture_id, settings = room
    make_enqueue(settings)("capture", capture_id)
    dead = make_huey(settings)
    register(dead, settings)
    assert dead.dequeue() is not None
    with sessions.write.begin() as session:
        session.get_one(Capture, capture_id).started_at = now()
    assert (len(dead), server.requests) == (0, [])
    huey = SqliteHuey("sweep", filename=str(settings.worker_file), immediate=True)
    sweep = register(huey, settings)["sweep"]
    sweep.call_local()
    assert capture(sessions, capture_id).status is CaptureStatus.PENDING
    with time_machine.travel(now() + 2 * captures.CUT_OFF_AFTER):
        sweep.call_local()
    assert capture(sessions, capture_id).status is CaptureStatus.CAPTURED


def test_a_model_is_asked_by_the_worker_and_found_again_by_the_sweep(
    sessions: Sessions, settings: Settings, writing: Callable[[Any], RawServer]
) -> None:
    model = at(writing({"claims": ["What a cold spring it was!"]}))
    settings = replace(settings, llm_url=model.target.url, llm_model=model.model)
    with sessions.write.begin() as session:
        desk = furnish(session)
    seen = []
    for lost in (False, True):
        with sessions.write.begin() as session:
            asked = askings.ask_claims(
                session, article_id=desk.article.id, actor=desk.editor, endpoint=model
            )
        huey = SqliteHuey("asked", filename=str(settings.worker_file), immediate=True)
        tasks = register(huey, settings)
        if lost:
            tasks["sweep"].call_local()
        else:
            tasks["asking"](asked.id)
        with sessions.read() as session:
            seen.append(session.get_one(Asking, asked.id).status)
    assert seen == [AskingStatus.ANSWERED, AskingStatus.ANSWERED]


def test_the_words_of_a_file_are_read_by_the_worker_and_found_again_by_the_sweep(
    sessions: Sessions, settings: Settings
) -> None:
    with sessions.write.begin() as session:
        desk = furnish(session)
    huey = SqliteHuey("read", filename=str(settings.worker_file), immediate=True)
    tasks, store = register(huey, settings), open_store(settings.evidence_url)
    for lost, words in ((False, b"Fares doubled."), (True, b"Fares fell.")):
        kept = blobs.keep(sessions, store, words)
        piece = Piece(EvidenceKind.FILE, file_name="fares.txt", media_type="text/plain",
                      size=kept.size, sha256=kept.sha256, sha512=kept.sha512)  # fmt: skip
        with sessions.write.begin() as session:
            made = evidence.attach(
                session, claim_id=desk.plain.id, actor=desk.ana, piece=piece
            ).row.evidence_id
        if lost:
            tasks["sweep"].call_local()
        else:
            tasks["derive"](made)
        with sessions.read() as session:
            assert session.get_one(Evidence, made).text_status is TextStatus.READ


def test_captures_are_stamped_by_themselves_where_a_setting_says_so(
    sessions: Sessions, room: tuple[Desk, int, Settings], towers: Towers, tmp_path: Path
) -> None:
    _, capture_id, settings = room
    clock, roots = own_clock(), tmp_path / "roots.pem"
    roots.write_bytes(clock.root.pem)
    url = towers(clock).url
    settings = replace(settings, stamp_urls=(url,), stamp_roots=str(roots))
    for by_itself in (False, True):
        huey = SqliteHuey("stamped", filename=str(settings.worker_file), immediate=True)
        tasks = register(huey, replace(settings, stamp_captures=by_itself))
        tasks["capture"](capture_id)
        tasks["sweep"].call_local()
        with sessions.write.begin() as session:
            found = session.scalars(sa.select(TimeStamp)).all()
            record = session.get_one(Capture, capture_id).warc_sha256
            assert [row.status for row in found] == [StampStatus.VERIFIED] * by_itself
            assert [row.subject_sha256 for row in found] == [record] * by_itself
            if not by_itself:
                first = session.get_one(Capture, capture_id)
                again = Capture(
                    evidence_id=first.evidence_id, url=first.url, requested_at=now(),
                    purpose=CapturePurpose.AGAIN,
                )  # fmt: skip
                session.add(again)
                session.flush()
                capture_id = again.id


def test_what_nothing_rests_on_is_removed_each_hour(sessions: Sessions, settings: Settings) -> None:
    store = open_store(settings.evidence_url)
    stray = blobs.keep(sessions, store, b"Of nobody's concern.").sha256
    huey = SqliteHuey("sweep", filename=str(settings.worker_file), immediate=True)
    sweep_store = register(huey, settings)["sweep_store"]
    sweep_store.call_local()
    assert store.exists(stray)
    with time_machine.travel(now() + timedelta(hours=1, minutes=1)):
        sweep_store.call_local()
    assert not store.exists(stray)


def test_the_sweep_ends_leases_that_ran_out(
    sessions: Sessions, room: tuple[Desk, int, Settings]
) -> None:
    desk, _, settings = room
    with sessions.write.begin() as session:
        desk.session = session
        desk.taken(desk.third)
    huey = SqliteHuey("sweep", filename=str(settings.worker_file), immediate=True)
    sweep = register(huey, settings)["sweep"]
    sweep.call_local()
    with time_machine.travel(now() + captures.CUT_OFF_AFTER * 20):
        sweep.call_local()
    with sessions.read() as session:
        assert session.scalars(sa.select(Assignment.outcome)).all() == [LeaseOutcome.EXPIRED]


def test_redis_carries_the_tasks_where_one_is_set(settings: Settings) -> None:
    grown = make_huey(replace(settings, redis_url="redis://127.0.0.1:1/0"))
    assert isinstance(grown, RedisHuey)
    assert isinstance(make_huey(settings), SqliteHuey)


def test_the_worker_runs_until_it_is_asked_to_stop(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[object] = []
    monkeypatch.setattr("huey.consumer.Consumer.run", lambda self: ran.append(self.workers))
    jobs.work(settings, threads=3)
    assert ran == [3]
