"""What the policy must know of a claim, read from the rows that say it."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.policy import ClaimFacts
from review.domain.vocabulary import LeaseOutcome
from review.models import (
    Accusation,
    Adjudication,
    Assessment,
    Assignment,
    Author,
    Claim,
    Recusal,
)


def facts_of(session: Session, claim: Claim, *, at: datetime | None = None) -> ClaimFacts:
    """The facts of one claim at a moment. The gates count as closed until they are looked at."""
    moment = at or now()
    leases = _leases(session, claim)
    held = [row for row in leases if row.outcome is LeaseOutcome.HELD]
    running = {row.user_id for row in held if row.expires_at > moment}
    submitted = len(leases) - len(held)
    assessed = session.execute(
        sa.select(Assessment.user_id, Assessment.round).where(Assessment.claim_id == claim.id)
    ).all()
    adjudicated = sa.select(Adjudication.user_id).where(Adjudication.claim_id == claim.id)
    recused = sa.select(Recusal.user_id).where(Recusal.article_id == claim.article_id)
    authors = sa.select(Author.user_id).where(Author.article_id == claim.article_id)
    flagged, has_sheet = _sheet(session, claim)
    return ClaimFacts(
        state=claim.state,
        authors=frozenset(session.scalars(authors)),
        holders=frozenset(running),
        lease_over=len(running) < len(held),
        assessed_this_round=frozenset(r.user_id for r in assessed if r.round == claim.round),
        assessed_ever=frozenset(r.user_id for r in assessed),
        adjudicated_ever=frozenset(session.scalars(adjudicated)),
        recused=frozenset(session.scalars(recused)),
        free_slots=claim.required - submitted - len(running),
        flagged=flagged,
        has_sheet=has_sheet,
    )


def _leases(session: Session, claim: Claim) -> Sequence[sa.Row[int, datetime, LeaseOutcome]]:
    """The holds of the present round that keep a slot."""
    return session.execute(
        sa.select(Assignment.user_id, Assignment.expires_at, Assignment.outcome).where(
            Assignment.claim_id == claim.id,
            Assignment.round == claim.round,
            Assignment.outcome.in_([LeaseOutcome.HELD, LeaseOutcome.SUBMITTED]),
        )
    ).all()


def _sheet(session: Session, claim: Claim) -> tuple[bool, bool]:
    row = session.execute(
        sa.select(Accusation.flagged_at, Accusation.settled_at).where(
            Accusation.claim_id == claim.id
        )
    ).one_or_none()
    if row is None:
        return False, False
    return row.flagged_at is not None and row.settled_at is None, True
