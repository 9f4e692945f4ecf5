"""Quoted words are looked for as soon as there is something to look in, and once."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import Sessions, now
from review.domain.vocabulary import (
    CapturePurpose,
    CaptureStatus,
    CaptureStep,
    DerivativeKind,
    EvidenceKind,
    ExcerptStatus,
    TextStatus,
)
from review.models import Capture, ClaimEvidence, Derivative, Evidence
from review.services import captures, evidence, excerpts
from review.services.evidence import Bearing, Piece
from review.text.canonical import digest
from review.text.excerpts import Found, check
from tests.desk import again, furnish, link, note

WORDS = "The clerk’s register of Vantoria names nine people. It was closed on 3 May 2026."
FILE = Piece(
    EvidenceKind.FILE, file_name="list.txt", media_type="text/plain", size=9, sha256="a" * 64
)


class Room:
    """A committed desk, and the worker's own way into the database."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        with sessions.write.begin() as session:
            self.desk = furnish(session)

    def attach(self, piece: Piece, excerpt: str) -> int:
        with self.sessions.write.begin() as session:
            return evidence.attach(
                session,
                claim_id=self.desk.plain.id,
                actor=self.desk.ana,
                piece=piece,
                bearing=Bearing(excerpt=excerpt),
            ).row.evidence_id

    def detach(self, evidence_id: int) -> None:
        with self.sessions.write.begin() as session:
            evidence.detach(
                session,
                claim_id=self.desk.plain.id,
                evidence_id=evidence_id,
                actor=self.desk.ana,
                reason="Another page is meant.",
            )

    def captured(self, text: str, **given: Any) -> int:
        """What the worker does with the one capture that waits; the number of that capture."""
        with self.sessions.write.begin() as session:
            row = session.scalars(
                sa.select(Capture).where(Capture.step == CaptureStep.WAITING)
            ).one()
            row.status, row.step, row.sha256 = CaptureStatus.CAPTURED, CaptureStep.DONE, "b" * 64
            row.text, row.text_sha256 = text, digest(text)
            for name, value in given.items():
                setattr(row, name, value)
            return row.id

    def row(self) -> ClaimEvidence:
        with self.sessions.read() as session:
            return session.scalars(sa.select(ClaimEvidence)).one()

    def acts(self) -> list[dict[str, Any]]:
        with self.sessions.read() as session:
            return [dict(line.payload) for line in again(self.desk, session).acts(excerpts.FIND)]

    def look(self, evidence_id: int) -> int:
        return excerpts.look(self.sessions, evidence_id=evidence_id)


@pytest.fixture
def room(sessions: Sessions) -> Room:
    return Room(sessions)


def test_words_of_a_note_are_found_and_kept_by_place_and_by_what_stands_around(room: Room) -> None:
    evidence_id = room.attach(note(WORDS), "names nine people")
    assert room.row().excerpt_status is None
    assert excerpts.waiting(room.sessions) == [evidence_id]
    assert room.look(evidence_id) == 1
    row = room.row()
    assert row.excerpt_status is ExcerptStatus.FOUND
    assert WORDS[row.excerpt_start : row.excerpt_end] == row.excerpt_exact == "names nine people"
    assert WORDS.startswith(row.excerpt_prefix + row.excerpt_exact + row.excerpt_suffix, 1)
    assert row.text_sha256 == digest(WORDS)
    assert row.excerpt_checked_at is not None
    assert excerpts.waiting(room.sessions) == []
    assert room.look(evidence_id) == 0


def test_the_desk_itself_says_in_the_history_of_the_claim_what_it_found(room: Room) -> None:
    evidence_id = room.attach(note(WORDS), "The clerk's registers")
    room.look(evidence_id)
    assert room.acts() == [
        {
            "evidence": evidence_id,
            "number": 1,
            "status": "differs",
            "text_sha256": digest(WORDS),
            "start": 0,
            "end": len("The clerk’s register"),
        }
    ]
    with room.sessions.read() as session:
        (line,) = again(room.desk, session).acts(excerpts.FIND)
        assert line.claim_id == room.desk.plain.id
        assert line.actor_id is None


def test_words_that_stand_nowhere_have_no_place(room: Room) -> None:
    room.look(room.attach(note(WORDS), "Nobody was ever held there, the ministry says."))
    row = room.row()
    assert (row.excerpt_status, row.excerpt_start) == (ExcerptStatus.NOT_FOUND, None)
    assert row.text_sha256 == digest(WORDS)


def test_a_piece_without_an_excerpt_is_left_alone(room: Room) -> None:
    evidence_id = room.attach(note(WORDS), " ")
    assert excerpts.waiting(room.sessions) == []
    assert room.look(evidence_id) == 0


