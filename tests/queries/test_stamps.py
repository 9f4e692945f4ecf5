"""The stamps of a piece are read in one query, and the pieces without one are found."""

from __future__ import annotations

import sqlalchemy as sa

from review.domain.vocabulary import CapturePurpose, StampStatus
from review.models import Capture, Evidence, TimeStamp
from review.queries.stamps import kept_stamps, stamped_records, unstamped
from review.services.stamps import ask_for_record
from tests.queries.counted import counted
from tests.services.stamp_room import Room, room

__all__ = ["room"]
ONE, TWO = "https://one.example/tsr", "https://two.example/tsr"


def stamped(room: Room, *records: str, authorities: tuple[str, ...] = (ONE,)) -> None:
    with room.sessions.write.begin() as session:
        piece = session.get_one(Evidence, room.piece)
        for record in records:
            ask_for_record(session, evidence=piece, sha256=record, authorities=authorities)


def shown(room: Room) -> list[tuple[str, list[str]]]:
    """The records by name, each with who was asked to stamp it."""
    with room.sessions.read() as session:
        captures = sa.select(Capture).filter_by(evidence_id=room.piece).order_by(Capture.id.desc())
        found = session.scalars(captures).all()
        session.expunge_all()
        records, statements = counted(session, lambda: stamped_records(session, found, {}))
        assert statements == 1
        return [(one.record, [line.row.authority for line in one.stamps]) for one in records]


def test_the_evidence_shows_its_record_and_later_looks_only_when_stamped(room: Room) -> None:
    later = room.captured(b"A later look.", CapturePurpose.AGAIN)
    first = f"evidence-{room.piece}-capture-2.warc.gz"
    assert shown(room) == [(first, [])]
    stamped(room, room.record, later, authorities=(ONE, TWO))
    third = f"evidence-{room.piece}-capture-3.warc.gz"
    assert shown(room) == [(third, [ONE, TWO]), (first, [ONE, TWO])]


def test_pieces_without_a_stamp_are_found_by_desk_and_authority(room: Room) -> None:
    def open_for(*authorities: str) -> list[int]:
        with room.sessions.read() as session:
            return unstamped(session, desk_id=room.desk.id, authorities=authorities)

    assert open_for(ONE) == [room.piece]
    stamped(room, room.record)
    assert open_for(ONE) == []
    assert open_for(ONE, TWO) == [room.piece]
    with room.sessions.write.begin() as session:
        row = session.get_one(TimeStamp, 1)
        row.status, row.failure = StampStatus.FAILED, "It was refused."
    assert open_for(ONE) == [room.piece]
    with room.sessions.read() as session:
        assert unstamped(session, desk_id=99, authorities=(ONE,)) == []
        assert kept_stamps(session, desk_ids=[room.desk.id]) == []
