"""What is told of each capture of a page, and what is kept of it as downloads."""

from __future__ import annotations

import html

import pytest

from review.db import now
from review.domain.vocabulary import CaptureStatus, CaptureStep, DisclosureLevel
from review.models import Capture, Evidence, Source
from review.services import captures, evidence
from tests.capture.asking import records_of
from tests.capture.servers import Line, Serve, page, serve
from tests.desk import link
from tests.web.claim_room import Room
from tests.web_client import make_cast, visit

__all__ = ["serve"]
BODY = (
    b"<html lang='en'><head><title>Fares of Vantoria</title><meta name='author' "
    b"content='Edda Lorn'><meta property='article:published_time' content='2025-03-14'></head>"
    b"<body><article><p>Fares in Vantoria doubled in 2025, the ministry said on Monday.</p>"
    b"</article></body></html>"
)


def story(line: Line) -> None:
    if line.read().path == "/old":
        line.say(b"HTTP/1.1 301 Moved\r\nLocation: /new\r\nX-Way: <b>here</b>\r\n")
        line.say(b"Content-Length: 0\r\n\r\n")
    else:
        line.say(b"HTTP/1.1 200 OK\r\nServer: <i>mill</i>\r\n\r\n" + BODY)


@pytest.fixture
def captured(room: Room, serve: Serve) -> int:
    """A link that was captured over a redirect; the number of its piece."""
    server = serve(story)
    number, capture_id = attached(room, f"{server.url}/old")
    run(room, capture_id, server.port)
    return number


def attached(room: Room, url: str, source: str = "") -> tuple[int, int]:
    with room.sessions.write.begin() as session:
        made = evidence.attach(
            session, claim_id=room.plain, actor=room.people["ana"], piece=link(url),
            bearing=evidence.Bearing(source=source),
        )  # fmt: skip
        assert made.capture_id is not None
        return made.row.evidence_id, made.capture_id


def run(room: Room, capture_id: int, port: int) -> None:
    captures.run(room.sessions, room.store, capture_id=capture_id, allow=f"127.0.0.1:{port}")


def read(room: Room, number: int, who: str = "reader") -> str:
    return html.unescape(room.as_(who).page(f"/evidence/{number}"))


def test_the_page_tells_who_asked_what_answered_and_what_the_page_says_of_itself(
    room: Room, captured: int
) -> None:
    told = read(room, captured)
    for words in (
        "The capture that is the evidence", "Asked for by", "Ana Belcourt", "answered by",
        "127.0.0.1", "HTTP 301", "Fares of Vantoria", "Edda Lorn", "2025-03-14",
        "proofdesk-capture/", "The record (WARC)",
    ):  # fmt: skip
        assert words in told
    assert "Author" in told
    assert "<dt>Language</dt><dd><bdi>en</bdi>" in told


def test_headers_of_every_hop_are_shown_as_words_only(room: Room, captured: int) -> None:
    answer = room.as_("reader").page(f"/evidence/{captured}")
    assert "<dt><bdi>X-Way</bdi></dt>" in answer
    assert "<dt>Sent: <bdi>Host</bdi></dt>" in answer
    assert "&lt;b&gt;here&lt;/b&gt;" in answer
    assert "&lt;i&gt;mill&lt;/i&gt;" in answer


def test_the_page_and_the_record_are_downloads_that_run_nothing(room: Room, captured: int) -> None:
    got = {}
    for part in ("page", "record"):
        answer = room.as_("reader").get(f"/evidence/{captured}/captures/1/{part}")
        got[part] = answer.data
        answer.close()
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert got["page"] == BODY
    assert records_of(got["record"])[-1].block.endswith(BODY)


@pytest.mark.parametrize("place", ["captures/1/pdf", "captures/9/page", "captures/1/other"])
def test_what_is_not_kept_is_not_found(room: Room, captured: int, place: str) -> None:
    assert room.as_("reader").get(f"/evidence/{captured}/{place}").status_code == 404


