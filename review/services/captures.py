"""Capturing linked pages in the background: fetched under guard, kept, and said what became of it.

The fetch and the hashing run outside any transaction; a row says where each capture stands, so a
worker that dies in the middle loses nothing but time.
"""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.capture.addresses import parse_allow
from review.capture.errors import FetchError
from review.capture.extract import extract_text
from review.capture.fetch import fetch
from review.capture.snapshot import Snapshot
from review.db import Sessions, now
from review.domain.errors import Conflict, Refusal
from review.domain.policy import Actor, system
from review.domain.vocabulary import CapturePurpose, CaptureStatus, CaptureStep, EvidenceKind
from review.domain.workflow import Action
from review.models import Capture, Evidence
from review.services.ledger import record
from review.services.loading import LOCK, claims_resting_on, of_desk, require_on_claims
from review.services.sign_offs import void_if_changed
from review.stores.store import Store

# A capture that began longer ago than any capture may take was cut off and is begun again.
CUT_OFF_AFTER = timedelta(minutes=2)
AT_ONCE = 100


def waiting(sessions: Sessions) -> list[int]:
    """Captures that nobody is at work on: never begun, or cut off in the middle."""
    with sessions.read() as session:
        return list(
            session.scalars(
                sa.select(Capture.id)
                .where(
                    Capture.status == CaptureStatus.PENDING,
                    sa.or_(
                        Capture.started_at.is_(None),
                        Capture.started_at < now() - CUT_OFF_AFTER,
                    ),
                )
                .order_by(Capture.id)
                .limit(AT_ONCE)
            )
        )


def run(sessions: Sessions, store: Store, *, capture_id: int, allow: str = "") -> CaptureStatus:
    """Do one capture from beginning to end; safe to call again, and by several workers at once."""
    url = _begin(sessions, capture_id)
    if url is None:
        return CaptureStatus.PENDING
    try:
        snapshot = fetch(url, allow=parse_allow(allow))
    except FetchError as refused:
        return _finish(sessions, capture_id, failure=f"{refused.message} {refused.remedy}")
    if snapshot.status >= 400:
        failure = f"The site answered {snapshot.status} instead of the page."
        return _finish(sessions, capture_id, failure=failure)
    store.put(snapshot.body)
    return _finish(sessions, capture_id, snapshot=snapshot, read=_read(snapshot))


def _begin(sessions: Sessions, capture_id: int) -> str | None:
    """Mark the capture as begun; None when it is done, or another worker is at it."""
    with sessions.write() as session:
        row = session.get(Capture, capture_id, with_for_update=LOCK)
        if row is None or row.status is not CaptureStatus.PENDING:
            return None
        if row.started_at is not None and row.started_at > now() - CUT_OFF_AFTER:
            return None
        row.started_at = now()
        session.commit()
        return row.url


def _read(snapshot: Snapshot) -> tuple[str, str]:
    """Title and text of what was captured; both empty where there is no text to be had."""
    try:
        document = extract_text(snapshot.body, snapshot.media_type, snapshot.final_url)
    except Refusal:
        return "", ""
    return document.title or "", document.text


def _finish(
    sessions: Sessions,
    capture_id: int,
    *,
    snapshot: Snapshot | None = None,
    read: tuple[str, str] = ("", ""),
    failure: str = "",
) -> CaptureStatus:
    with sessions.write() as session:
        row = session.get_one(Capture, capture_id, with_for_update=LOCK)
        if row.status is not CaptureStatus.PENDING:
            return row.status
        evidence = session.get_one(Evidence, row.evidence_id, with_for_update=LOCK)
        claims = claims_resting_on(session, evidence.id)
        row.finished_at, row.step = now(), CaptureStep.DONE
        if snapshot is None:
            row.status, row.failure = CaptureStatus.FAILED, failure
        else:
            _keep(row, evidence, snapshot, read)
        record(
            session,
            actor=system(evidence.desk_id),
            action="capture",
            subject=f"evidence {evidence.id}",
            payload={
                "capture": row.id,
                "status": row.status.value,
                "sha256": row.sha256,
                "sha512": row.sha512,
                "final_url": row.final_url,
                "failure": row.failure,
            },
        )
        for claim in claims:
            void_if_changed(session, claim, because="a page was captured anew")
        session.commit()
        return row.status


def _keep(row: Capture, evidence: Evidence, snapshot: Snapshot, read: tuple[str, str]) -> None:
    row.status = CaptureStatus.CAPTURED
    row.final_url, row.http_status = snapshot.final_url, snapshot.status
    row.redirects = [
        {"url": hop.url, "status": hop.status, "location": hop.location}
        for hop in snapshot.redirects
    ]
    row.request_headers = [list(pair) for pair in snapshot.request_headers]
    row.response_headers = [list(pair) for pair in snapshot.response_headers]
    row.media_type, row.size, row.tool = snapshot.media_type, snapshot.size, snapshot.tool
    row.sha256, row.sha512 = snapshot.sha256, snapshot.sha512
    row.title, row.text = read
    if row.purpose is not CapturePurpose.FIRST:
        return
    evidence.sha256, evidence.size = snapshot.sha256, snapshot.size
    evidence.media_type = snapshot.media_type
    if read[0] and evidence.title == evidence.url:
        evidence.title = read[0]


def retry(session: Session, *, evidence_id: int, actor: Actor) -> Capture:
    """Ask for a capture again; the earlier one is kept, and stays the evidence if it succeeded."""
    evidence = of_desk(session, Evidence, evidence_id, actor, lock=True)
    require_on_claims(session, Action.ATTACH, evidence, actor)
    newest = session.scalars(
        sa.select(Capture).filter_by(evidence_id=evidence.id).order_by(Capture.id.desc()).limit(1)
    ).first()
    if evidence.kind is not EvidenceKind.LINK or newest is None:
        raise Conflict("Only links are captured.")
    if newest.status is CaptureStatus.PENDING:
        raise Conflict("This capture is under way.", "It shows on the page when it is done.")
    row = Capture(
        evidence_id=evidence.id,
        url=evidence.url,
        purpose=CapturePurpose.AGAIN if evidence.sha256 else CapturePurpose.FIRST,
        requested_by_id=actor.user_id,
        requested_at=now(),
    )
    session.add(row)
    session.flush()
    record(
        session,
        actor=actor,
        action="ask_capture",
        subject=f"evidence {evidence.id}",
        payload={"capture": row.id},
    )
    return row
