"""Linked pages are captured in the background, and nothing is lost when a worker dies."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.orm import Session, undefer

from review.capture.addresses import Allowed
from review.capture.camera import Camera, Pictures
from review.capture.errors import FetchCode, FetchError
from review.capture.fetch import TOOL
from review.db import Sessions, now
from review.domain.errors import Conflict
from review.domain.vocabulary import CapturePurpose, CaptureStatus, CaptureStep, ClaimState
from review.models import Capture, Claim, Evidence
from review.parsing.document import ReadDocument
from review.services import captures, evidence
from review.stores.folder import FolderStore
from review.stores.store import Condition
from review.text.canonical import digest
from tests.capture.asking import Kept, records_of
from tests.capture.servers import Line, RawServer, Serve, page, sent_on, serve
from tests.desk import Desk, again, furnish, link, note
from tests.services.verbs import ask_capture

__all__ = ["serve"]
BODY = (
    b"<html><head><title>Fares of Vantoria</title></head><body><article><p>Fares in Vantoria "
    b"doubled in 2025, the ministry of transport told the Gazette on Monday.</p></article></body>"
)
HTML = "Content-Type: text/html; charset=utf-8"


class Room:
    """A committed desk, a store, and the worker's own way into the database."""

    def __init__(self, sessions: Sessions, folder: Path) -> None:
        self.sessions, self.store = sessions, FolderStore(folder)
        with sessions.write.begin() as session:
            self.desk = furnish(session)

    def attached(self, url: str, title: str = "") -> int:
        """Attach a link to the plain claim; the number of its waiting capture."""
        piece = replace(link(url), title=title)
        with self.sessions.write.begin() as session:
            made = evidence.attach(
                session, claim_id=self.desk.plain.id, actor=self.desk.ana, piece=piece
            )
        assert made.capture_id is not None
        return made.capture_id

    def run(
        self, capture_id: int, server: RawServer | None = None, camera: Camera | None = None
    ) -> CaptureStatus:
        allow = f"127.0.0.1:{server.port}" if server else ""
        return captures.run(
            self.sessions, self.store, capture_id=capture_id, allow=allow, camera=camera
        )

    def row(self, capture_id: int) -> Capture:
        with self.sessions.read() as session:
            return session.get_one(Capture, capture_id, options=[undefer("*")])

    def evidence(self, capture_id: int) -> Evidence:
        with self.sessions.read() as session:
            return session.get_one(Evidence, self.row(capture_id).evidence_id)

    def records(self, row: Capture) -> list[Kept]:
        with self.store.open(row.warc_sha256 or "") as warc:
            return records_of(warc.read())

    def acts(self) -> list[dict[str, Any]]:
        with self.sessions.read() as session:
            return [line.payload for line in again(self.desk, session).acts("capture")]


@pytest.fixture
def room(sessions: Sessions, tmp_path: Path) -> Iterator[Room]:
    return Room(sessions, tmp_path / "evidence")


def test_a_captured_page_keeps_its_bytes_its_headers_and_its_words(
    room: Room, serve: Serve
) -> None:
    server = serve(page(BODY, HTML))
    capture_id = room.attached(f"{server.url}/fares")
    assert room.run(capture_id, server) is CaptureStatus.CAPTURED
    row, piece = room.row(capture_id), room.evidence(capture_id)
    assert (row.http_status, row.size, row.media_type) == (200, len(BODY), "text/html")
    assert ["Content-Type", "text/html; charset=utf-8"] in row.response_headers
    assert row.sha256 == piece.sha256
    assert room.store.verify(row.sha256 or "") is Condition.INTACT
    assert (row.title, piece.title) == ("Fares of Vantoria", "Fares of Vantoria")
    assert "doubled in 2025" in row.text
    assert (row.step, row.peer) == (CaptureStep.DONE, "127.0.0.1")
    assert row.text_sha256 == digest(row.text)
    (act,) = room.acts()
    assert (act["status"], act["sha256"]) == ("captured", row.sha256)
    assert act["warc_sha256"] == row.warc_sha256


