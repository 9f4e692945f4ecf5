"""Taking claims, holding them, and giving them back: leases that never overlap on one slot."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import Sessions, now
from review.domain.errors import NotFound
from review.domain.policy import Actor, require, system
from review.domain.vocabulary import ClaimState, LeaseOutcome
from review.domain.workflow import Action
from review.models import Assignment, Author, Claim, Recusal
from review.queries.claim_facts import facts_of
from review.queries.claim_file import policy_of
from review.queries.wishes import meant_for, not_for_others
from review.services.ledger import record_on_claim
from review.services.loading import LOCK, of_desk

KEEPS_SLOT = (LeaseOutcome.HELD, LeaseOutcome.SUBMITTED)
SWEEP_AT_ONCE = 200


def take(session: Session, *, claim_id: int, actor: Actor) -> Assignment:
    """Hold one claim. Raises Forbidden or Conflict as the policy says."""
    claim = of_desk(session, Claim, claim_id, actor, lock=True)
    _end_stale_of(session, claim)
    require(Action.TAKE, facts_of(session, claim), actor)
    return _hold(session, claim, actor)


def take_next(session: Session, *, actor: Actor) -> Assignment | None:
    """Hold the claim that matters most of those the actor may assess; None when there is none.

    What an editor means for the actor comes first, and what is meant for somebody else is passed
    over. On PostgreSQL claims that another reviewer is taking at this moment are skipped at first;
    when nothing else is left the call waits for them, so that a free second place is not
    overlooked.
    """
    at = now()
    mine = _takeable(actor).where(meant_for(actor, at))
    wanted = _takeable(actor).where(not_for_others(actor, at))
    claim = (
        _first(session, mine, skip_locked=True)
        or _first(session, wanted, skip_locked=True)
        or _first(session, wanted, skip_locked=False)
    )
    if claim is None:
        return None
    session.refresh(claim)
    require(Action.TAKE, facts_of(session, claim), actor)
    return _hold(session, claim, actor)


def _first(session: Session, wanted: sa.Select[Claim], *, skip_locked: bool) -> Claim | None:
    """The first claim that fits, locked. For whom it is meant stands in its own row, so that what
    an editor said while this waited for the lock counts as well.
    """
    locked = wanted.with_for_update(of=Claim, key_share=True, skip_locked=skip_locked)
    return session.scalars(locked).first()


def _takeable(actor: Actor) -> sa.Select[Claim]:
    mine = sa.exists().where(
        Assignment.claim_id == Claim.id,
        Assignment.round == Claim.round,
        Assignment.user_id == actor.user_id,
        Assignment.outcome.in_(KEEPS_SLOT),
    )
    written, conflict = (
        sa.exists().where(kind.article_id == Claim.article_id, kind.user_id == actor.user_id)
        for kind in (Author, Recusal)
    )
    return (
        sa.select(Claim)
        .where(
            Claim.desk_id == actor.desk_id,
            Claim.state == ClaimState.QUEUED,
            ~mine,
            ~written,
            ~conflict,
        )
        .order_by(Claim.priority.desc(), Claim.id)
        .limit(1)
    )


def _hold(session: Session, claim: Claim, actor: Actor) -> Assignment:
    taken = session.scalars(
        sa.select(Assignment.slot).where(
            Assignment.claim_id == claim.id,
            Assignment.round == claim.round,
            Assignment.outcome.in_(KEEPS_SLOT),
        )
    ).all()
    slot = next(number for number in range(1, len(taken) + 2) if number not in taken)
    at = now()
    lease = timedelta(minutes=policy_of(session, claim.desk_id).lease_minutes)
    held = Assignment(
        claim_id=claim.id,
        round=claim.round,
        slot=slot,
        user_id=_person(actor),
        taken_at=at,
        expires_at=at + lease,
    )
    session.add(held)
    if claim.meant_for_id == held.user_id:
        _end_wish(claim)
    settle_queue_state(session, claim)
    record_on_claim(
        session,
        claim,
        actor=actor,
        action=Action.TAKE,
        payload={"round": claim.round, "slot": slot},
    )
    return held


def _person(actor: Actor) -> int:
    if actor.user_id is None:
        raise NotFound("The desk itself holds no claim.")
    return actor.user_id


def settle_queue_state(session: Session, claim: Claim) -> None:
    """Set `queued` or `in_review` by whether a slot is free in this round."""
    session.flush()
    kept = session.scalars(
        sa.select(sa.func.count()).where(
            Assignment.claim_id == claim.id,
            Assignment.round == claim.round,
            Assignment.outcome.in_(KEEPS_SLOT),
        )
    ).one()
    move(claim, ClaimState.IN_REVIEW if kept >= claim.required else ClaimState.QUEUED)


def move(claim: Claim, state: ClaimState) -> None:
    """Put a claim into a state; its clock starts again when that is another one.

    For whom it was meant is over then as well: that is about its place in the queue.
    """
    if claim.state is not state:
        claim.state = state
        claim.state_since = now()
        _end_wish(claim)


def _end_wish(claim: Claim) -> None:
    claim.meant_for_id = claim.meant_by_id = claim.meant_until = None
    claim.meant_note = ""


def held_by(session: Session, claim: Claim, actor: Actor) -> Assignment | None:
    """The actor's running lease on a claim."""
    return session.scalars(
        sa.select(Assignment).filter_by(
            claim_id=claim.id, round=claim.round, user_id=actor.user_id, outcome=LeaseOutcome.HELD
        )
    ).one_or_none()


