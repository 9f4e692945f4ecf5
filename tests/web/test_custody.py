"""Opening a piece and taking bytes away stand in the ledger before anything goes out."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from review.domain.custody import CustodyAct
from review.domain.vocabulary import DisclosureLevel
from review.models import LedgerEntry, Source
from review.services import custody
from tests.capture.servers import Serve, serve
from tests.desk import sha256
from tests.web.claim_room import WORDS, Room
from tests.web.report_room import made, sign_plain
from tests.web.test_downloads import attach, photo
from tests.web.test_evidence_page import PAGE, captured
from tests.web.test_watch import Page

__all__ = ["serve"]

OF_CUSTODY = set(CustodyAct)


def kept(room: Room) -> list[tuple[str, str, dict]]:
    """Act, subject and payload of every line of custody, in order."""
    with room.sessions.read() as session:
        rows = session.scalars(sa.select(LedgerEntry).order_by(LedgerEntry.number))
        return [(row.action, row.subject, row.payload) for row in rows if row.action in OF_CUSTODY]


def test_opening_the_page_of_a_piece_is_one_line_an_hour_and_the_page_shows_it(room: Room) -> None:
    with room.at_work() as desk:
        desk.attached(desk.plain)
    editor = room.as_("editor")
    page = editor.page("/evidence/1")
    assert "Mirela Dorn</bdi></b> looked at a piece of evidence" in page
    assert 'href="/ledger?evidence=1"' in page
    editor.page("/evidence/1")
    room.as_("reader").page("/evidence/1")
    assert kept(room) == [("view_evidence", "evidence 1", {})] * 2
    assert editor.page("/ledger?evidence=1").count("looked at a piece of evidence") == 2


def test_reading_what_became_of_a_page_is_looking_at_the_piece(room: Room, serve: Serve) -> None:
    watched = Page(room, serve)
    look = watched.look()
    for who in ("reader", "reader", "legal"):
        room.as_(who).page(f"/evidence/{watched.id}/looks/{look}")
    assert [act for act, _, _ in kept(room)] == ["view_evidence"] * 2


def test_every_part_that_is_taken_away_is_a_line_each_time(room: Room) -> None:
    picture = attach(room, photo(), "seen.jpg", "image/jpeg")
    words = attach(room, b"Fares doubled.", "words.txt", "text/plain")
    reader = room.as_("reader")
    for path in (f"{picture}/original", f"{picture}/original", f"{picture}/copy", f"{words}/text"):
        answer = reader.get(f"/evidence/{path}")
        assert answer.status_code == 200
        answer.close()
    lines = kept(room)
    assert [(subject, told["part"]) for _, subject, told in lines] == [
        (f"evidence {picture}", "original"), (f"evidence {picture}", "original"),
        (f"evidence {picture}", "copy"), (f"evidence {words}", "text"),
    ]  # fmt: skip
    assert lines[0][2]["sha256"] != lines[2][2]["sha256"]
    assert "sha256" not in lines[3][2]


def test_what_is_taken_of_a_capture_says_of_which(room: Room) -> None:
    captured(room)
    answer = room.as_("reader").get("/evidence/1/captures/2/page")
    assert answer.status_code == 200
    answer.close()
    page = sha256(PAGE.decode())
    assert kept(room) == [
        ("download_evidence", "evidence 1", {"part": "page", "capture": 2, "sha256": page})
    ]


def test_asking_for_headers_alone_is_no_line(room: Room) -> None:
    with room.at_work() as desk:
        desk.attached(desk.plain)
    reader, report_id = room.as_("reader"), made(room)
    before = kept(room)
    for path in ("/evidence/1", "/evidence/1/original", f"/reports/{report_id}.json"):
        answer = reader.client.head(path)
        assert answer.status_code == 200
        answer.close()
    assert kept(room) == before


def test_who_may_not_see_a_piece_or_gets_none_leaves_no_line(room: Room) -> None:
    with room.at_work() as desk:
        desk.attached(desk.plain, source="Quill, a clerk")
        desk.attached(desk.plain, words="Bytes that nobody put into the store.")
        desk.session.scalars(sa.select(Source)).one().disclosure = DisclosureLevel.SEALED
    reader = room.as_("reader")
    page = reader.page("/evidence/1")
    assert "Custody" not in page
    assert reader.get("/evidence/1/original").status_code == 403
    assert reader.get("/evidence/2/original").status_code == 404
    assert room.stranger().get("/evidence/1").status_code == 404
    assert kept(room) == []


def test_the_digest_of_a_sealed_piece_that_was_taken_is_kept_back(room: Room) -> None:
    with room.at_work() as desk:
        desk.attached(desk.plain, source="Quill, a clerk")
        desk.session.scalars(sa.select(Source)).one().disclosure = DisclosureLevel.SEALED
    room.as_("editor").get("/evidence/1/original").close()
    with room.at_work() as desk:
        desk.signed(desk.plain)
    path = "/ledger?act=download_evidence"
    assert sha256(WORDS) in room.as_("legal").page(path)
    page = room.as_("zoe").page(path)
    assert "took a piece of evidence away" in page
    assert sha256(WORDS) not in page


def test_nothing_goes_out_when_the_line_cannot_be_written(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    with room.at_work() as desk:
        desk.attached(desk.plain)

    def failing(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(custody, "downloaded", failing)
    answer = room.as_("reader").get("/evidence/1/original")
    assert answer.status_code == 500
    assert WORDS.encode() not in answer.data


def test_who_may_not_read_the_ledger_sees_no_custody(room: Room) -> None:
    with room.at_work() as desk:
        desk.attached(desk.plain)
    room.as_("editor").page("/evidence/1")
    assert "looked at" not in room.as_("reader").page("/evidence/1")


def test_while_a_claim_is_in_review_nobody_learns_who_else_looks(room: Room) -> None:
    with room.at_work() as desk:
        desk.attached(desk.accusation)
        desk.taken(desk.accusation, desk.jon)
    room.as_("jon").page("/evidence/1")
    for path in ("/evidence/1", "/ledger", "/ledger?act=view_evidence", "/ledger?evidence=1"):
        assert "Jonas Wray</bdi></b> looked at" not in room.as_("ana").page(path)
        assert "Jonas Wray</bdi></b> looked at" in room.as_("legal").page(path)


def test_a_report_is_proven_by_the_head_of_its_making_however_often_it_is_taken(room: Room) -> None:
    sign_plain(room)
    report_id = made(room)
    [line] = kept(room)
    pieces = [{"evidence": 1, "sha256": sha256(WORDS)}]
    assert line == ("export_report", f"report:{report_id}", {"pieces": pieces})
    first, second = (room.as_("reader").get(f"/reports/{report_id}.json").data for _ in range(2))
    assert first == second
    assert kept(room) == [line]
    with room.at_work() as desk:
        last = desk.acts()[-1]
    assert last.action == "make_report"
    assert "into a report" in room.as_("editor").page("/evidence/1")