def test_the_record_of_the_exchange_is_kept_beside_the_page(room: Room, serve: Serve) -> None:
    server = serve(page(BODY, HTML))
    capture_id = room.attached(server.url)
    room.run(capture_id, server)
    row = room.row(capture_id)
    answered = room.records(row)[2]
    assert answered.sound
    assert answered.block.endswith(BODY)
    assert answered.headers["WARC-Block-Digest"] == f"sha256:{row.raw_sha256}"
    assert (row.tool, room.evidence(capture_id).sha512) == (TOOL, row.sha512)


def test_author_day_publisher_and_language_of_a_page_are_kept(room: Room, serve: Serve) -> None:
    told = (
        b"<html lang='en-GB'><head><title>Fares of Vantoria</title>"
        b"<meta name='author' content='Edda Lorn'>"
        b"<meta property='article:published_time' content='2025-03-14'>"
        b"<meta property='og:site_name' content='The Harrow Ledger'>" + BODY.partition(b"<head>")[2]
    )
    server = serve(page(told, HTML))
    capture_id = room.attached(server.url)
    room.run(capture_id, server)
    row = room.row(capture_id)
    assert (row.byline, row.publisher) == ("Edda Lorn", "The Harrow Ledger")
    assert (row.published_on, row.language) == (date(2025, 3, 14), "en-GB")


def test_a_title_that_a_person_gave_is_kept(room: Room, serve: Serve) -> None:
    server = serve(page(BODY, HTML))
    capture_id = room.attached(server.url, title="What the Gazette says")
    room.run(capture_id, server)
    assert room.row(capture_id).title == "Fares of Vantoria"
    assert room.evidence(capture_id).title == "What the Gazette says"


def test_redirects_are_kept_one_by_one(room: Room, serve: Serve) -> None:
    def answer(line: Any) -> None:
        line.read()
        if line.path == "/old":
            line.say(b"HTTP/1.1 302 Found\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n")
        else:
            line.say(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nfares"
            )

    server = serve(answer)
    capture_id = room.attached(f"{server.url}/old")
    room.run(capture_id, server)
    row = room.row(capture_id)
    assert row.final_url == f"{server.url}/new"
    assert [hop["status"] for hop in row.redirects] == [302]


def test_bytes_without_readable_words_are_kept_all_the_same(room: Room, serve: Serve) -> None:
    server = serve(page(b"%PDF-1.4 broken", "Content-Type: application/pdf"))
    capture_id = room.attached(f"{server.url}/fares.pdf")
    assert room.run(capture_id, server) is CaptureStatus.CAPTURED
    assert (room.row(capture_id).title, room.row(capture_id).text) == ("", "")
    assert room.evidence(capture_id).title == f"{server.url}/fares.pdf"


def test_a_page_that_answers_with_an_error_is_not_taken_for_the_page(
    room: Room, serve: Serve
) -> None:
    server = serve(page(b"Gone", status="410 Gone"))
    capture_id = room.attached(server.url)
    assert room.run(capture_id, server) is CaptureStatus.FAILED
    row = room.row(capture_id)
    assert "answered 410" in row.failure
    assert (row.failure_code, row.http_status) == (FetchCode.HTTP_ERROR, 410)
    assert (row.sha256, room.evidence(capture_id).sha256) == (None, None)
    assert room.records(row)[2].block.endswith(b"Gone")


def test_an_address_inside_the_house_is_refused_and_says_so(room: Room) -> None:
    capture_id = room.attached("http://127.0.0.1/")
    assert room.run(capture_id) is CaptureStatus.FAILED
    row = room.row(capture_id)
    assert row.failure
    assert (row.failure_code, row.step) == (FetchCode.PRIVATE_ADDRESS, CaptureStep.DONE)
    assert room.acts()[0]["failure"] == row.failure


def test_a_failure_keeps_the_way_to_where_it_broke_off(room: Room, serve: Serve) -> None:
    server = serve(sent_on("http://169.254.169.254/latest"))
    capture_id = room.attached(server.url)
    assert room.run(capture_id, server) is CaptureStatus.FAILED
    row = room.row(capture_id)
    assert [(hop["status"], hop["peer"]) for hop in row.redirects] == [(302, "127.0.0.1")]
    assert row.redirects[0]["response_headers"][0] == ["Location", "http://169.254.169.254/latest"]
    assert (row.http_status, row.peer) == (302, "127.0.0.1")


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


class Died(BaseException):
    """What a kill is to a worker: nothing after it is done."""


def dies(*_: object, **__: object) -> None:
    raise Died


