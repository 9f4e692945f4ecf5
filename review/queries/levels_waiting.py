"""Accusations whose level 3 waits for the reader's word as editor or as legal."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.fabrication import level
from review.domain.policy import Actor
from review.domain.vocabulary import Answer, ClaimState, Role
from review.domain.workflow import RULES, Action
from review.models import (
    Accusation,
    Adjudication,
    Assessment,
    Claim,
    IndicatorAnswer,
    LevelConfirmation,
)

# More than anybody confirms in a day; the others follow when these are done.
LOOKED_AT = 100
HIGHEST = 3


def waiting_for(session: Session, actor: Actor, *where: sa.ColumnElement[bool]) -> tuple[int, ...]:
    """Claims that await sign-off and the actor's word on level 3, in three queries.

    `where` are further conditions on the claims.
    """
    ids = session.scalars(_candidates(actor, *where)).all()
    given = _given(session, ids)
    decided = _decided(session, ids)
    return tuple(
        one for one in ids if level(list(given[one].values()), decided=decided.get(one)).unconfirmed
    )


def _given(session: Session, ids: Sequence[int]) -> dict[int, dict[int, dict[str, Answer]]]:
    """Answers by code, by assessment, by claim; columns alone, for there may be thousands."""
    rows = session.execute(
        sa.select(Claim.id, Assessment.id, IndicatorAnswer.code, IndicatorAnswer.answer)
        .join(Assessment, _in_round(Assessment))
        .outerjoin(IndicatorAnswer, IndicatorAnswer.assessment_id == Assessment.id)
        .where(Claim.id.in_(ids))
    )
    found: dict[int, dict[int, dict[str, Answer]]] = {one: {} for one in ids}
    for claim_id, assessment_id, code, answer in rows:
        sheet = found[claim_id].setdefault(assessment_id, {})
        if code is not None:
            sheet[code] = answer
    return found


def _decided(session: Session, ids: Sequence[int]) -> dict[int, dict[str, Answer]]:
    rows = session.execute(
        sa.select(Claim.id, Adjudication.answers)
        .join(Adjudication, _in_round(Adjudication))
        .where(Claim.id.in_(ids))
    )
    return {
        claim_id: {code: Answer(answer) for code, answer in answers.items()}
        for claim_id, answers in rows
    }


def _candidates(actor: Actor, *where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    high = sa.select(sa.func.count()).where(_in_round(Assessment), Assessment.level == HIGHEST)
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
    return sa.exists().where(_in_round(Adjudication))


def _in_round(kind: type[Assessment | Adjudication]) -> sa.ColumnElement[bool]:
    """Rows of a kind in the present round of each claim."""
    return sa.and_(kind.claim_id == Claim.id, kind.round == Claim.round)
