"""Kept bytes are read again: what is damaged opens what rests on it, and is found right again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from review.db import Sessions, now
from review.domain.custody import CustodyAct
from review.domain.vocabulary import (
    BlobCondition,
    CapturePurpose,
    CaptureStatus,
    CaptureStep,
    ClaimState,
    DerivativeKind,
    EvidenceKind,
    NoticeKind,
)
from review.models import Blob, Capture, Claim, Derivative, Evidence, Notice
from review.services import blobs, evidence, rehash
from review.services.evidence import Piece
from review.services.rehash import AGAIN_AFTER, BAD_AGAIN_AFTER, Bounds, Tally
from review.stores.folder import FolderStore
from review.stores.store import StoreError
from tests.desk import again, furnish, link
from tests.services.capture_room import Died, dies

MONTH = AGAIN_AFTER + timedelta(minutes=1)
ALL = Bounds(everything=True)


class Cellar:
    """A desk, its store, and whoever gets at the disk behind the desk's back."""

    def __init__(self, sessions: Sessions, folder: Path) -> None:
        self.sessions, self.store = sessions, FolderStore(folder)
        with sessions.write.begin() as session:
            self.desk = furnish(session)

    def file(self, words: bytes, *, slug: str = "") -> str:
        """Attach a file to the plain claim, of another desk where one is named; its digest."""
        kept = blobs.keep(self.sessions, self.store, words)
        piece = Piece(EvidenceKind.FILE, file_name="fares.bin", media_type="application/zip",
                      size=kept.size, sha256=kept.sha256, sha512=kept.sha512)  # fmt: skip
        with self.sessions.write.begin() as session:
            desk = furnish(session, slug=slug) if slug else again(self.desk, session)
            evidence.attach(session, claim_id=desk.plain.id, actor=desk.ana, piece=piece)
        return kept.sha256

    def signed(self) -> None:
        with self.sessions.write.begin() as session:
            desk = again(self.desk, session)
            desk.signed(desk.plain)

    def spoil(self, sha256: str) -> None:
        path = self.store.path(sha256)
        path.chmod(0o600)
        path.write_bytes(b"spoilt")

    def restore(self, sha256: str, words: bytes) -> None:
        self.store.path(sha256).write_bytes(words)

    def lose(self, sha256: str) -> None:
        self.store.path(sha256).unlink()

    def run(self, bounds: Bounds = ALL) -> Tally:
        return rehash.run(self.sessions, self.store, bounds)

    def blob(self, sha256: str) -> Blob:
        with self.sessions.read() as session:
            return session.get_one(Blob, sha256)

    def claim(self) -> Claim:
        with self.sessions.read() as session:
            return session.get_one(Claim, self.desk.plain.id)

    def acts(self, action: str = CustodyAct.REHASH) -> list[dict[str, Any]]:
        with self.sessions.read() as session:
            return [line.payload for line in again(self.desk, session).acts(action)]

    def told(self) -> set[NoticeKind]:
        with self.sessions.read() as session:
            return set(session.scalars(sa.select(Notice.kind)))


@pytest.fixture
def cellar(sessions: Sessions, tmp_path: Path) -> Cellar:
    return Cellar(sessions, tmp_path / "evidence")


def test_sound_bytes_are_noted_with_the_time_and_a_line_of_the_ledger(cellar: Cellar) -> None:
    sha256 = cellar.file(b"Forty pages")
    with time_machine.travel(now() + MONTH, tick=False):
        assert cellar.run(Bounds()) == Tally(read=1)
        assert cellar.blob(sha256).hashed_at == now()
    assert cellar.blob(sha256).condition is BlobCondition.SOUND
    (act,) = cellar.acts()
    assert act["pieces"] == [{"evidence": 1, "sha256": sha256, "condition": "sound"}]
    assert cellar.told() == set()


def test_damaged_bytes_open_what_rests_on_them_and_are_told(cellar: Cellar) -> None:
    sha256 = cellar.file(b"Forty pages")
    cellar.signed()
    cellar.spoil(sha256)
    assert cellar.run() == Tally(read=1, damaged=1)
    assert cellar.blob(sha256).condition is BlobCondition.DAMAGED
    assert (cellar.claim().state, cellar.claim().round) == (ClaimState.QUEUED, 2)
    assert {NoticeKind.BYTES_DAMAGED, NoticeKind.CLAIM_REOPENED} == cellar.told()
    assert cellar.acts("void")[0]["cause"] == "damaged"
    assert cellar.acts()[0]["pieces"][0]["condition"] == "damaged"


