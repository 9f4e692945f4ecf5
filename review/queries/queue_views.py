"""The saved views of the queue, each as a condition on open claims for one reader at one moment."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from review.domain.policy import BLIND_STATES, Actor
from review.domain.vocabulary import ClaimKind, ClaimState, LeaseOutcome
from review.models import Accusation, Assessment, Assignment, Claim
from review.queries import wishes

STALE_AFTER = timedelta(days=3)

Condition = sa.ColumnElement[bool]


class View(StrEnum):
    """Saved views of the open claims."""

    MINE = "mine"
    MEANT = "meant"
    UNASSIGNED = "unassigned"
    ACCUSATIONS = "accusations"
    SECOND = "second"
    STALE = "stale"
    FLAGGED = "flagged"
    SENT_BACK = "sent_back"


def _held(at: datetime) -> sa.Select[Any]:
    running = Assignment.outcome == LeaseOutcome.HELD, Assignment.expires_at > at
    return sa.select(Assignment.claim_id).where(*running)


def holds(actor: Actor, at: datetime) -> Condition:
    return Claim.id.in_(_held(at).where(Assignment.user_id == actor.user_id))


def _mine(actor: Actor, at: datetime) -> Condition:
    """What the reader holds, or is meant to take."""
    held = _held(at).where(Assignment.user_id == actor.user_id)
    return Claim.id.in_(held.union_all(sa.select(Claim.id).where(wishes.meant_for(actor, at))))


def _meant(_actor: Actor, at: datetime) -> Condition:
    return wishes.meant(at)


def _unassigned(_actor: Actor, at: datetime) -> Condition:
    return sa.and_(Claim.state == ClaimState.QUEUED, Claim.id.not_in(_held(at)))


def _accusations(_actor: Actor, _at: datetime) -> Condition:
    return Claim.kind == ClaimKind.ACCUSATION


def _second(_actor: Actor, at: datetime) -> Condition:
    """A place is free on a claim that somebody else is at, or has done."""
    begun = sa.exists().where(
        Assignment.claim_id == Claim.id,
        Assignment.round == Claim.round,
        sa.or_(
            Assignment.outcome == LeaseOutcome.SUBMITTED,
            sa.and_(Assignment.outcome == LeaseOutcome.HELD, Assignment.expires_at > at),
        ),
    )
    return sa.and_(Claim.state == ClaimState.QUEUED, Claim.required > 1, begun)


def _stale(_actor: Actor, at: datetime) -> Condition:
    return Claim.state_since < at - STALE_AFTER


def _flagged(actor: Actor, _at: datetime) -> Condition:
    return Claim.id.in_(
        sa.select(Accusation.claim_id).where(
            Accusation.desk_id == actor.desk_id,
            Accusation.flagged_at.is_not(None),
            Accusation.settled_at.is_(None),
        )
    )


def _sent_back(actor: Actor, _at: datetime) -> Condition:
    """Waiting anew after a round in which the reader assessed it, and not yet assessed again."""
    mine = Assessment.user_id == actor.user_id, Assessment.claim_id == Claim.id
    return sa.and_(
        Claim.state.in_(sorted(BLIND_STATES)),
        Claim.round > 1,
        sa.exists().where(*mine, Assessment.round < Claim.round),
        ~sa.exists().where(*mine, Assessment.round == Claim.round),
    )


VIEWS: Mapping[View, Callable[[Actor, datetime], Condition]] = {
    View.MINE: _mine,
    View.MEANT: _meant,
    View.UNASSIGNED: _unassigned,
    View.ACCUSATIONS: _accusations,
    View.SECOND: _second,
    View.STALE: _stale,
    View.FLAGGED: _flagged,
    View.SENT_BACK: _sent_back,
}
