"""Whom it concerns when a claim or a report no longer rests on what it rested on."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.vocabulary import LeaseOutcome, Role
from review.models import Adjudication, Assessment, Assignment, Claim, Membership, SignOff


def at_work_on(session: Session, claim_ids: Collection[int]) -> Mapping[int, set[int]]:
    """User ids by claim: who holds it, and who assessed, adjudicated or signed its present round.

    One query, to be asked before a new round makes them people of the past.
    """
    found: dict[int, set[int]] = {claim_id: set() for claim_id in claim_ids}
    held = Assignment.outcome == LeaseOutcome.HELD
    parts = [
        sa.select(Claim.id, kind.user_id)
        .join(kind, (kind.claim_id == Claim.id) & (kind.round == Claim.round))
        .where(Claim.id.in_(claim_ids), held if kind is Assignment else sa.true())
        for kind in (Assignment, Assessment, Adjudication, SignOff)
    ]
    for claim_id, user_id in session.execute(sa.union_all(*parts)):
        found[claim_id].add(user_id)
    return found


def members_of(session: Session, desk_id: int) -> Mapping[int, frozenset[Role]]:
    """Everybody who has a role on the desk now, with their roles."""
    rows = session.execute(
        sa.select(Membership.user_id, Membership.role).where(
            Membership.desk_id == desk_id, Membership.ended_at.is_(None)
        )
    )
    found: dict[int, frozenset[Role]] = {}
    for user_id, role in rows:
        found[user_id] = found.get(user_id, frozenset()) | {role}
    return found
