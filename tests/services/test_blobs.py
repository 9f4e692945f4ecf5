"""The database knows of bytes before they are there, and of whether they are to stay."""

from __future__ import annotations

import hashlib
import threading
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa

from review.db import Sessions
from review.domain.vocabulary import BlobCondition
from review.models import Blob
from review.services.blobs import keep, make_known, settle, suspect
from review.stores.folder import FolderStore
from review.stores.store import Condition, Stored, StoreError

BYTES = b"a leaked paper of Bureau 9"
SHA256 = hashlib.sha256(BYTES).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "evidence")


def row(sessions: Sessions, sha256: str = SHA256) -> Blob | None:
    with sessions.read() as session:
        return session.get(Blob, sha256)


def settled(sessions: Sessions, *digests: str) -> None:
    with sessions.write.begin() as session:
        settle(session, *digests)


@pytest.mark.parametrize("source", [BYTES, BytesIO(BYTES)])
def test_the_database_knows_of_bytes_before_they_are_there(
    sessions: Sessions, store: FolderStore, monkeypatch: pytest.MonkeyPatch, source: bytes
) -> None:
    seen: list[tuple[BlobCondition, Condition]] = []
    place = FolderStore._place

    def looked(self: FolderStore, written: Path, sha256: str) -> None:
        found = row(sessions)
        assert found is not None
        seen.append((found.condition, store.verify(sha256)))
        place(self, written, sha256)

    monkeypatch.setattr(FolderStore, "_place", looked)
    stored = keep(sessions, store, source)
    assert stored == Stored(SHA256, hashlib.sha512(BYTES).hexdigest(), len(BYTES))
    assert seen == [(BlobCondition.EXPECTED, Condition.MISSING)]
    found = row(sessions)
    assert found is not None
    assert (found.sha512, found.size) == (stored.sha512, stored.size)


def test_bytes_that_the_store_does_not_take_are_still_known(
    sessions: Sessions, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: FolderStore, _written: Path, _sha256: str) -> None:
        raise StoreError("no space left")

    monkeypatch.setattr(FolderStore, "_place", full)
    with pytest.raises(OSError, match="no space"):
        keep(sessions, store, BYTES)
    assert row(sessions) is not None


def test_many_who_keep_the_same_bytes_at_once_share_one_row(
    either: Sessions, store: FolderStore
) -> None:
    gate = threading.Barrier(5)
    digests: list[str] = []

    def one() -> None:
        gate.wait()
        digests.append(keep(either, store, BYTES).sha256)

    threads = [threading.Thread(target=one) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert digests == [SHA256] * 5
    with either.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Blob)) == 1


def test_whoever_speaks_of_bytes_says_that_they_stay(either: Sessions, store: FolderStore) -> None:
    keep(either, store, BYTES)
    settled(either, SHA256, SHA256)
    found = row(either)
    assert found is not None
    assert found.condition is BlobCondition.SOUND
    assert found.hashed_at is not None


def test_bytes_that_are_kept_just_as_they_are_found_keep_their_row(
    either: Sessions, store: FolderStore
) -> None:
    store.put(BYTES)
    (held,) = store.listing()
    stored = keep(either, store, BYTES)
    with either.write.begin() as session:
        assert not make_known(session, held)
    found = row(either)
    assert found is not None
    assert found.sha512 == stored.sha512


def test_bytes_that_somebody_found_wanting_are_read_through_before_all_others(
    sessions: Sessions, store: FolderStore
) -> None:
    others = [keep(sessions, store, data).sha256 for data in (b"one", b"two")]
    settled(sessions, *others)
    with sessions.write.begin() as session:
        suspect(session, [others[1]])
    found = [row(sessions, sha256) for sha256 in others]
    assert [one is not None and one.hashed_at is None for one in found] == [False, True]
