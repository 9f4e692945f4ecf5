"""The lists of the desk: which claims, and which notes on claims, wait for one reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from review.domain.policy import BLIND_STATES, Actor
from review.domain.vocabulary import (
    CapturePurpose,
    CaptureStatus,
    ClaimState,
    CommentKind,
    LeaseOutcome,
    Role,
)
from review.domain.workflow import LIVE, OPEN, RULES, Action
from review.models import (
    Accusation,
    Adjudication,
    Assessment,
    Assignment,
    Author,
    Capture,
    Claim,
    ClaimEvidence,
    Comment,
    Evidence,
    Recusal,
    ReplyRequest,
    User,
)
from review.queries.levels_waiting import waiting_for
from review.queries.queue_views import VIEWS, Condition, View, holds
from review.queries.wishes import meant_for

MOST = 5
KEEPS_PLACE = (LeaseOutcome.HELD, LeaseOutcome.SUBMITTED)
URGENT = (Claim.due_at.is_(None), Claim.due_at, -Claim.priority, Claim.id)


@dataclass(frozen=True, slots=True)
class Said:
    """A row of a list that is about a claim: its own id, its words, by whom and when."""

    claim_id: int
    id: int
    words: str
    by: str
    at: datetime


def held(session: Session, actor: Actor, at: datetime) -> Sequence[int]:
    return _claims(session, _checked(actor), Claim.state.in_(OPEN), holds(actor, at))


def meant(session: Session, actor: Actor, at: datetime) -> Sequence[int]:
    """Claims that an editor wishes the reader to take, and that they may take."""
    return _claims(session, _checked(actor), meant_for(actor, at), _no_conflict(actor))


def sent_back(session: Session, actor: Actor, at: datetime) -> Sequence[int]:
    return _claims(session, _on_desk(actor), VIEWS[View.SENT_BACK](actor, at))


def to_sign(session: Session, actor: Actor, _at: datetime) -> Sequence[int]:
    """Claims that the reader may sign: written, assessed and decided by others."""
    return _claims(
        session,
        _on_desk(actor),
        Claim.state == ClaimState.AWAITING_SIGN_OFF,
        *_had_no_hand_in(actor),
    )


def to_decide(session: Session, actor: Actor, _at: datetime) -> Sequence[int]:
    """Claims on which assessments differ, and the reader gave none of them."""
    gave_one = sa.exists().where(
        Assessment.claim_id == Claim.id,
        Assessment.round == Claim.round,
        Assessment.user_id == actor.user_id,
    )
    return _claims(
        session,
        _on_desk(actor),
        Claim.state == ClaimState.ADJUDICATION,
        ~gave_one,
        _no_conflict(actor),
    )


def to_confirm(session: Session, actor: Actor, _at: datetime) -> Sequence[int]:
    return waiting_for(session, actor, *_had_no_hand_in(actor))[:MOST]


def _claims(session: Session, *where: Condition) -> Sequence[int]:
    wanted = sa.select(Claim.id).where(*where)
    return session.scalars(wanted.order_by(*URGENT).limit(MOST)).all()


def _on_desk(actor: Actor) -> Condition:
    return Claim.desk_id == actor.desk_id


def _checked(actor: Actor) -> Condition:
    """The same for few claims known otherwise: no way in by the index of all the desk's claims."""
    return Claim.desk_id + 0 == actor.desk_id


def _no_conflict(actor: Actor) -> Condition:
    written = sa.select(Author.article_id).where(Author.user_id == actor.user_id)
    recused = sa.select(Recusal.article_id).where(Recusal.user_id == actor.user_id)
    return Claim.article_id.not_in(written.union(recused))


def _had_no_hand_in(actor: Actor) -> tuple[Condition, ...]:
    return (
        _no_conflict(actor),
        *(
            ~sa.exists().where(kind.claim_id == Claim.id, kind.user_id == actor.user_id)
            for kind in (Assessment, Adjudication)
        ),
    )


