"""A desk at which captures are stamped, for the tests of time stamps."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from review.db import Sessions, now
from review.domain.policy import Actor
from review.domain.vocabulary import CapturePurpose, CaptureStatus, CaptureStep
from review.models import Capture, TimeStamp
from review.services import evidence, stamping, stamps
from review.services.blobs import keep
from review.stores.folder import FolderStore
from review.stores.store import Store
from tests.desk import Desk, again, furnish, link
from tests.stamps.clock import Clock

RECORD = b"The record of a page of The Harrow Ledger."


@dataclass
class Room:
    """A committed desk, a store, and a captured link whose record is `RECORD`."""

    sessions: Sessions
    store: Store
    roots: Path
    desk: Desk = field(init=False)
    piece: int = field(init=False)
    record: str = field(init=False)

    def __post_init__(self) -> None:
        with self.sessions.write.begin() as session:
            self.desk = furnish(session)
            made = evidence.attach(
                session, claim_id=self.desk.plain.id, actor=self.desk.ana, piece=link()
            )
            self.piece = made.row.evidence_id
        self.record = self.captured(RECORD)

    def captured(self, record: bytes, purpose: CapturePurpose = CapturePurpose.FIRST) -> str:
        """A capture of the piece with this record; the record's digest."""
        kept = keep(self.sessions, self.store, record)
        with self.sessions.write.begin() as session:
            session.add(
                Capture(
                    evidence_id=self.piece, url="https://gazette.example/fares", purpose=purpose,
                    status=CaptureStatus.CAPTURED, step=CaptureStep.DONE, sha256=kept.sha256,
                    warc_sha256=kept.sha256, requested_at=now(), finished_at=now(),
                )
            )  # fmt: skip
        return kept.sha256

    def trust(self, *clocks: Clock) -> None:
        self.roots.write_bytes(b"".join(clock.root.pem for clock in clocks))

    def ask(self, *urls: str, actor: Actor | None = None) -> list[int]:
        """The editor asks; the numbers of the stamps that now wait."""
        with self.sessions.write.begin() as session:
            due = stamps.ask_for_piece(
                session, evidence_id=self.piece, actor=actor or self.desk.editor,
                authorities=urls,
            )  # fmt: skip
            return [row.id for row in due]

    def run(
        self,
        stamp_id: int,
        *urls: str,
        store: Store | None = None,
        resting: stamping.Resting | None = None,
    ) -> TimeStamp:
        """What a worker does with one stamp, as its first, and how the row stands then."""
        stamping.run(
            self.sessions,
            store or self.store,
            stamp_id=stamp_id,
            authorities=urls or (self.row(stamp_id).authority,),
            roots=str(self.roots) if self.roots.exists() else "",
            resting=resting or stamping.Resting(),
        )
        return self.row(stamp_id)

    def row(self, stamp_id: int) -> TimeStamp:
        with self.sessions.read() as session:
            return session.get_one(TimeStamp, stamp_id)

    def acts(self, action: str) -> list[dict[str, object]]:
        with self.sessions.read() as session:
            return [line.payload for line in again(self.desk, session).acts(action)]

    def read(self, sha256: str | None) -> bytes:
        with self.store.open(sha256 or "") as stream:
            return stream.read()


@pytest.fixture
def room(sessions: Sessions, tmp_path: Path) -> Room:
    return Room(sessions, FolderStore(tmp_path / "evidence"), tmp_path / "roots.pem")
