"""Asking for time stamps: rows that wait to be sent. Nothing ever waits for them in turn."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.errors import Conflict
from review.domain.policy import Actor, Permission, require_permission, system
from review.domain.vocabulary import CapturePurpose, CaptureStatus, StampStatus, StampSubject
from review.models import Capture, Evidence, TimeStamp
from review.services import stamp_rows as rows
from review.services.ledger import record
from review.services.loading import of_desk
from review.stamps.token import NOT_INSTALLED, is_there

NOBODY_TO_ASK = (
    "The settings name no authority for time stamps.",
    "An operator sets PROOFDESK_STAMP_URLS.",
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is stamped: bytes by their SHA-256, and the piece of evidence that they are of."""

    kind: StampSubject
    sha256: str
    evidence_id: int | None = None


def ask(
    session: Session, *, actor: Actor, subject: Subject, authorities: Sequence[str]
) -> list[TimeStamp]:
    """Have bytes stamped by each authority: rows that now wait to be sent.

    An authority that vouches for them already, or is being asked, is left alone; one that failed
    is tried again. So the list may be empty, and then nothing was done.
    """
    if not actor.is_system:
        require_permission(actor, Permission.ASK_STAMPS)
    if not authorities:
        return []
    known = {row.authority: row for row in _stamps_of(session, subject, actor.desk_id)}
    due = [
        known.get(authority) or _row(session, actor, subject, authority)
        for authority in authorities
        if authority not in known or known[authority].status is StampStatus.FAILED
    ]
    for row in due:
        row.status, row.due_at, row.attempts, row.failure = StampStatus.PENDING, now(), 0, ""
    session.flush()
    if due:
        record(
            session,
            actor=actor,
            action="ask_stamp",
            subject=rows.in_ledger(due[0]),
            payload={
                "subject_sha256": subject.sha256,
                "authorities": [row.authority for row in due],
            },
        )
    return due


def _row(session: Session, actor: Actor, subject: Subject, authority: str) -> TimeStamp:
    row = TimeStamp(
        desk_id=actor.desk_id,
        subject_kind=subject.kind,
        subject_sha256=subject.sha256,
        evidence_id=subject.evidence_id,
        authority=authority,
        asked_by_id=actor.user_id,
        asked_at=now(),
    )
    session.add(row)
    return row


def _stamps_of(session: Session, subject: Subject, desk_id: int) -> Sequence[TimeStamp]:
    return session.scalars(
        sa.select(TimeStamp).filter_by(desk_id=desk_id, subject_sha256=subject.sha256)
    ).all()


def ask_for_record(
    session: Session, *, evidence: Evidence, sha256: str, authorities: Sequence[str]
) -> list[TimeStamp]:
    """Have the record of a capture stamped that was just kept: the desk's own act."""
    subject = Subject(StampSubject.CAPTURE, sha256, evidence.id)
    return ask(session, actor=system(evidence.desk_id), subject=subject, authorities=authorities)


def ask_for_piece(
    session: Session, *, evidence_id: int, actor: Actor, authorities: Sequence[str]
) -> list[TimeStamp]:
    """Have the capture that is the evidence stamped, and whatever failed on the piece tried again.

    Raises Conflict where there is nothing to stamp, nobody to ask, or nothing left to be asked.
    """
    if not authorities:
        raise Conflict(*NOBODY_TO_ASK)
    if not is_there():
        raise Conflict(*NOT_INSTALLED)
    evidence = of_desk(session, Evidence, evidence_id, actor, lock=True)
    subjects = dict.fromkeys([*_first_record(session, evidence), *_failed_on(session, evidence)])
    if not subjects:
        raise Conflict(
            "There is no captured page to stamp here.", "A link is stamped once it is captured."
        )
    due = [
        row
        for subject in subjects
        for row in ask(session, actor=actor, subject=subject, authorities=authorities)
    ]
    if not due:
        raise Conflict(
            "Every authority was asked already.", "The page shows what each of them answered."
        )
    return due


def _first_record(session: Session, evidence: Evidence) -> list[Subject]:
    found = session.scalars(
        sa.select(Capture.warc_sha256).filter_by(
            evidence_id=evidence.id, purpose=CapturePurpose.FIRST, status=CaptureStatus.CAPTURED
        )
    )
    return [Subject(StampSubject.CAPTURE, sha256, evidence.id) for sha256 in found if sha256]


def _failed_on(session: Session, evidence: Evidence) -> list[Subject]:
    failed = session.scalars(
        sa.select(TimeStamp)
        .filter_by(evidence_id=evidence.id, status=StampStatus.FAILED)
        .order_by(TimeStamp.id)
    )
    return [Subject(row.subject_kind, row.subject_sha256, evidence.id) for row in failed]