def renew(session: Session, claim: Claim, actor: Actor) -> None:
    """Work renews the lease; not an act of its own, so the ledger does not hear of it.

    The lease is locked from then on: what one person does to a draft in two tabs happens in turn.
    """
    held = held_by(session, claim, actor)
    if held is not None:
        lease = timedelta(minutes=policy_of(session, claim.desk_id).lease_minutes)
        held.expires_at = now() + lease
        session.flush()


def release(session: Session, *, claim_id: int, actor: Actor) -> Claim:
    """Give a claim back to the queue. The draft is kept."""
    claim = of_desk(session, Claim, claim_id, actor, lock=True)
    require(Action.RELEASE, facts_of(session, claim), actor)
    end(session, claim, actor, LeaseOutcome.RELEASED)
    settle_queue_state(session, claim)
    record_on_claim(
        session,
        claim,
        actor=actor,
        action=Action.RELEASE,
        payload={"round": claim.round},
    )
    return claim


def end_all(session: Session, claim: Claim) -> None:
    """End every running lease, as when a claim is withdrawn or a new round begins."""
    for held in session.scalars(
        sa.select(Assignment).filter_by(claim_id=claim.id, outcome=LeaseOutcome.HELD)
    ):
        held.outcome, held.ended_at = LeaseOutcome.ENDED, now()


def end(session: Session, claim: Claim, actor: Actor, outcome: LeaseOutcome) -> None:
    """End the actor's running lease, as what became of it says. Part of another act."""
    for held in session.scalars(
        sa.select(Assignment).filter_by(
            claim_id=claim.id, user_id=actor.user_id, outcome=LeaseOutcome.HELD
        )
    ):
        held.outcome, held.ended_at = outcome, now()


def _end_stale_of(session: Session, claim: Claim) -> int:
    """End the leases of one locked claim that have run out, each with its own ledger row."""
    stale = session.scalars(
        sa.select(Assignment).where(
            Assignment.claim_id == claim.id,
            Assignment.outcome == LeaseOutcome.HELD,
            Assignment.expires_at <= now(),
        )
    ).all()
    for held in stale:
        desk = system(claim.desk_id)
        require(Action.EXPIRE, facts_of(session, claim), desk)
        held.outcome, held.ended_at = LeaseOutcome.EXPIRED, now()
        settle_queue_state(session, claim)
        record_on_claim(
            session,
            claim,
            actor=desk,
            action=Action.EXPIRE,
            payload={"round": held.round, "slot": held.slot, "held_by": held.user_id},
        )
    return len(stale)


def expire_everywhere(sessions: Sessions) -> int:
    """End every lease that has run out, on all desks, one claim a transaction."""
    with sessions.read() as session:
        claims = session.scalars(
            sa.select(Assignment.claim_id)
            .where(Assignment.outcome == LeaseOutcome.HELD, Assignment.expires_at <= now())
            .limit(SWEEP_AT_ONCE)
        ).all()
    ended = 0
    for claim_id in dict.fromkeys(claims):
        with sessions.write() as session:
            claim = session.get_one(Claim, claim_id, with_for_update=LOCK, populate_existing=True)
            ended += _end_stale_of(session, claim)
            session.commit()
    return ended
