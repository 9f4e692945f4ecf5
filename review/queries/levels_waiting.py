"""Accusations whose level 3 waits for the reader's word as editor or as legal."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from review.domain.fabrication import level
from review.domain.policy import Actor
from review.domain.vocabulary import Answer, ClaimState, Role
from review.domain.workflow import RULES, Action
from review.models import Accusation, Adjudication, Assessment, Claim, LevelConfirmation

# More than anybody confirms in a day; the others follow when these are done.
LOOKED_AT = 100
HIGHEST = 3


def waiting_for(session: Session, actor: Actor, *where: sa.ColumnElement[bool]) -> tuple[int, ...]:
    """Claims that await sign-off and the actor's word on level 3, in three queries.

    `where` are further conditions on the claims.
    """
    claims = session.execute(_candidates(actor, *where)).all()
    ids = [claim.id for claim in claims]
    given = _in_round(session, Assessment, ids, selectinload(Assessment.answers))
    decided = {row.claim_id: row for row in _in_round(session, Adjudication, ids)}
    return tuple(
        claim.id
        for claim in claims
        if level(
            [{a.code: a.answer for a in row.answers} for row in given if row.claim_id == claim.id],
            decided=_decided(decided.get(claim.id)),
        ).unconfirmed
    )


def _decided(row: Adjudication | None) -> dict[str, Answer] | None:
    return {code: Answer(answer) for code, answer in row.answers.items()} if row else None


def _candidates(actor: Actor, *where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    in_round = Assessment.claim_id == Claim.id, Assessment.round == Claim.round
    high = sa.select(sa.func.count()).where(*in_round, Assessment.level == HIGHEST)
    speaks_for: frozenset[Role] = actor.roles & RULES[Action.CONFIRM_LEVEL].roles
    said = sa.exists().where(
        LevelConfirmation.claim_id == Claim.id,
        LevelConfirmation.round == Claim.round,
        sa.or_(
            LevelConfirmation.role.in_(sorted(speaks_for)),
            LevelConfirmation.user_id == actor.user_id,
        ),
    )
    return (
        sa.select(Claim.id)
        .join(Accusation, Accusation.claim_id == Claim.id)
        .where(
            Claim.desk_id == actor.desk_id,
            Claim.state == ClaimState.AWAITING_SIGN_OFF,
            sa.or_(high.scalar_subquery() >= 2, _adjudicated()),
            ~said,
            *where,
        )
        .order_by(Claim.due_at.is_(None), Claim.due_at, Claim.id)
        .limit(LOOKED_AT)
    )


def _adjudicated() -> sa.ColumnElement[bool]:
    return sa.exists().where(Adjudication.claim_id == Claim.id, Adjudication.round == Claim.round)


def _in_round(
    session: Session, kind: type[Any], claim_ids: Collection[int], *options: Any
) -> list[Any]:
    """Rows of a kind in the present round of each claim."""
    rows = session.scalars(
        sa.select(kind)
        .join(Claim, sa.and_(Claim.id == kind.claim_id, Claim.round == kind.round))
        .where(Claim.id.in_(claim_ids))
        .options(*options)
    )
    return list(rows)