def test_a_page_is_looked_into_once_its_words_are_there(room: Room) -> None:
    evidence_id = room.attach(link(), "closed on 3 May")
    assert excerpts.waiting(room.sessions) == []
    assert room.look(evidence_id) == 0
    capture_id = room.captured(WORDS, step=CaptureStep.PICTURING)
    assert excerpts.waiting(room.sessions) == [evidence_id]
    assert excerpts.look_in_captured(room.sessions, capture_id=capture_id) == 1
    assert room.row().excerpt_status is ExcerptStatus.FOUND
    assert excerpts.look_in_captured(room.sessions, capture_id=capture_id + 9) == 0


def test_a_page_that_never_came_is_no_text_until_it_is_asked_for_again(room: Room) -> None:
    evidence_id = room.attach(link(), "closed on 3 May")
    room.captured("", status=CaptureStatus.FAILED, sha256=None, failure="It was away.")
    assert room.look(evidence_id) == 1
    assert room.row().excerpt_status is ExcerptStatus.NO_TEXT
    with room.sessions.write.begin() as session:
        captures.retry(session, evidence_id=evidence_id, actor=room.desk.ana)
    assert room.row().excerpt_status is None
    assert room.look(evidence_id) == 0
    room.captured(WORDS)
    assert room.look(evidence_id) == 1
    assert room.row().excerpt_status is ExcerptStatus.FOUND


def test_a_later_look_at_a_page_is_not_what_was_quoted(room: Room) -> None:
    evidence_id = room.attach(link(), "closed on 3 May")
    room.captured("Nothing of the kind.")
    with room.sessions.write.begin() as session:
        session.get_one(Evidence, evidence_id).sha256 = "b" * 64
    with room.sessions.write.begin() as session:
        captures.retry(session, evidence_id=evidence_id, actor=room.desk.ana)
    assert room.row().excerpt_status is None
    room.captured(WORDS, purpose=CapturePurpose.AGAIN)
    assert room.look(evidence_id) == 1
    assert room.row().excerpt_status is ExcerptStatus.NOT_FOUND


def _read(session: Session, evidence_id: int, text: str) -> None:
    session.get_one(Evidence, evidence_id).text_status = TextStatus.READ
    made = Derivative(
        evidence_id=evidence_id, kind=DerivativeKind.TEXT, text=text, sha256=digest(text),
        made_at=now(),
    )  # fmt: skip
    session.add(made)


def test_a_file_is_looked_into_once_its_words_are_read(room: Room) -> None:
    evidence_id = room.attach(FILE, "nine people […] 3 May")
    assert excerpts.waiting(room.sessions) == []
    with room.sessions.write.begin() as session:
        _read(session, evidence_id, WORDS)
    assert room.look(evidence_id) == 1
    assert room.row().excerpt_exact == "nine people. It was closed on 3 May"


def test_a_file_that_could_not_be_read_has_no_text(room: Room) -> None:
    evidence_id = room.attach(FILE, "nine people")
    with room.sessions.write.begin() as session:
        session.get_one(Evidence, evidence_id).text_status = TextStatus.FAILED
    assert room.look(evidence_id) == 1
    row = room.row()
    assert (row.excerpt_status, row.text_sha256) == (ExcerptStatus.NO_TEXT, None)


def test_a_piece_taken_off_is_not_looked_into_and_anew_when_it_is_back(room: Room) -> None:
    evidence_id = room.attach(note(WORDS), "nine people")
    room.look(evidence_id)
    room.detach(evidence_id)
    assert room.attach(note(WORDS), "ten people") == evidence_id
    row = room.row()
    assert (row.excerpt_status, row.excerpt_start, row.excerpt_exact) == (None, None, "")
    room.detach(evidence_id)
    assert excerpts.waiting(room.sessions) == []


def test_of_two_workers_the_first_that_is_done_counts(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence_id = room.attach(note(WORDS), "nine people")

    def another_is_quicker(text: str, quote: str) -> Found:
        monkeypatch.setattr("review.services.excerpts.check", check)
        assert room.look(evidence_id) == 1
        return check(text, quote)

    monkeypatch.setattr("review.services.excerpts.check", another_is_quicker)
    assert room.look(evidence_id) == 1
    assert len(room.acts()) == 1


def test_what_was_found_is_found_on_both_databases(either: Sessions) -> None:
    room = Room(either)
    evidence_id = room.attach(note(WORDS), "nine people")
    assert excerpts.waiting(either) == [evidence_id]
    room.look(evidence_id)
    assert room.row().excerpt_status is ExcerptStatus.FOUND