def questions(session: Session, actor: Actor, _at: datetime) -> Sequence[Said]:
    """Open queries of others: for an editor all of them, for a reviewer those on their claims."""
    rows = (
        sa.select(Claim.id, Comment.id, Comment.text, User.name, Comment.written_at)
        .select_from(Comment)
        .join(User, User.id == Comment.user_id)
        .where(
            # Written out, since an index on open queries alone serves no value that comes later.
            Comment.kind == sa.literal_column(f"'{CommentKind.QUERY}'"),
            Comment.answered_at.is_(None),
            Comment.user_id != actor.user_id,
            ~_of_fellow_assessor() if Role.REVIEWER in actor.roles else sa.true(),
        )
    )
    return _said(session, actor, rows.join(Claim, Claim.id == Comment.claim_id), _mine(actor))


def _of_fellow_assessor() -> Condition:
    """Written by someone who assesses the claim in a running round: a reviewer reads it after."""
    return sa.and_(
        Claim.state.in_(sorted(BLIND_STATES)),
        sa.exists().where(
            Assignment.claim_id == Claim.id,
            Assignment.round == Claim.round,
            Assignment.user_id == Comment.user_id,
            Assignment.outcome.in_(KEEPS_PLACE),
        ),
    )


def replies(session: Session, actor: Actor, at: datetime) -> Sequence[Said]:
    """Replies that are overdue: for an editor all, else those the reader asked for or works on."""
    rows = (
        sa.select(
            Claim.id, ReplyRequest.id, ReplyRequest.asked_of, User.name, ReplyRequest.deadline_at
        )
        .select_from(ReplyRequest)
        .join(User, User.id == ReplyRequest.user_id)
        .where(ReplyRequest.answered_at.is_(None), ReplyRequest.deadline_at < at)
    )
    mine = sa.or_(ReplyRequest.user_id == actor.user_id, _mine(actor))
    return _said(session, actor, rows.join(Claim, Claim.id == ReplyRequest.claim_id), mine)


def uncaptured(session: Session, actor: Actor, _at: datetime) -> Sequence[Said]:
    """Links whose newest capture failed: for an editor all, else those the reader attached."""
    later = aliased(Capture)
    rows = (
        sa.select(Claim.id, Evidence.id, Evidence.title, User.name, Capture.finished_at)
        .select_from(Capture)
        .join(Evidence, Evidence.id == Capture.evidence_id)
        .join(ClaimEvidence, ClaimEvidence.evidence_id == Evidence.id)
        .join(User, User.id == Evidence.added_by_id)
        .where(
            Capture.status == CaptureStatus.FAILED,
            Capture.purpose == CapturePurpose.FIRST,
            ClaimEvidence.detached_at.is_(None),
            ~sa.exists().where(later.evidence_id == Evidence.id, later.id > Capture.id),
        )
    )
    mine = Evidence.added_by_id == actor.user_id
    return _said(session, actor, rows.join(Claim, Claim.id == ClaimEvidence.claim_id), mine)


def flags(session: Session, actor: Actor, _at: datetime) -> Sequence[Said]:
    """Accusations flagged as possibly fabricated and not yet answered by an editor."""
    rows = (
        sa.select(Claim.id, Accusation.id, Accusation.flag_reason, User.name, Accusation.flagged_at)
        .select_from(Accusation)
        .join(User, User.id == Accusation.flagged_by_id)
        .where(Accusation.flagged_at.is_not(None), Accusation.settled_at.is_(None))
    )
    return _said(session, actor, rows.join(Claim, Claim.id == Accusation.claim_id), sa.true())


def _mine(actor: Actor) -> Condition:
    """That the reader holds the claim, or has assessed it in this round."""
    return sa.exists().where(
        Assignment.claim_id == Claim.id,
        Assignment.round == Claim.round,
        Assignment.user_id == actor.user_id,
        Assignment.outcome.in_(KEEPS_PLACE),
    )


def _said(
    session: Session, actor: Actor, rows: sa.Select[*tuple[Any, ...]], mine: Condition
) -> Sequence[Said]:
    """The most urgent rows of the desk; `mine` counts for all but those who run the desk."""
    runs_it = actor.roles & RULES[Action.SEND_BACK].roles
    found = session.execute(
        rows.where(
            _checked(actor),
            Claim.state.in_(LIVE),
            sa.true() if runs_it else mine,
        )
        .order_by(*URGENT)
        .limit(MOST)
    )
    return [Said(*row) for row in found]
