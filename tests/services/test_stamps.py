"""Stamps are asked for by editors, or by the desk itself, once for each authority."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from review.domain.errors import Conflict, Forbidden, NotFound
from review.domain.policy import system
from review.domain.vocabulary import CapturePurpose, StampStatus, StampSubject
from review.models import Evidence, TimeStamp
from review.services import stamps
from review.services.stamps import Subject, ask, ask_for_record
from tests.desk import furnish
from tests.services.stamp_room import Room, room

__all__ = ["room"]
ONE, TWO = "https://one.example/tsr", "https://two.example/tsr"
MANIFEST = Subject(StampSubject.BAG, "ab" * 32)


def test_an_editor_asks_every_authority_and_the_ledger_tells_it_once(room: Room) -> None:
    numbers = room.ask(ONE, TWO)
    assert [room.row(number).authority for number in numbers] == [ONE, TWO]
    row = room.row(numbers[0])
    assert (row.status, row.subject_kind) == (StampStatus.PENDING, StampSubject.CAPTURE)
    assert (row.subject_sha256, row.evidence_id) == (room.record, room.piece)
    assert row.asked_by_id == room.desk.editor.user_id
    assert room.acts("ask_stamp") == [{"subject_sha256": room.record, "authorities": [ONE, TWO]}]


def test_who_is_no_editor_asks_for_none(room: Room) -> None:
    for actor in (room.desk.ana, room.desk.reader, room.desk.legal, room.desk.admin):
        with pytest.raises(Forbidden):
            room.ask(ONE, actor=actor)


def test_nobody_is_asked_twice_for_the_same_bytes(room: Room) -> None:
    room.ask(ONE)
    with pytest.raises(Conflict, match="asked already"):
        room.ask(ONE)
    assert len(room.ask(ONE, TWO)) == 1
    assert len(room.acts("ask_stamp")) == 2


def test_what_failed_is_tried_again_and_nothing_else(room: Room) -> None:
    failed, waits = room.ask(ONE, TWO)
    with room.sessions.write.begin() as session:
        row = session.get_one(TimeStamp, failed)
        row.status, row.failure, row.attempts = StampStatus.FAILED, "It was refused.", 9
    assert room.ask(ONE, TWO) == [failed]
    row = room.row(failed)
    assert (row.status, row.failure, row.attempts) == (StampStatus.PENDING, "", 0)
    assert room.row(waits).attempts == 0


def test_what_failed_of_a_later_look_is_tried_again_as_well(room: Room) -> None:
    later = room.captured(b"A later look.", CapturePurpose.WATCH)
    with room.sessions.write.begin() as session:
        (row,) = ask_for_record(
            session, evidence=session.get_one(Evidence, room.piece), sha256=later,
            authorities=[ONE],
        )  # fmt: skip
        row.status, row.failure = StampStatus.FAILED, "It was refused."
        number = row.id
    assert len(room.ask(ONE)) == 2
    assert room.row(number).status is StampStatus.PENDING


def test_the_desk_asks_by_itself_for_a_record_that_was_just_kept(room: Room) -> None:
    with room.sessions.write.begin() as session:
        piece = session.get_one(Evidence, room.piece)
        (row,) = ask_for_record(session, evidence=piece, sha256=room.record, authorities=[ONE])
        assert row.asked_by_id is None
        assert ask_for_record(session, evidence=piece, sha256=room.record, authorities=[]) == []
    assert len(room.acts("ask_stamp")) == 1


def test_a_piece_that_is_no_captured_page_has_nothing_to_stamp(session: Session) -> None:
    desk = furnish(session)
    note = desk.attached(desk.plain)
    with pytest.raises(Conflict, match="no captured page"):
        stamps.ask_for_piece(
            session, evidence_id=note.evidence_id, actor=desk.editor, authorities=[ONE]
        )


def test_a_piece_of_another_desk_is_not_found(room: Room) -> None:
    with room.sessions.write.begin() as session:
        other = furnish(session, slug="quay").editor
    with pytest.raises(NotFound):
        room.ask(ONE, actor=other)


def test_where_nobody_is_named_or_nothing_installed_it_is_said(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Conflict, match="name no authority"):
        room.ask()
    monkeypatch.setattr(stamps, "is_there", lambda: False)
    with pytest.raises(Conflict, match="extra `archive`"):
        room.ask(ONE)


def test_bytes_that_are_no_capture_are_stamped_in_the_same_way(session: Session) -> None:
    desk = furnish(session)
    (row,) = ask(session, actor=desk.editor, subject=MANIFEST, authorities=[ONE])
    assert (row.subject_kind, row.evidence_id) == (StampSubject.BAG, None)
    assert desk.acts("ask_stamp")[0].subject == f"bag {MANIFEST.sha256}"
    assert ask(session, actor=system(desk.id), subject=MANIFEST, authorities=[ONE]) == []
