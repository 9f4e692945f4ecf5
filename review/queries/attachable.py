"""Claims that a person may attach evidence to, found by number or by words."""

import re
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.policy import Actor
from review.domain.vocabulary import ClaimState
from review.domain.workflow import RULES, Action
from review.models import Assignment, Claim
from review.queries.claim_lines import ClaimLine, claim_lines
from review.queries.finding import mentions, words_of

MOST = 12
_RULE = RULES[Action.ATTACH]
_NUMBER = re.compile(r"(?:#|claim\s*)?([0-9]{1,9})", re.IGNORECASE)
_ADDRESS = re.compile(r"/claims/([0-9]{1,9})\b")


def attaches(actor: Actor) -> bool:
    """Whether the actor attaches evidence at all."""
    return bool(actor.roles & _RULE.roles)


def may_fetch(actor: Actor, states: Collection[ClaimState]) -> bool:
    """Whether the actor may have a page fetched again that bears on claims in these states."""
    return attaches(actor) and bool(states) and _RULE.sources.issuperset(states)


def attachable(
    session: Session, *, actor: Actor, typed: str = "", chosen: int | None = None, most: int = MOST
) -> Sequence[ClaimLine]:
    """At most so many claims of the actor's desk that take evidence from them.

    The one chosen first, then those of the number typed, then what the actor held last, then the
    newest. Five queries, however many claims there are.
    """
    if not attaches(actor):
        return ()
    exact = _exact(typed)
    held = (
        sa.select(Assignment.claim_id, sa.func.max(Assignment.id).label("last"))
        .where(Assignment.user_id == actor.user_id)
        .group_by(Assignment.claim_id)
        .subquery()
    )
    found = session.scalars(
        sa.select(Claim.id)
        .outerjoin(held, held.c.claim_id == Claim.id)
        .where(
            Claim.desk_id == actor.desk_id,
            Claim.state.in_(sorted(_RULE.sources)),
            sa.or_(Claim.id == chosen, exact, sa.and_(*_words(typed, actor))),
        )
        .order_by(
            sa.case((Claim.id == chosen, 0), (exact, 1), else_=2),
            held.c.last.is_(None),
            held.c.last.desc(),
            Claim.id.desc(),
        )
        .limit(most)
    ).all()
    lines = claim_lines(session, found, actor=actor, at=now())
    return [lines[claim_id] for claim_id in found]


def _exact(typed: str) -> sa.ColumnElement[bool]:
    """That a claim is the one whose number or address was typed."""
    number, address = _NUMBER.fullmatch(typed.strip()), _ADDRESS.search(typed)
    if number:
        return sa.or_(Claim.number == int(number[1]), Claim.id == int(number[1]))
    return Claim.id == int(address[1]) if address else sa.false()


def _words(typed: str, actor: Actor) -> list[sa.ColumnElement[bool]]:
    return [sa.true(), *(mentions(word, actor) for word in words_of(typed))]
