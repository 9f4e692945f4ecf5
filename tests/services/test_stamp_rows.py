"""Each step of a stamp's row is one short unit of work, and what is done stays done."""

from __future__ import annotations

from datetime import timedelta

import time_machine

from review.db import now
from review.domain.vocabulary import StampStatus
from review.models import TimeStamp
from review.services import stamp_rows as rows
from review.services.blobs import keep
from review.services.stamp_rows import CUT_OFF_AFTER, MOST_ATTEMPTS, Kept
from tests.services.stamp_room import Room, room

__all__ = ["room"]
ONE = "https://one.example/tsr"


def test_one_worker_is_at_a_stamp_at_a_time(room: Room) -> None:
    (number,) = room.ask(ONE)
    assert rows.begin(room.sessions, number) == rows.Begun(ONE, room.record, None)
    assert rows.begin(room.sessions, number) is None
    with time_machine.travel(now() + CUT_OFF_AFTER + timedelta(seconds=1)):
        assert rows.begin(room.sessions, number) is not None
    assert rows.begin(room.sessions, 99) is None


def test_one_that_was_cut_off_again_and_again_is_given_up(room: Room) -> None:
    (number,) = room.ask(ONE)
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(MOST_ATTEMPTS):
            assert rows.begin(room.sessions, number) is not None
            clock.shift(CUT_OFF_AFTER)
        assert rows.begin(room.sessions, number) is None
    row = room.row(number)
    assert row.status is StampStatus.FAILED
    assert "never came to its end" in row.failure


def kept(room: Room, data: bytes) -> Kept:
    return Kept(
        keep(room.sessions, room.store, data).sha256,
        keep(room.sessions, room.store, b"chain").sha256,
        now(),
        "07",
    )


def test_what_is_verified_is_not_changed_by_a_worker_that_comes_late(room: Room) -> None:
    (number,) = room.ask(ONE)
    rows.kept(room.sessions, number, kept(room, b"first"), "")
    stands = room.row(number).token_sha256
    rows.kept(room.sessions, number, kept(room, b"second"), "Nobody is trusted.")
    rows.failed(room.sessions, number, "It was refused.")
    rows.put_off(room.sessions, number, "Nobody answered.")
    row = room.row(number)
    assert (row.status, row.token_sha256, row.failure) == (StampStatus.VERIFIED, stands, "")
    assert len(room.acts("stamp")) == 1


def test_the_ledger_tells_of_a_stamp_of_what_is_no_piece(room: Room) -> None:
    (number,) = room.ask(ONE)
    with room.sessions.write.begin() as session:
        session.get_one(TimeStamp, number).evidence_id = None
    rows.failed(room.sessions, number, "It was refused.")
    with room.sessions.read() as session:
        assert rows.in_ledger(session.get_one(TimeStamp, number)) == f"capture {room.record}"
