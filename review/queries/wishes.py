"""Claims that an editor means for somebody, as conditions, and whom they can be meant for."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.policy import Actor
from review.domain.vocabulary import ClaimState
from review.domain.workflow import RULES, Action
from review.models import Claim, Membership, User

Condition = sa.ColumnElement[bool]


def meant(at: datetime) -> Condition:
    """That the claim is meant for somebody at that moment."""
    return sa.and_(Claim.meant_until > at, Claim.state == ClaimState.QUEUED)


def meant_for(actor: Actor, at: datetime) -> Condition:
    return sa.and_(Claim.meant_for_id == actor.user_id, meant(at))


def not_for_others(actor: Actor, at: datetime) -> Condition:
    """That the claim is meant for nobody but the actor."""
    return sa.or_(
        Claim.meant_for_id.is_(None),
        Claim.meant_for_id == actor.user_id,
        Claim.meant_until <= at,
    )


def reviewers(session: Session, *, desk_id: int) -> list[tuple[int, str]]:
    """Id and name of everybody who takes claims on the desk, by name."""
    rows = session.execute(
        sa.select(User.id, User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.desk_id == desk_id,
            Membership.role.in_(RULES[Action.TAKE].roles),
            Membership.ended_at.is_(None),
            User.disabled_at.is_(None),
        )
        .order_by(User.name, User.id)
    )
    return [(row.id, row.name) for row in rows]
