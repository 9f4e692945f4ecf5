"""Capturing linked pages in the background: fetched under guard, kept, and said what became of it.

The fetch, the hashing and the reading run outside any transaction; a row says where each capture
stands (`capture_rows`), so a worker that dies in the middle loses nothing but time.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.capture.addresses import Allowed, parse_allow
from review.capture.aside import Aside
from review.capture.camera import Camera
from review.capture.errors import FetchCode, FetchError
from review.capture.extract import extract_text
from review.capture.fetch import fetch
from review.capture.record import write_record
from review.capture.snapshot import Snapshot
from review.db import Sessions, now
from review.domain.errors import Conflict, Refusal
from review.domain.policy import Actor
from review.domain.vocabulary import CapturePurpose, CaptureStatus, CaptureStep, EvidenceKind
from review.domain.workflow import Action
from review.media import HTML
from review.models import Capture, Evidence
from review.parsing.document import ReadDocument
from review.services import capture_rows as rows
from review.services import excerpts, hints
from review.services.blobs import keep
from review.services.capture_rows import CUT_OFF_AFTER, Begun
from review.services.ledger import record
from review.services.loading import of_desk, require_on_claims
from review.stores.store import MissingBytesError, Store, Stored

AT_ONCE = 100
# Each named, so that they are found by the index: what is done is nearly all there is.
_UNDER_WAY = tuple(step for step in CaptureStep if step is not CaptureStep.DONE)
_NOT_KEPT = (
    "The page came, and the store did not take it. It is tried again; if that goes on, an operator "
    "should look at the disk."
)


def waiting(sessions: Sessions) -> list[int]:
    """Captures that nobody is at work on: never begun, or cut off in the middle."""
    with sessions.read() as session:
        return list(
            session.scalars(
                sa.select(Capture.id)
                .where(
                    Capture.step.in_(_UNDER_WAY),
                    sa.or_(
                        Capture.started_at.is_(None),
                        Capture.started_at < now() - CUT_OFF_AFTER,
                    ),
                )
                .order_by(Capture.id)
                .limit(AT_ONCE)
            )
        )


def run(
    sessions: Sessions,
    store: Store,
    *,
    capture_id: int,
    allow: str = "",
    camera: Camera | None = None,
    authorities: Sequence[str] = (),
) -> CaptureStatus:
    """Do one capture from beginning to end, or what is left of it; pictures only with a camera.

    Safe to call again, and by several workers at once. The record is to be stamped by each of the
    `authorities`.
    """
    begun = rows.begin(sessions, capture_id)
    if begun is None:
        return CaptureStatus.PENDING
    work = _Work(sessions, store, capture_id, parse_allow(allow), camera, authorities)
    try:
        return work.from_step(begun)
    except FetchError as refused:
        return rows.failed(sessions, capture_id, refused)
    except (OSError, MemoryError, Conflict):
        return rows.put_off(sessions, capture_id, FetchCode.NOT_KEPT, _NOT_KEPT)


@dataclass(frozen=True, slots=True)
class _Work:
    """What one capture needs to be done, from any of its steps on."""

    sessions: Sessions
    store: Store
    capture_id: int
    allow: Allowed
    camera: Camera | None
    authorities: Sequence[str]

    def from_step(self, begun: Begun) -> CaptureStatus:
        if begun.step is CaptureStep.FETCHING:
            with fetch(begun.url, allow=self.allow) as snapshot:
                return self._keep(snapshot)
        if begun.step is CaptureStep.READING:
            with contextlib.suppress(MissingBytesError), self.store.open(begun.sha256) as body:
                self._read(body, begun.media_type, begun.url)
        else:
            self._picture(begun.url)
        return CaptureStatus.CAPTURED

    def _keep(self, snapshot: Snapshot) -> CaptureStatus:
        with Aside() as warc:
            write_record(snapshot, warc)
            is_page = snapshot.status < 400
            coming = [snapshot.body, warc] if is_page else [warc]
            rows.keeping(self.sessions, self.capture_id, *coming)
            for aside in coming:
                self.store.put(aside.file)
            if not is_page:
                return rows.answered_with_error(self.sessions, self.capture_id, snapshot, warc)
            status = rows.kept(self.sessions, self.capture_id, snapshot, warc, self.authorities)
        self._read(snapshot.body.file, snapshot.media_type, snapshot.final_url)
        return status

    def _read(self, body: BinaryIO, media_type: str, url: str) -> None:
        document: ReadDocument | None = None
        with contextlib.suppress(Refusal):
            document = extract_text(body, media_type, url)
        is_seen = self.camera is not None and media_type == HTML
        then = CaptureStep.PICTURING if is_seen else CaptureStep.DONE
        rows.words(self.sessions, self.capture_id, document, then)
        if is_seen:
            self._picture(url)

    def _picture(self, url: str) -> None:
        pdf = picture = None
        camera = self.camera or Camera()
        with camera.pictures(url, self.allow) as taken:
            if taken.pdf is not None and taken.picture is not None:
                pdf, picture = self._kept(taken.pdf), self._kept(taken.picture)
        rows.pictured(self.sessions, self.capture_id, pdf, picture, taken.failure)

    def _kept(self, path: Path) -> Stored:
        with path.open("rb") as source:
            return keep(self.sessions, self.store, source)


def retry(session: Session, *, evidence_id: int, actor: Actor) -> Capture:
    """Ask for a capture again; the earlier one is kept, and stays the evidence if it succeeded."""
    evidence = of_desk(session, Evidence, evidence_id, actor, lock=True)
    require_on_claims(session, Action.ATTACH, evidence, actor)
    newest = _newest(session, evidence)
    if evidence.kind is not EvidenceKind.LINK or newest is None:
        raise Conflict("Only links are captured.")
    if newest.status is CaptureStatus.PENDING:
        raise Conflict("This capture is under way.", "It shows on the page when it is done.")
    return _asked(session, evidence, actor)


def look_again(session: Session, *, evidence: Evidence, actor: Actor) -> int | None:
    """Fetch a page again that is attached with the copy we have; the capture that now waits.

    None where one is under way: what it finds is of today as well. The piece is not locked, for
    whoever attaches holds the claim, and `retry` locks the two the other way round.
    """
    newest = _newest(session, evidence)
    if newest is None or newest.status is CaptureStatus.PENDING:
        return None
    return _asked(session, evidence, actor).id


def _newest(session: Session, evidence: Evidence) -> Capture | None:
    return session.scalars(
        sa.select(Capture).filter_by(evidence_id=evidence.id).order_by(Capture.id.desc()).limit(1)
    ).first()


def _asked(session: Session, evidence: Evidence, actor: Actor) -> Capture:
    row = Capture(
        evidence_id=evidence.id,
        url=evidence.url,
        purpose=CapturePurpose.AGAIN if evidence.sha256 else CapturePurpose.FIRST,
        requested_by_id=actor.user_id,
        requested_at=now(),
    )
    session.add(row)
    session.flush()
    hints.due(session, evidence.id)
    if row.purpose is CapturePurpose.FIRST:
        excerpts.due(session, evidence.id)
    record(
        session,
        actor=actor,
        action="ask_capture",
        subject=f"evidence {evidence.id}",
        payload={"capture": row.id},
    )
    return row
