"""A capture goes step by step, is begun again after a kill, and not for ever."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from review.capture.addresses import Allowed
from review.capture.camera import Pictures
from review.capture.errors import FetchCode, FetchError
from review.db import now
from review.domain.vocabulary import CaptureStatus, CaptureStep
from review.services import captures
from tests.capture.servers import Line, RawServer, Serve, page, serve
from tests.desk import again
from tests.services.capture_room import BODY, HTML, Died, Jammed, Painted, Room, dies, later, room

__all__ = ["room", "serve"]


def test_a_capture_that_is_done_is_not_done_again(room: Room, serve: Serve) -> None:
    server = serve(page(BODY, HTML))
    capture_id = room.attached(server.url)
    room.run(capture_id, server)
    assert room.run(capture_id, server) is CaptureStatus.PENDING
    assert len(server.requests) <= 1
    assert len(room.acts()) == 1


def test_a_capture_that_is_not_there_does_nothing(room: Room) -> None:
    assert room.run(999) is CaptureStatus.PENDING


def test_a_worker_that_died_in_the_middle_loses_only_time(
    room: Room, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(page(BODY, HTML))
    capture_id = room.attached(server.url)

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(captures, "fetch", die)
        with pytest.raises(KeyboardInterrupt):
            room.run(capture_id, server)
    assert captures.waiting(room.sessions) == []
    assert room.run(capture_id, server) is CaptureStatus.PENDING
    with time_machine.travel(now() + captures.CUT_OFF_AFTER + timedelta(seconds=1)):
        assert captures.waiting(room.sessions) == [capture_id]
        assert room.run(capture_id, server) is CaptureStatus.CAPTURED
        assert captures.waiting(room.sessions) == []


def test_of_two_workers_at_one_capture_the_first_that_is_done_counts(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    capture_id = room.attached("https://gazette.example/fares")

    def meanwhile(*_: object, **__: object) -> None:
        monkeypatch.setattr(captures, "fetch", fails)
        with time_machine.travel(now() + captures.CUT_OFF_AFTER + timedelta(seconds=1)):
            assert room.run(capture_id) is CaptureStatus.FAILED
        fails()

    def fails(*_: object, **__: object) -> None:
        raise FetchError(FetchCode.TIMEOUT, "It did not answer.", "Try again.")

    monkeypatch.setattr(captures, "fetch", meanwhile)
    assert room.run(capture_id) is CaptureStatus.FAILED
    assert len(room.acts()) == 1


def begun_in_vain(room: Room, capture_id: int, server: RawServer | None = None) -> None:
    """Begin a capture three times, each time after the one before was cut off."""
    for times in range(3):
        with later(times), pytest.raises(Died):
            room.run(capture_id, server)


def test_a_capture_that_kills_every_worker_is_given_up(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    capture_id = room.attached("https://gazette.example/fares")
    monkeypatch.setattr(captures, "fetch", dies)
    begun_in_vain(room, capture_id)
    with later(3):
        assert captures.waiting(room.sessions) == [capture_id]
        room.run(capture_id)
        assert captures.waiting(room.sessions) == []
    row = room.row(capture_id)
    assert (row.status, row.failure_code) == (CaptureStatus.FAILED, FetchCode.GIVEN_UP)
    assert "begun 3 times" in row.failure
    assert len(room.acts()) == 1


def test_bytes_that_are_kept_outlive_the_worker_and_are_read_without_a_second_fetch(
    room: Room, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(page(BODY, HTML))
    capture_id = room.attached(server.url)
    with monkeypatch.context() as broken:
        broken.setattr(captures, "extract_text", dies)
        with pytest.raises(Died):
            room.run(capture_id, server)
    row = room.row(capture_id)
    assert (row.status, row.step, row.text) == (CaptureStatus.CAPTURED, CaptureStep.READING, "")
    assert room.evidence(capture_id).sha256 == row.sha256
    assert captures.waiting(room.sessions) == []
    with later(1):
        assert captures.waiting(room.sessions) == [capture_id]
        assert room.run(capture_id) is CaptureStatus.CAPTURED
    row = room.row(capture_id)
    assert (row.step, row.title) == (CaptureStep.DONE, "Fares of Vantoria")
    assert "doubled in 2025" in row.text
    assert len(server.requests) == 1
    assert len(room.acts()) == 1


def test_a_page_that_kills_every_reader_is_kept_without_its_words(
    room: Room, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(page(BODY, HTML))
    capture_id = room.attached(server.url)
    monkeypatch.setattr(captures, "extract_text", dies)
    with pytest.raises(Died):
        room.run(capture_id, server)
    for times in range(1, 4):
        with later(times), pytest.raises(Died):
            room.run(capture_id)
    with later(4):
        room.run(capture_id)
        assert captures.waiting(room.sessions) == []
    row = room.row(capture_id)
    assert (row.status, row.step, row.text) == (CaptureStatus.CAPTURED, CaptureStep.DONE, "")


def test_kept_bytes_that_are_gone_again_have_no_words(
    room: Room, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(page(BODY, HTML))
    capture_id = room.attached(server.url)
    with monkeypatch.context() as broken:
        broken.setattr(captures, "extract_text", dies)
        with pytest.raises(Died):
            room.run(capture_id, server)
    room.store.remove(room.row(capture_id).sha256 or "")
    for times in range(1, 5):
        with later(times):
            room.run(capture_id)
    assert room.row(capture_id).step is CaptureStep.DONE


@pytest.mark.parametrize("trouble", [OSError("disk full"), MemoryError()])
def test_a_store_that_takes_nothing_is_tried_again_and_then_named(
    room: Room, serve: Serve, monkeypatch: pytest.MonkeyPatch, trouble: BaseException
) -> None:
    server = serve(page(BODY, HTML))
    capture_id = room.attached(server.url)

    def full(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(room.store, "put", full)
    for _ in range(2):
        assert room.run(capture_id, server) is CaptureStatus.PENDING
        assert captures.waiting(room.sessions) == [capture_id]
        assert "did not take it" in room.row(capture_id).failure
    assert room.run(capture_id, server) is CaptureStatus.FAILED
    row = room.row(capture_id)
    assert (row.failure_code, row.step) == (FetchCode.NOT_KEPT, CaptureStep.DONE)
    assert captures.waiting(room.sessions) == []


def test_a_store_that_takes_bytes_again_leaves_no_word_of_the_trouble(
    room: Room, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(page(BODY, HTML))
    capture_id = room.attached(server.url)

    def full(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(room.store, "put", full)
        room.run(capture_id, server)
    assert room.run(capture_id, server) is CaptureStatus.CAPTURED
    row = room.row(capture_id)
    assert (row.failure, row.failure_code) == ("", "")


def test_trouble_while_reading_puts_off_the_reading_alone(
    room: Room, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(page(BODY, HTML))
    capture_id = room.attached(server.url)

    def no_child(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(captures, "extract_text", no_child)
        assert room.run(capture_id, server) is CaptureStatus.CAPTURED
    assert room.row(capture_id).step is CaptureStep.READING
    assert room.run(capture_id) is CaptureStatus.CAPTURED
    assert "doubled in 2025" in room.row(capture_id).text
    assert room.row(capture_id).failure == ""


def gone(line: Line) -> None:
    page(b"Gone", status="410 Gone")(line)


def cut_short(line: Line) -> None:
    line.read().say(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort")


def whole(line: Line) -> None:
    page(BODY, HTML)(line)


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("slow", [gone, cut_short, whole])
def test_a_slow_worker_changes_nothing_that_a_quicker_one_has_settled(
    room: Room,
    serve: Serve,
    monkeypatch: pytest.MonkeyPatch,
    slow: Callable[[Line], None],
    full: bool,
) -> None:
    """The capture was cut off, begun anew, and ends while the first worker is still at it."""
    capture_id = 0
    asked: list[str] = []

    def no_room(*_: object) -> None:
        raise OSError

    def answer(line: Line) -> None:
        asked.append("once")
        if len(asked) > 1:
            whole(line)
            return
        with later(1):
            assert room.run(capture_id, server) is CaptureStatus.CAPTURED
        if full:
            monkeypatch.setattr(room.store, "put", no_room)
        slow(line)

    server = serve(answer)
    capture_id = room.attached(server.url)
    assert room.run(capture_id, server) is CaptureStatus.CAPTURED
    row = room.row(capture_id)
    assert (row.status, row.failure, row.http_status) == (CaptureStatus.CAPTURED, "", 200)
    assert row.step is CaptureStep.DONE
    assert len(room.acts()) == 1


def test_pictures_of_a_page_are_kept_beside_it(room: Room, serve: Serve) -> None:
    server = serve(page(BODY, HTML))
    capture_id = room.attached(server.url)
    assert room.run(capture_id, server, Painted()) is CaptureStatus.CAPTURED
    row = room.row(capture_id)
    with room.store.open(row.pdf_sha256 or "") as pdf:
        assert pdf.read() == Painted.pdf
    with room.store.open(row.picture_sha256 or "") as picture:
        assert picture.read() == Painted.picture
    assert (row.step, row.snapshot_failure) == (CaptureStep.DONE, "")
    with room.sessions.read() as session:
        (act,) = again(room.desk, session).acts("picture")
    assert act.payload["pdf_sha256"] == row.pdf_sha256


def test_a_page_without_pictures_is_kept_and_says_why(room: Room, serve: Serve) -> None:
    server = serve(page(BODY, HTML))
    capture_id = room.attached(server.url)
    assert room.run(capture_id, server, Jammed()) is CaptureStatus.CAPTURED
    row = room.row(capture_id)
    assert (row.step, row.snapshot_failure) == (CaptureStep.DONE, Jammed.failure)
    assert "doubled in 2025" in row.text


def test_only_pages_are_pictured(room: Room, serve: Serve) -> None:
    server = serve(page(b"Fares doubled.", "Content-Type: text/plain"))
    capture_id = room.attached(server.url)
    room.run(capture_id, server, Painted())
    assert (room.row(capture_id).step, room.row(capture_id).pdf_sha256) == (CaptureStep.DONE, None)


def test_pictures_are_taken_up_again_after_a_kill_and_given_up_in_the_end(
    room: Room, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(page(BODY, HTML))
    done, given_up = room.attached(server.url), room.attached(f"{server.url}/other")
    with monkeypatch.context() as broken:
        broken.setattr(Painted, "pictures", dies)
        for capture_id in (done, given_up):
            with pytest.raises(Died):
                room.run(capture_id, server, Painted())
        assert room.row(done).step is CaptureStep.PICTURING
        for times in range(1, 4):
            with later(times), pytest.raises(Died):
                room.run(given_up, server, Painted())
    with later(4):
        for capture_id in (done, given_up):
            room.run(capture_id, server, Painted())
    assert room.row(done).picture_sha256 is not None
    row = room.row(given_up)
    assert (row.status, row.step) == (CaptureStatus.CAPTURED, CaptureStep.DONE)
    assert "begun too often" in row.snapshot_failure
    assert len(server.requests) == 2


def test_of_two_that_take_the_same_picture_the_first_counts(
    room: Room, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(page(BODY, HTML))
    capture_id = room.attached(server.url)

    class Slow(Painted):
        @contextmanager
        def pictures(self, url: str, allow: Allowed = frozenset()) -> Iterator[Pictures]:
            with later(1):
                room.run(capture_id, server, Painted())
            yield Pictures(failure="too late")

    room.run(capture_id, server, Slow())
    assert room.row(capture_id).snapshot_failure == ""
    assert room.row(capture_id).pdf_sha256 is not None


def test_pictures_begun_by_a_desk_that_takes_none_now_are_still_taken(
    room: Room, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(page(BODY, HTML))
    capture_id = room.attached(server.url)
    with monkeypatch.context() as broken:
        broken.setattr(Painted, "pictures", dies)
        with pytest.raises(Died):
            room.run(capture_id, server, Painted())
    monkeypatch.setattr(captures, "Camera", Painted)
    with later(1):
        room.run(capture_id, server)
    assert room.row(capture_id).pdf_sha256 is not None


def test_what_waits_is_found_without_reading_what_is_done(room: Room) -> None:
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> None:
        asked.append((statement, given))

    sa.event.listen(room.sessions.engine, "before_cursor_execute", note)
    captures.waiting(room.sessions)
    statement, given = asked[-1]
    with room.sessions.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given).all()
    assert "USING INDEX ix_capture_step" in plan[0][3]
