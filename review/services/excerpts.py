"""Looking for quoted words in what is kept of a piece, in the background.

A row that nobody has looked at yet is work for the worker, as soon as the words of its piece are
there or are not coming. The looking runs outside any transaction; what it finds is kept twice, by
place and by the words around it, with the digest of the text that the place is counted in.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import Sessions, now
from review.domain.policy import system
from review.domain.vocabulary import ExcerptStatus
from review.models import Capture, Claim, ClaimEvidence, Evidence
from review.queries.evidence_text import KeptText, is_coming, kept_text
from review.services.ledger import record_on_claim
from review.services.loading import LOCK
from review.text.anchors import make
from review.text.excerpts import Found, check

FIND = "find_excerpt"
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class _Asked:
    row_id: int
    excerpt: str


def forget(row: ClaimEvidence) -> None:
    """The words of the row are others now, so what was found of the old ones holds no more."""
    row.excerpt_status = row.excerpt_start = row.excerpt_end = None
    row.excerpt_exact = row.excerpt_prefix = row.excerpt_suffix = ""
    row.excerpt_checked_at = row.text_sha256 = None


def due(session: Session, evidence_id: int) -> None:
    """Words of a piece that had none may come: look again where there was nothing to look in."""
    session.execute(
        sa.update(ClaimEvidence)
        .where(
            ClaimEvidence.evidence_id == evidence_id,
            ClaimEvidence.excerpt_status == ExcerptStatus.NO_TEXT,
        )
        .values(excerpt_status=None, excerpt_checked_at=None)
        .execution_options(synchronize_session=False)
    )


def waiting(sessions: Sessions) -> list[int]:
    """Pieces with excerpts that nobody has looked for, though their words could be had by now."""
    with sessions.read() as session:
        return list(
            session.scalars(
                sa.select(Evidence.id)
                .join(ClaimEvidence, ClaimEvidence.evidence_id == Evidence.id)
                .where(*_unchecked(), ~is_coming())
                .group_by(Evidence.id)
                .order_by(Evidence.id)
                .limit(AT_ONCE)
            )
        )


def _unchecked() -> tuple[sa.ColumnElement[bool], ...]:
    """Written as the index on such rows has it."""
    return (
        ClaimEvidence.excerpt_checked_at.is_(None),
        ClaimEvidence.excerpt != sa.literal_column("''"),
        ClaimEvidence.detached_at.is_(None),
    )


def look_in_captured(sessions: Sessions, *, capture_id: int) -> int:
    """Look for what is quoted from a page that was just captured; how many were looked for."""
    with sessions.read() as session:
        evidence_id = session.scalars(
            sa.select(Capture.evidence_id).where(Capture.id == capture_id)
        ).one_or_none()
    return 0 if evidence_id is None else look(sessions, evidence_id=evidence_id)


def look(sessions: Sessions, *, evidence_id: int) -> int:
    """Look for every excerpt of a piece that nobody has looked for; how many there were.

    Safe to call again, and by several workers at once. Does nothing while words may still come.
    """
    with sessions.read() as session:
        asked = _asked(session, evidence_id)
        text = kept_text(session, session.get_one(Evidence, evidence_id)) if asked else None
    for one in asked:
        found = check(text.text, one.excerpt) if text else Found(ExcerptStatus.NO_TEXT)
        with sessions.write.begin() as session:
            _keep(session, one, found, text)
    return len(asked)


def _asked(session: Session, evidence_id: int) -> Sequence[_Asked]:
    rows = session.execute(
        sa.select(ClaimEvidence.id, ClaimEvidence.excerpt)
        .join(Evidence, Evidence.id == ClaimEvidence.evidence_id)
        .where(ClaimEvidence.evidence_id == evidence_id, *_unchecked(), ~is_coming())
        .order_by(ClaimEvidence.id)
    )
    return [_Asked(row.id, row.excerpt) for row in rows]


def _keep(session: Session, asked: _Asked, found: Found, text: KeptText | None) -> None:
    """Write down what was found, unless somebody did so, or changed the words, meanwhile."""
    row = session.get_one(ClaimEvidence, asked.row_id)
    claim = session.get_one(Claim, row.claim_id, with_for_update=LOCK)
    session.refresh(row, with_for_update=LOCK)
    if row.excerpt_checked_at is not None or row.excerpt != asked.excerpt:
        return
    row.excerpt_status, row.excerpt_checked_at = found.status, now()
    row.text_sha256 = text.sha256 if text else None
    if text is not None and found.span is not None:
        anchor = make(text.text, found.span.start, found.span.end)
        row.excerpt_start, row.excerpt_end = anchor.start, anchor.end
        row.excerpt_exact = anchor.exact
        row.excerpt_prefix, row.excerpt_suffix = anchor.prefix, anchor.suffix
    record_on_claim(
        session,
        claim,
        actor=system(claim.desk_id),
        action=FIND,
        payload={
            "evidence": row.evidence_id,
            "number": row.number,
            "status": found.status.value,
            "text_sha256": row.text_sha256,
            "start": row.excerpt_start,
            "end": row.excerpt_end,
        },
    )