def test_a_capture_is_found_by_its_own_piece_only(room: Room, captured: int) -> None:
    other, _ = attached(room, "https://gazette.example/other")
    assert room.as_("reader").get(f"/evidence/{other}/captures/1/page").status_code == 404


def test_pictures_are_offered_where_they_were_taken_and_else_it_is_said_why(
    room: Room, captured: int
) -> None:
    kept = room.store.put(b"\x89PNG of the page")
    with room.sessions.write.begin() as session:
        row = session.get_one(Capture, 1)
        row.picture_sha256, row.snapshot_failure = kept.sha256, "No PDF was made."
    told = read(room, captured)
    assert "/captures/1/picture" in told
    assert "/captures/1/pdf" not in told
    assert "No PDF was made." in told
    answer = room.as_("reader").get(f"/evidence/{captured}/captures/1/picture")
    assert (answer.data, answer.mimetype) == (b"\x89PNG of the page", "image/png")
    answer.close()


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (CaptureStep.WAITING, "Waiting for its turn"),
        (CaptureStep.FETCHING, "Fetching the page"),
        (CaptureStep.KEEPING, "Keeping its bytes"),
    ],
)
def test_a_capture_under_way_says_how_far_it_is_and_the_page_waits(
    room: Room, step: CaptureStep, words: str
) -> None:
    number, capture_id = attached(room, "https://gazette.example/fares")
    with room.sessions.write.begin() as session:
        session.get_one(Capture, capture_id).step = step
    assert words in read(room, number)
    place = f"/evidence/{number}/captures"
    assert f'data-refresh="{place}"' in read(room, number)
    fragment = room.as_("reader").page(place)
    assert words in fragment
    assert "<html" not in fragment


def test_a_page_whose_captures_are_done_waits_no_longer(room: Room, captured: int) -> None:
    assert "data-refresh" not in room.as_("reader").page(f"/evidence/{captured}/captures")


def test_a_failure_says_why_how_far_it_came_and_what_is_kept(room: Room, serve: Serve) -> None:
    server = serve(page(b"It is gone.", status="410 Gone"))
    number, capture_id = attached(room, server.url)
    run(room, capture_id, server.port)
    told = read(room, number)
    for words in ("answered 410", "Nothing of it is evidence", "Came as far as", "HTTP 410"):
        assert words in told
    answer = room.as_("reader").get(f"/evidence/{number}/captures/{capture_id}/record")
    assert records_of(answer.data)[-1].block.endswith(b"It is gone.")
    answer.close()


def test_a_failure_that_was_begun_often_says_so(room: Room, captured: int) -> None:
    with room.sessions.write.begin() as session:
        session.add(
            Capture(
                evidence_id=captured, url="https://gazette.example/", requested_at=now(),
                status=CaptureStatus.FAILED, step=CaptureStep.DONE, failure="No answer.",
                attempts=3, purpose="again",
            )
        )  # fmt: skip
    told = read(room, captured)
    assert "begun 3 times" in told
    assert "the desk itself" in told


def test_captures_of_a_sealed_piece_are_kept_back(room: Room, serve: Serve) -> None:
    server = serve(story)
    number, capture_id = attached(room, f"{server.url}/new", source="Karst Register")
    run(room, capture_id, server.port)
    with room.sessions.write.begin() as session:
        piece = session.get_one(Evidence, number)
        session.get_one(Source, piece.source_id).disclosure = DisclosureLevel.SEALED
    for place in ("captures", f"captures/{capture_id}/page", f"captures/{capture_id}/record"):
        for who, status in (("reader", 403), ("editor", 200)):
            answer = room.as_(who).get(f"/evidence/{number}/{place}")
            answer.close()
            assert answer.status_code == status, (place, who)
    assert "mill" not in read(room, number)


def test_another_desks_captures_are_not_there(room: Room, captured: int) -> None:
    strangers = make_cast(room.sessions, slug="quay", suffix=" of the Quay")
    person = visit(room.app, room.sessions, strangers.people["editor"])
    for place in ("captures", "captures/1/page"):
        assert person.get(f"/evidence/{captured}/{place}").status_code == 404