def test_missing_bytes_are_as_bad_as_damaged_ones(cellar: Cellar) -> None:
    sha256 = cellar.file(b"Forty pages")
    cellar.signed()
    cellar.lose(sha256)
    assert cellar.run() == Tally(read=1, missing=1)
    assert cellar.blob(sha256).condition is BlobCondition.MISSING
    assert cellar.claim().state is ClaimState.QUEUED


def test_damage_is_told_once_and_what_is_signed_in_its_knowledge_stays_signed(
    cellar: Cellar,
) -> None:
    sha256 = cellar.file(b"Forty pages")
    cellar.spoil(sha256)
    cellar.run()
    cellar.lose(sha256)
    assert cellar.run() == Tally(read=1, missing=1)
    with cellar.sessions.read() as session:
        kinds = session.scalars(sa.select(Notice.kind)).all()
    assert kinds.count(NoticeKind.BYTES_DAMAGED) == 2, "one for each of the two editors"


def test_restored_bytes_are_found_right_and_nothing_is_signed_by_that(cellar: Cellar) -> None:
    sha256 = cellar.file(b"Forty pages")
    cellar.signed()
    cellar.spoil(sha256)
    cellar.run()
    cellar.restore(sha256, b"Forty pages")
    assert cellar.run(Bounds()) == Tally()
    with time_machine.travel(now() + BAD_AGAIN_AFTER + timedelta(minutes=1)):
        assert cellar.run(Bounds()) == Tally(read=1, restored=1)
    assert cellar.blob(sha256).condition is BlobCondition.SOUND
    assert cellar.claim().state is ClaimState.QUEUED
    assert [act["pieces"][0]["condition"] for act in cellar.acts()] == ["damaged", "sound"]


def test_one_file_on_two_desks_is_read_once_and_both_are_told(cellar: Cellar) -> None:
    sha256 = cellar.file(b"Forty pages")
    cellar.file(b"Forty pages", slug="quay")
    cellar.spoil(sha256)
    assert cellar.run() == Tally(read=1, damaged=1)
    with cellar.sessions.read() as session:
        assert set(session.scalars(sa.select(Notice.desk_id))) == {1, 2}
    assert len(cellar.acts()) == 1


def test_what_was_read_longest_ago_comes_first_within_the_bounds(cellar: Cellar) -> None:
    digests = [cellar.file(bytes([65 + number]) * 100) for number in range(4)]
    for day, sha256 in enumerate(reversed(digests)):
        with cellar.sessions.write.begin() as session:
            session.get_one(Blob, sha256).hashed_at = now() - MONTH + timedelta(seconds=day)
    assert cellar.run(Bounds(pieces=1)) == Tally(read=1)
    times = [cellar.blob(sha256).hashed_at or now() for sha256 in digests]
    assert times.index(max(times)) == 3
    assert cellar.run(Bounds(size=150)) == Tally(read=2)
    assert cellar.run(Bounds(size=None)) == Tally(read=1)
    assert cellar.run(Bounds()) == Tally()


def test_more_than_a_slice_is_read_in_one_run(
    cellar: Cellar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehash, "_SLICE", 2)
    for number in range(5):
        cellar.file(b"page %d" % number)
    assert cellar.run() == Tally(read=5)
    assert [len(act["pieces"]) for act in cellar.acts()] == [2, 2, 1]


def test_bytes_that_nothing_rests_on_are_left_to_the_sweep(cellar: Cellar) -> None:
    blobs.keep(cellar.sessions, cellar.store, b"Of nobody's concern.")
    assert cellar.run() == Tally()


