"""The custody of a piece as its page lists it, and who may not read yet who looked at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.custody import OF_A_PIECE, CustodyAct, hour_of, subject_of
from review.domain.policy import BLIND_STATES, Actor
from review.domain.vocabulary import BlobCondition, Role
from review.models import Blob, Claim, ClaimEvidence, Evidence, LedgerEntry, Report
from review.queries.act_words import act_words
from review.queries.reports import subject_of as report_subject

MOST = 20
# Acts on where a piece comes from say nothing of who had it.
ELSEWHERE = ("derive", "end_derivation", "refuse_hint")


@dataclass(frozen=True, slots=True)
class CustodyLine:
    """One act. `what` is the part that was taken, or the number of the report."""

    number: int
    at: datetime
    who: str
    words: str
    what: str


@dataclass(frozen=True, slots=True)
class Custody:
    """The newest acts, newest first; `more` where the ledger has older ones. `hashed_at` is when
    the kept bytes were last read through, and `condition` how they were found.
    """

    lines: Sequence[CustodyLine]
    more: bool
    condition: BlobCondition | None
    hashed_at: datetime | None


def seen_this_hour(session: Session, *, evidence_id: int, actor: Actor, at: datetime) -> bool:
    """Whether the ledger has it that this person looked at the piece in this hour."""
    seen = sa.select(LedgerEntry.id).where(
        LedgerEntry.desk_id == actor.desk_id,
        LedgerEntry.subject == subject_of(evidence_id),
        LedgerEntry.action == CustodyAct.VIEW,
        LedgerEntry.actor_id == actor.user_id,
        LedgerEntry.at >= hour_of(at),
    )
    return session.scalars(seen.limit(1)).first() is not None


def shown_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Which rows of the ledger tell nobody who must stay blind that a colleague is at work.

    While a claim waits or is in review, only editors and legal read who else looked at its pieces.
    """
    if actor.roles & {Role.EDITOR, Role.LEGAL}:
        return sa.true()
    # Only subjects of these acts are read as numbers, whatever order a database looks in.
    piece = sa.case(
        (
            LedgerEntry.action.in_(OF_A_PIECE),
            sa.cast(sa.func.substr(LedgerEntry.subject, len(subject_of(0))), sa.Integer),
        )
    )
    on_blind = sa.exists().where(
        ClaimEvidence.evidence_id == piece,
        ClaimEvidence.detached_at.is_(None),
        Claim.id == ClaimEvidence.claim_id,
        Claim.state.in_(BLIND_STATES),
    )
    return sa.or_(
        LedgerEntry.action.not_in(OF_A_PIECE), LedgerEntry.actor_id == actor.user_id, ~on_blind
    )


def custody_of(session: Session, *, evidence_id: int, actor: Actor) -> Custody:
    """What became of a piece, as far as `actor` may read it, in three queries."""
    rows = session.scalars(
        _newest(actor).where(
            LedgerEntry.subject == subject_of(evidence_id),
            LedgerEntry.action.not_in(ELSEWHERE),
            shown_to(actor),
        )
    ).all()
    exports = [
        row for row in session.scalars(_exports(evidence_id, actor)) if _names(row, evidence_id)
    ]
    newest = sorted([*rows, *exports], key=lambda row: -row.number)
    blob = session.execute(
        sa.select(Blob.condition, Blob.hashed_at)
        .join(Evidence, Evidence.sha256 == Blob.sha256)
        .where(Evidence.id == evidence_id)
    ).one_or_none()
    return Custody(
        lines=[_line(row) for row in newest[:MOST]],
        more=len(newest) > MOST,
        condition=blob.condition if blob else None,
        hashed_at=blob.hashed_at if blob else None,
    )


def _newest(actor: Actor) -> sa.Select[LedgerEntry]:
    return (
        sa.select(LedgerEntry)
        .where(LedgerEntry.desk_id == actor.desk_id)
        .order_by(LedgerEntry.number.desc())
        .limit(MOST + 1)
    )


def _exports(evidence_id: int, actor: Actor) -> sa.Select[LedgerEntry]:
    """The making of reports of the articles on whose claims the piece is or was."""
    articles = (
        sa.select(Claim.article_id)
        .join(ClaimEvidence, ClaimEvidence.claim_id == Claim.id)
        .where(ClaimEvidence.evidence_id == evidence_id)
    )
    reports = sa.select(sa.literal(report_subject(0)[:-1]) + sa.cast(Report.id, sa.String)).where(
        Report.article_id.in_(articles)
    )
    return _newest(actor).where(
        LedgerEntry.action == CustodyAct.EXPORT, LedgerEntry.subject.in_(reports)
    )


def _names(row: LedgerEntry, evidence_id: int) -> bool:
    return any(piece["evidence"] == evidence_id for piece in row.payload["pieces"])


def _line(row: LedgerEntry) -> CustodyLine:
    told: dict[str, Any] = row.payload
    return CustodyLine(row.number, row.at, row.actor, act_words(row.action), told.get("part", ""))
