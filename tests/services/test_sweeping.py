"""What nothing rests on goes after an hour; what something rests on never does."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy.orm import Session

from review.db import Sessions, now
from review.domain.errors import Conflict
from review.domain.vocabulary import DerivativeKind
from review.models import Blob, Derivative
from review.services import sweeping
from review.services.blobs import keep, settle
from review.services.sweeping import RESTS_ON, STRAY_AFTER, Swept, sweep
from review.stores.folder import FolderStore
from tests.desk import Desk, furnish

BYTES = b"a leaked paper of Bureau 9"
SHA256 = hashlib.sha256(BYTES).hexdigest()
LATER = STRAY_AFTER + timedelta(seconds=1)


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "evidence")


def row(sessions: Sessions, sha256: str = SHA256) -> Blob | None:
    with sessions.read() as session:
        return session.get(Blob, sha256)


def settled(sessions: Sessions, *digests: str) -> None:
    with sessions.write.begin() as session:
        settle(session, *digests)


def rest_on(session: Session, desk: Desk, sha256: str = SHA256) -> None:
    session.add(
        Derivative(
            evidence_id=desk.attached(desk.plain).evidence_id,
            kind=DerivativeKind.WORKING_COPY,
            sha256=sha256,
            made_at=now(),
        )
    )


def test_nobody_can_speak_of_bytes_that_were_swept(either: Sessions, store: FolderStore) -> None:
    keep(either, store, BYTES)
    with time_machine.travel(now() + LATER):
        assert sweep(either, store) == Swept(strays=1)
        with pytest.raises(Conflict, match="put away"):
            settled(either, SHA256)
        keep(either, store, BYTES)
        settled(either, SHA256)


def test_bytes_that_nothing_rests_on_go_after_an_hour_and_their_row_with_them(
    either: Sessions, store: FolderStore
) -> None:
    keep(either, store, BYTES)
    with time_machine.travel(now() + STRAY_AFTER - timedelta(minutes=1)):
        assert sweep(either, store) == Swept()
        assert store.exists(SHA256)
    with time_machine.travel(now() + LATER):
        assert sweep(either, store) == Swept(strays=1)
    assert not store.exists(SHA256)
    assert row(either) is None


def test_bytes_that_somebody_keeps_again_have_their_hour_again(
    sessions: Sessions, store: FolderStore
) -> None:
    keep(sessions, store, BYTES)
    with time_machine.travel(now() + LATER):
        keep(sessions, store, BYTES)
        assert sweep(sessions, store) == Swept()
    assert store.exists(SHA256)


def test_bytes_that_something_rests_on_are_never_swept(
    either: Sessions, store: FolderStore
) -> None:
    keep(either, store, BYTES)
    with either.write.begin() as session:
        rest_on(session, furnish(session))
    with time_machine.travel(now() + 1000 * LATER):
        assert sweep(either, store, look_everywhere=True) == Swept()
    assert store.exists(SHA256)


def test_bytes_that_something_rests_on_at_the_last_moment_stay(
    sessions: Sessions, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(sessions, store, BYTES)
    with sessions.write.begin() as session:
        desk = furnish(session)
    strays = sweeping._strays

    def then_attached(sessions: Sessions, limit: object) -> list[str]:
        found = strays(sessions, limit)
        with sessions.write.begin() as session:
            desk.session = session
            rest_on(session, desk)
        return found

    monkeypatch.setattr(sweeping, "_strays", then_attached)
    with time_machine.travel(now() + LATER):
        assert sweep(sessions, store) == Swept()
    assert store.exists(SHA256)


def test_two_sweeps_at_once_remove_what_is_stray_once(
    sessions: Sessions, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(sessions, store, BYTES)
    strays = sweeping._strays

    def both(sessions: Sessions, limit: object) -> list[str]:
        return strays(sessions, limit) * 2

    monkeypatch.setattr(sweeping, "_strays", both)
    with time_machine.travel(now() + LATER):
        assert sweep(sessions, store) == Swept(strays=1)


def test_a_sweep_that_dies_between_bytes_and_row_is_ended_by_the_next(
    sessions: Sessions, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(sessions, store, BYTES)
    remove = FolderStore.remove

    def then_dies(self: FolderStore, sha256: str) -> None:
        remove(self, sha256)
        raise KeyboardInterrupt

    with time_machine.travel(now() + LATER):
        with monkeypatch.context() as patched:
            patched.setattr(FolderStore, "remove", then_dies)
            with pytest.raises(KeyboardInterrupt):
                sweep(sessions, store)
        assert row(sessions) is not None
        assert sweep(sessions, store) == Swept(strays=1)
    assert row(sessions) is None


def test_broken_uploads_go_after_an_hour(sessions: Sessions, store: FolderStore) -> None:
    aside = store.root / "incoming"
    aside.mkdir(parents=True)
    (aside / "tmpabcd").write_bytes(b"half")
    assert sweep(sessions, store) == Swept()
    with time_machine.travel(now() + LATER):
        assert sweep(sessions, store) == Swept(unfinished=1)
    assert list(aside.iterdir()) == []


def test_bytes_without_a_row_are_found_and_have_their_hour(
    either: Sessions, store: FolderStore
) -> None:
    store.put(BYTES)
    with time_machine.travel(now() + LATER):
        assert sweep(either, store) == Swept()
        assert sweep(either, store, look_everywhere=True) == Swept(found=1)
        assert sweep(either, store, look_everywhere=True) == Swept()
    with time_machine.travel(now() + 3 * LATER):
        assert sweep(either, store) == Swept(strays=1)
    assert not store.exists(SHA256)


def test_every_column_that_may_name_bytes_is_looked_at_by_the_sweep() -> None:
    # Digests of what is no file in the store: texts, marks, what a stamp covers, the row's own.
    others = {
        "blob.sha256", "claim_evidence.text_sha256", "time_stamp.subject_sha256",
        "article_version.sha256", "asking.sent_sha256", "report.sha256",
        "invitation.token_sha256", "web_session.token_sha256",
    }  # fmt: skip
    named = {
        f"{table.name}.{column.name}"
        for table in Blob.metadata.sorted_tables
        for column in table.columns
        if column.name.endswith("sha256")
    }
    assert named - others == {str(column.expression) for column in RESTS_ON}