def test_what_only_shows_more_of_a_piece_is_told_and_opens_nothing(cellar: Cellar) -> None:
    page = blobs.keep(cellar.sessions, cellar.store, b"A later look.").sha256
    copy = blobs.keep(cellar.sessions, cellar.store, b"A working copy.").sha256
    cellar.file(b"Forty pages")
    cellar.signed()
    with cellar.sessions.write.begin() as session:
        for sha256 in (page, copy):
            blobs.settle(session, sha256)
        session.add(
            Capture(
                evidence_id=1, url="https://gazette.example/", sha256=page, requested_at=now(),
                status=CaptureStatus.CAPTURED, step=CaptureStep.DONE, purpose=CapturePurpose.WATCH,
            )
        )  # fmt: skip
        session.add(
            Derivative(evidence_id=1, kind=DerivativeKind.WORKING_COPY, sha256=copy, made_at=now())
        )
    for sha256 in (page, copy):
        cellar.spoil(sha256)
    assert cellar.run() == Tally(read=3, damaged=2)
    assert cellar.claim().state is ClaimState.SIGNED_OFF
    assert cellar.told() == {NoticeKind.BYTES_DAMAGED}


def test_a_damaged_record_of_the_first_capture_is_a_damaged_piece(cellar: Cellar) -> None:
    record = blobs.keep(cellar.sessions, cellar.store, b"The whole exchange.").sha256
    with cellar.sessions.write.begin() as session:
        desk = again(cellar.desk, session)
        made = evidence.attach(session, claim_id=desk.plain.id, actor=desk.ana, piece=link())
        blobs.settle(session, record)
        row = session.get_one(Capture, made.capture_id)
        row.status, row.step, row.sha256 = CaptureStatus.CAPTURED, CaptureStep.DONE, record
        row.warc_sha256 = record
        session.get_one(Evidence, row.evidence_id).sha256 = record
    cellar.signed()
    cellar.spoil(record)
    cellar.run()
    assert cellar.claim().state is ClaimState.QUEUED


class Away(FolderStore):
    """A store whose bytes give trouble; `is_away` when it is out of reach as a whole."""

    is_away = True

    def verify(self, sha256: str) -> Any:
        raise StoreError("no answer")

    def writable(self) -> bool:
        return not self.is_away


@pytest.mark.parametrize("is_away", [True, False])
def test_bytes_out_of_reach_are_not_called_damaged(cellar: Cellar, *, is_away: bool) -> None:
    for words in (b"Forty pages", b"Fifty pages"):
        sha256 = cellar.file(words)
    before = cellar.blob(sha256).hashed_at
    away = Away(cellar.store.root)
    away.is_away = is_away
    found = rehash.run(cellar.sessions, away, ALL)
    assert found == (Tally(reached=False) if is_away else Tally(unread=2))
    blob = cellar.blob(sha256)
    assert (blob.condition, blob.hashed_at) == (BlobCondition.SOUND, before)
    assert cellar.acts() == []


def test_a_worker_that_dies_while_it_writes_has_written_nothing(
    cellar: Cellar, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = cellar.file(b"Forty pages")
    cellar.signed()
    cellar.spoil(sha256)
    with monkeypatch.context() as patch:
        patch.setattr("review.services.notices.tell", dies)
        with pytest.raises(Died):
            cellar.run()
    assert cellar.blob(sha256).condition is BlobCondition.SOUND
    assert (cellar.claim().state, cellar.acts()) == (ClaimState.SIGNED_OFF, [])
    assert cellar.run() == Tally(read=1, damaged=1)


def test_two_workers_at_once_open_things_once(
    cellar: Cellar, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = cellar.file(b"Forty pages")
    cellar.spoil(sha256)
    reads = rehash._read

    def another_is_quicker(*what: Any) -> Any:
        monkeypatch.setattr(rehash, "_read", reads)
        found = reads(*what)
        assert cellar.run() == Tally(read=1, damaged=1)
        return found

    monkeypatch.setattr(rehash, "_read", another_is_quicker)
    cellar.run()
    with cellar.sessions.read() as session:
        told = session.scalars(sa.select(Notice.kind)).all()
    assert told.count(NoticeKind.BYTES_DAMAGED) == 2


def test_without_bounds_of_its_own_a_run_reads_what_is_due(cellar: Cellar) -> None:
    cellar.file(b"Forty pages")
    assert rehash.run(cellar.sessions, cellar.store) == Tally()
    assert replace(Bounds(), pieces=1).size == 200_000_000
