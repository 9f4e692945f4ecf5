"""A stamp is sent for in the background, kept as it came, and verified; trouble never spreads."""

from __future__ import annotations

import socket
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import pytest
import time_machine

from review.db import now
from review.domain.vocabulary import BlobCondition, CapturePurpose, StampStatus
from review.models import Blob, Evidence
from review.services import stamping
from review.services.stamp_rows import CUT_OFF_AFTER, MOST_ATTEMPTS, WAITS
from review.services.stamping import Resting, waiting
from review.services.stamps import ask_for_record
from review.services.sweeping import sweep
from review.stores.folder import FolderStore
from review.stores.store import Announce, Stored, StoreError, unannounced
from tests.capture.servers import Line, Serve, serve
from tests.services.capture_room import Died
from tests.services.stamp_room import RECORD, Room, room
from tests.stamps.clock import OPENSSL, REJECTED, Clock, Towers, clock, own_clock, towers
from tests.suggest.model import heard, says

__all__ = ["clock", "room", "serve", "towers"]


def nobody() -> str:
    """An address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        return f"http://127.0.0.1:{closed.getsockname()[1]}/tsr"


def test_a_stamp_that_holds_is_kept_with_its_chain(
    room: Room, clock: Clock, towers: Towers
) -> None:
    room.trust(clock)
    (number,) = room.ask(towers(clock).url)
    assert waiting(room.sessions) == [number]
    before = datetime.now(UTC).replace(microsecond=0)
    row = room.run(number)
    assert (row.status, row.failure, row.due_at) == (StampStatus.VERIFIED, "", None)
    assert row.gen_time is not None
    assert row.verified_at is not None
    assert before <= row.gen_time <= row.verified_at
    assert bytes.fromhex(room.record) in room.read(row.token_sha256)
    assert room.read(row.chain_sha256) == clock.held.pem + clock.root.pem
    (told,) = room.acts("stamp")
    assert (told["status"], told["serial"]) == ("verified", row.serial)
    assert told["token_sha256"] == row.token_sha256
    assert waiting(room.sessions) == []


def test_what_is_kept_satisfies_openssl(
    room: Room, clock: Clock, towers: Towers, tmp_path: Path
) -> None:
    room.trust(clock)
    (number,) = room.ask(towers(clock).url)
    row = room.run(number)
    assert row.status is StampStatus.VERIFIED
    if OPENSSL is None:
        return
    for name, content in (
        ("stamp.tsr", room.read(row.token_sha256)),
        ("chain.pem", room.read(row.chain_sha256)),
        ("record.warc.gz", RECORD),
    ):
        (tmp_path / name).write_bytes(content)
    told = subprocess.run(
        [OPENSSL, "ts", "-verify", "-data", "record.warc.gz", "-in", "stamp.tsr",
         "-CAfile", str(room.roots), "-untrusted", "chain.pem"],
        cwd=tmp_path, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert (told.returncode, told.stdout.strip()) == (0, "Verification: OK")


def test_a_kept_stamp_is_never_swept(room: Room, towers: Towers) -> None:
    clock = own_clock()
    room.trust(clock)
    (number,) = room.ask(towers(clock).url)
    row = room.run(number)
    with time_machine.travel(now() + timedelta(days=2)):
        sweep(room.sessions, room.store, look_everywhere=True)
    assert room.read(row.token_sha256)
    with room.sessions.read() as session:
        blob = session.get_one(Blob, row.token_sha256)
        assert blob.condition is BlobCondition.SOUND


def test_while_the_authority_is_dead_the_stamp_waits_longer_each_time(room: Room) -> None:
    (number,) = room.ask(nobody())
    at = now()
    with time_machine.travel(at, tick=False) as clock:
        for wait in WAITS:
            row = room.run(number)
            assert row.status is StampStatus.PENDING
            assert row.failure == "The authority could not be reached."
            assert row.due_at == now() + wait
            assert waiting(room.sessions) == []
            assert room.run(number).attempts == row.attempts
            clock.shift(wait)
            assert waiting(room.sessions) == [number]
        row = room.run(number)
    assert (row.status, row.attempts) == (StampStatus.FAILED, MOST_ATTEMPTS)
    assert row.failure == "The authority could not be reached. It was tried 9 times."
    assert [act["status"] for act in room.acts("stamp")] == ["failed"]
    assert room.ask(row.authority) == [number]


def test_of_two_authorities_one_may_be_dead(room: Room, towers: Towers) -> None:
    clock = own_clock()
    room.trust(clock)
    numbers = room.ask(nobody(), towers(clock).url)
    assert [room.run(number).status for number in numbers] == [
        StampStatus.PENDING, StampStatus.VERIFIED,
    ]  # fmt: skip


def test_many_stamps_of_a_dead_authority_cost_a_worker_one_wait_a_minute(
    room: Room, serve: Serve, towers: Towers
) -> None:
    clock = own_clock()
    room.trust(clock)
    busy, well = serve(says(b"", "503 Busy")), towers(clock)
    first, other = room.ask(busy.url, well.url)
    later = room.captured(b"A later look.", CapturePurpose.AGAIN)
    with room.sessions.write.begin() as session:
        piece = session.get_one(Evidence, room.piece)
        (row,) = ask_for_record(session, evidence=piece, sha256=later, authorities=[busy.url])
        second = row.id
    resting = Resting()
    for number in (first, second, other):
        room.run(number, busy.url, well.url, resting=resting)
    assert len(busy.requests) == 1
    assert room.row(second).attempts == 0
    assert waiting(room.sessions) == []
    assert room.row(other).status is StampStatus.VERIFIED
    with time_machine.travel(now() + WAITS[0] + timedelta(seconds=1)):
        assert resting() == frozenset()
        room.run(second, busy.url, resting=resting)
    assert len(busy.requests) == 2
    assert room.row(second).attempts == 1


def floods(line: Line) -> None:
    heard(line).say(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        line.say(b"\x30" * (1 << 18))


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (floods, "too long"),
        (says(b"<html>Sign in</html>"), "no time stamp"),
        (says(b"", "503 Busy"), "answered 503"),
        (lambda line: heard(line).say(b"\x00\xff"), "no answer"),
    ],
)
def test_an_answer_that_cannot_be_used_is_asked_for_again(
    room: Room, serve: Serve, answer: object, told: str
) -> None:
    (number,) = room.ask(serve(answer).url)  # type: ignore[arg-type]
    row = room.run(number)
    assert row.status is StampStatus.PENDING
    assert told in row.failure
    assert row.token_sha256 is None


def test_a_slow_answer_is_cut_by_the_clock(
    room: Room, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamping, "ask", lambda url, sent: asks(url, sent, seconds=0.3))
    (number,) = room.ask(serve(lambda line: heard(line).hold()).url)
    assert "in time" in room.run(number).failure


asks = stamping.ask


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"nonce": b"\x02\x01\x07"}, "to another question"),
        ({"status": REJECTED, "words": "no such policy"}, "no such policy"),
    ],
)
def test_an_answer_that_does_not_hold_is_a_failure_at_once(
    room: Room, towers: Towers, changed: dict[str, object], told: str
) -> None:
    clock = own_clock(**changed)
    room.trust(clock)
    (number,) = room.ask(towers(clock).url)
    row = room.run(number)
    assert row.status is StampStatus.FAILED
    assert told in row.failure
    assert row.token_sha256 is None


def test_a_stamp_by_nobody_we_trust_is_kept_and_holds_once_we_do(
    room: Room, towers: Towers
) -> None:
    clock = own_clock()
    server = towers(clock)
    (number,) = room.ask(server.url)
    early = room.run(number)
    assert early.status is StampStatus.FAILED
    assert "name nobody" in early.failure
    assert early.token_sha256 is not None
    room.trust(own_clock())
    assert room.ask(server.url) == [number]
    assert "whom the settings trust" in room.run(number).failure
    assert len(server.requests) == 2
    second = room.row(number)
    room.trust(clock)
    room.ask(server.url)
    row = room.run(number)
    assert len(server.requests) == 2
    assert (row.status, row.gen_time) == (StampStatus.VERIFIED, second.gen_time)
    assert row.token_sha256 == second.token_sha256


def test_a_kept_stamp_that_is_gone_is_asked_for_anew(room: Room, towers: Towers) -> None:
    clock = own_clock()
    server = towers(clock)
    (number,) = room.ask(server.url)
    row = room.run(number)
    room.store.remove(row.token_sha256 or "")
    room.trust(clock)
    room.ask(server.url)
    assert room.run(number).status is StampStatus.VERIFIED
    assert len(server.requests) == 2


def test_a_file_of_roots_that_holds_none_is_named(room: Room, towers: Towers) -> None:
    room.roots.write_text("nothing")
    (number,) = room.ask(towers(own_clock()).url)
    assert "PROOFDESK_STAMP_ROOTS" in room.run(number).failure


def test_an_authority_that_the_settings_name_no_more_is_not_asked(
    room: Room, towers: Towers
) -> None:
    server = towers(own_clock())
    (number,) = room.ask(server.url)
    row = room.run(number, "https://other.example")
    assert row.status is StampStatus.FAILED
    assert "no more" in row.failure
    assert server.requests == []


def test_without_the_extra_the_stamp_fails_and_says_so(
    room: Room, towers: Towers, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = towers(own_clock())
    (number,) = room.ask(server.url)
    monkeypatch.setattr(stamping, "is_there", lambda: False)
    assert "extra `archive`" in room.run(number).failure
    assert server.requests == []


class Killed(FolderStore):
    """A worker that dies as soon as the stamp is in the store, before its row says so."""

    def put(self, source: bytes | BinaryIO, announce: Announce = unannounced) -> Stored:
        super().put(source, announce)
        raise Died


class Away(FolderStore):
    def put(self, source: bytes | BinaryIO, announce: Announce = unannounced) -> Stored:
        raise StoreError


def test_after_a_kill_between_answer_and_row_it_is_asked_again_and_nothing_is_twice(
    room: Room, towers: Towers, tmp_path: Path
) -> None:
    clock = own_clock()
    room.trust(clock)
    server = towers(clock)
    (number,) = room.ask(server.url)
    with pytest.raises(Died):
        room.run(number, store=Killed(tmp_path / "evidence"))
    row = room.row(number)
    assert (row.status, row.token_sha256) == (StampStatus.PENDING, None)
    # Another worker may still be at it, so nobody asks before that is out of the question.
    assert room.run(number).status is StampStatus.PENDING
    assert waiting(room.sessions) == []
    with time_machine.travel(now() + CUT_OFF_AFTER + timedelta(seconds=1)):
        assert waiting(room.sessions) == [number]
        row = room.run(number)
    assert row.status is StampStatus.VERIFIED
    assert len(server.requests) == 2
    assert len(room.acts("stamp")) == 1
    with time_machine.travel(now() + timedelta(hours=2)):
        assert sweep(room.sessions, room.store).strays == 1
    assert room.read(row.token_sha256)


def test_a_stamp_that_the_store_does_not_take_is_asked_for_again(
    room: Room, towers: Towers, tmp_path: Path
) -> None:
    clock = own_clock()
    room.trust(clock)
    (number,) = room.ask(towers(clock).url)
    row = room.run(number, store=Away(tmp_path / "evidence"))
    assert row.status is StampStatus.PENDING
    assert "did not take" in row.failure