def later(times: int) -> time_machine.travel:
    return time_machine.travel(now() + times * (captures.CUT_OFF_AFTER + timedelta(seconds=1)))


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


class Painted(Camera):
    """A camera without a browser: gives these bytes, or says why not."""

    pdf, picture, failure = b"%PDF- fares", b"\x89PNG fares", ""

    @contextmanager
    def pictures(self, url: str, allow: Allowed = frozenset()) -> Iterator[Pictures]:
        if self.failure:
            yield Pictures(failure=self.failure)
            return
        with TemporaryDirectory() as folder:
            pdf, picture = Path(folder) / "pdf", Path(folder) / "png"
            pdf.write_bytes(self.pdf)
            picture.write_bytes(self.picture)
            yield Pictures(pdf, picture)


class Jammed(Painted):
    failure = "No picture was made: there is no film."


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


def looked_again(room: Room, server: RawServer, *, sign: bool = True) -> int:
    """Capture a page, sign the claim, and ask for the page again; the number of the look."""
    room.run(room.attached(server.url), server)
    with room.sessions.write.begin() as session:
        desk = again(room.desk, session)
        if sign:
            desk.signed(desk.plain)
        row = captures.retry(
            session, evidence_id=desk.file(desk.plain).attached[0].evidence_id, actor=desk.ana
        )
    return row.id


def test_a_later_look_is_kept_beside_the_first_capture_which_stays_the_evidence(
    room: Room, serve: Serve
) -> None:
    said = iter([BODY, BODY.replace(b"doubled", b"tripled")])

    def changing(line: Line) -> None:
        page(next(said), HTML)(line)

    server = serve(changing)
    look = looked_again(room, server)
    before = room.evidence(look)
    assert room.run(look, server) is CaptureStatus.CAPTURED
    row, piece = room.row(look), room.evidence(look)
    assert row.purpose is CapturePurpose.AGAIN
    assert (piece.sha256, piece.title) == (before.sha256, before.title)
    assert row.sha256 not in {None, piece.sha256}
    assert "tripled in 2025" in row.text
    assert room.store.verify(row.sha256 or "") is Condition.INTACT


def test_a_later_look_leaves_the_signature_that_rests_on_the_first(
    room: Room, serve: Serve
) -> None:
    server = serve(page(BODY, HTML))
    look = looked_again(room, server)
    room.run(look, server)
    with room.sessions.read() as session:
        assert session.get_one(Claim, room.desk.plain.id).state is ClaimState.SIGNED_OFF
        assert count(session, Capture) == 2


def test_a_title_that_is_read_after_the_signature_voids_it(
    room: Room, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(page(BODY, HTML))
    reads = captures.extract_text

    def signed_meanwhile(*what: Any) -> ReadDocument:
        with room.sessions.write.begin() as session:
            desk = again(room.desk, session)
            desk.signed(desk.plain)
        return reads(*what)

    monkeypatch.setattr(captures, "extract_text", signed_meanwhile)
    room.run(room.attached(server.url), server)
    with room.sessions.read() as session:
        assert session.get_one(Claim, room.desk.plain.id).state is ClaimState.QUEUED
        void = again(room.desk, session).acts("void")[0]
        assert void.payload["because"] == "the title of a captured page became known"


def count(session: Session, table: type[Any]) -> int:
    return session.scalars(sa.select(sa.func.count()).select_from(table)).one()


def test_a_capture_under_way_is_not_asked_for_again(desk: Desk) -> None:
    act = ask_capture(desk)
    act()
    with pytest.raises(Conflict, match="under way"):
        act()


def test_only_links_are_captured(desk: Desk) -> None:
    row = evidence.attach(
        desk.session, claim_id=desk.plain.id, actor=desk.ana, piece=note("Seen.")
    ).row
    with pytest.raises(Conflict, match="Only links"):
        captures.retry(desk.session, evidence_id=row.evidence_id, actor=desk.ana)


def test_a_piece_on_no_claim_is_not_captured_again(desk: Desk) -> None:
    act = ask_capture(desk)
    evidence.detach(
        desk.session, claim_id=desk.plain.id, evidence_id=act.keywords["evidence_id"],
        actor=desk.ana, reason="Not needed.",
    )  # fmt: skip
    with pytest.raises(Conflict, match="on no claim now"):
        act(actor=desk.reader)
