"""What rests on a source, and on whom the source itself leans."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from review.domain.policy import Actor
from review.domain.vocabulary import ClaimState, DerivationKind, EvidenceKind
from review.models import (
    Accusation,
    Article,
    Claim,
    ClaimEvidence,
    Derivation,
    Evidence,
    Source,
)
from review.queries.paging import PAGE, Page, beyond, read_cursor, write_cursor
from review.queries.source_names import shown_name


@dataclass(frozen=True, slots=True)
class Use:
    """One piece of evidence of the source on one claim. `title` is empty where it is kept back."""

    evidence_id: int
    number: int
    kind: EvidenceKind
    title: str
    added_at: datetime
    claim_id: int
    claim: str
    claim_number: int
    state: ClaimState
    article_id: int
    article: str


@dataclass(frozen=True, slots=True)
class Leaning:
    """Another source from which `pieces` of this one's evidence come."""

    source_id: int
    name: str
    kind: DerivationKind
    pieces: int


def uses(
    session: Session, *, source_id: int, hidden: bool, after: str = "", size: int = PAGE
) -> Page[Use]:
    """A page of what rests on a source, claim by claim, in two queries."""
    order = [ClaimEvidence.claim_id, ClaimEvidence.number]
    resting = (Evidence.source_id == source_id, ClaimEvidence.detached_at.is_(None))
    joined = sa.join(ClaimEvidence, Evidence, Evidence.id == ClaimEvidence.evidence_id)
    total = session.scalars(sa.select(sa.func.count()).select_from(joined).where(*resting)).one()
    seen = read_cursor(after, (int, int))
    rows = session.execute(
        sa.select(
            Evidence.id, ClaimEvidence.number, Evidence.kind, Evidence.title, Evidence.added_at,
            Claim.id, Claim.text, Claim.number, Claim.state, Article.id, Article.title,
        )
        .select_from(joined)
        .join(Claim, Claim.id == ClaimEvidence.claim_id)
        .join(Article, Article.id == Claim.article_id)
        .where(*resting, beyond(order, seen) if seen else sa.true())
        .order_by(*order)
        .limit(size + 1)
    ).all()  # fmt: skip
    found = tuple(_use(row, hidden=hidden) for row in rows[:size])
    on = write_cursor((found[-1].claim_id, found[-1].number)) if len(rows) > size else ""
    return Page(found, on, total)


def _use(row: sa.Row[*tuple[Any, ...]], *, hidden: bool) -> Use:
    evidence_id, number, kind, title, *rest = row
    return Use(evidence_id, number, kind, "" if hidden else title, *rest)


def leans_on(session: Session, *, source_id: int, actor: Actor) -> tuple[Leaning, ...]:
    """From which other sources evidence of this one derives, the most frequent first."""
    child, parent = aliased(Evidence), aliased(Evidence)
    pieces = sa.func.count(sa.distinct(Derivation.child_id))
    whence = sa.func.coalesce(Derivation.parent_source_id, parent.source_id)
    rows = session.execute(
        sa.select(Source.id, shown_name(actor), Derivation.kind, pieces)
        .join_from(Derivation, child, child.id == Derivation.child_id)
        .outerjoin(parent, parent.id == Derivation.parent_id)
        .join(Source, Source.id == whence)
        .where(child.source_id == source_id, Source.id != source_id, Derivation.ended_at.is_(None))
        .group_by(Source.id, Source.name, Source.disclosure, Derivation.kind)
        .order_by(pieces.desc(), Source.id)
    )
    return tuple(Leaning(*row) for row in rows)


def signed_claims(session: Session, *, source_id: int) -> int:
    """How many claims whose signature stands hold evidence of the source."""
    return session.scalars(
        sa.select(sa.func.count(sa.distinct(Claim.id)))
        .join(ClaimEvidence, ClaimEvidence.claim_id == Claim.id)
        .join(Evidence, Evidence.id == ClaimEvidence.evidence_id)
        .where(
            Evidence.source_id == source_id,
            ClaimEvidence.detached_at.is_(None),
            Claim.state == ClaimState.SIGNED_OFF,
        )
    ).one()


def accusations_raised(session: Session, *, source_id: int) -> int:
    """In how many accusations on the desk the source is the accuser."""
    raised = sa.select(sa.func.count()).where(Accusation.accuser_source_id == source_id)
    return session.scalars(raised).one()
