"""Linked pages are captured in the background; what came first stays the evidence."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.capture.errors import FetchCode
from review.capture.fetch import TOOL
from review.domain.errors import Conflict
from review.domain.vocabulary import CapturePurpose, CaptureStatus, CaptureStep, ClaimState
from review.models import Capture, Claim
from review.parsing.document import ReadDocument
from review.services import captures, evidence
from review.stores.store import Condition
from review.text.canonical import digest
from tests.capture.servers import Line, RawServer, Serve, page, sent_on, serve
from tests.desk import Desk, again, note
from tests.services.capture_room import BODY, HTML, Room, room
from tests.services.verbs import ask_capture

__all__ = ["room", "serve"]


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
