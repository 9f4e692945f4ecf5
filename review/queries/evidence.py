"""One piece of evidence: where it came from, what is kept of it, and every claim it bears on."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from review.domain.vocabulary import ClaimState, DerivationKind
from review.models import Article, Capture, Claim, ClaimEvidence, Derivation, Evidence


@dataclass(frozen=True, slots=True)
class BearsOn:
    claim_id: int
    number: int
    text: str
    state: ClaimState
    article: str
    locator: str
    excerpt: str
    detached: bool


@dataclass(frozen=True, slots=True)
class Kin:
    """A piece that this one comes from, or that comes from it."""

    evidence_id: int
    title: str
    kind: DerivationKind
    reason: str


@dataclass(frozen=True, slots=True)
class Piece:
    evidence: Evidence
    added_by: str
    captures: Sequence[Capture]
    bears_on: Sequence[BearsOn]
    parents: Sequence[Kin]
    children: Sequence[Kin]


def piece_of(session: Session, evidence: Evidence, added_by: str) -> Piece:
    """Everything about one piece, in four queries."""
    return Piece(
        evidence=evidence,
        added_by=added_by,
        captures=session.scalars(
            sa.select(Capture).filter_by(evidence_id=evidence.id).order_by(Capture.id.desc())
        ).all(),
        bears_on=_bears_on(session, evidence.id),
        parents=_kin(session, Derivation.child_id == evidence.id, Derivation.parent_id),
        children=_kin(session, Derivation.parent_id == evidence.id, Derivation.child_id),
    )


def found(session: Session, evidence_id: int, desk_id: int) -> Evidence | None:
    """The piece with its source, when it is this desk's."""
    return session.scalars(
        sa.select(Evidence)
        .filter_by(id=evidence_id, desk_id=desk_id)
        .options(joinedload(Evidence.source))
    ).one_or_none()


def _bears_on(session: Session, evidence_id: int) -> Sequence[BearsOn]:
    rows = session.execute(
        sa.select(ClaimEvidence, Claim.text, Claim.state, Article.title)
        .join(Claim, Claim.id == ClaimEvidence.claim_id)
        .join(Article, Article.id == Claim.article_id)
        .where(ClaimEvidence.evidence_id == evidence_id)
        .order_by(ClaimEvidence.id)
    )
    return [
        BearsOn(
            claim_id=row.claim_id,
            number=row.number,
            text=text,
            state=state,
            article=article,
            locator=row.locator,
            excerpt=row.excerpt,
            detached=row.detached_at is not None,
        )
        for row, text, state, article in rows
    ]


def _kin(
    session: Session, condition: sa.ColumnElement[bool], other: InstrumentedAttribute[int]
) -> Sequence[Kin]:
    rows = session.execute(
        sa.select(Evidence.id, Evidence.title, Derivation.kind, Derivation.reason)
        .join(Derivation, other == Evidence.id)
        .where(condition)
        .order_by(Derivation.id)
    )
    return [Kin(row.id, row.title, row.kind, row.reason) for row in rows]
