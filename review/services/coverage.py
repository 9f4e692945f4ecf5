"""Keeping sentences accounted for while claims come, move and go."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.policy import Actor
from review.domain.vocabulary import ClaimState, Disposition
from review.models import Claim, Sentence


def cover(session: Session, claim: Claim, actor: Actor) -> None:
    """Sentences that a claim touches are accounted for by it."""
    for sentence in session.scalars(
        sa.select(Sentence).where(
            Sentence.article_version_id == claim.article_version_id,
            Sentence.start < claim.end,
            Sentence.end > claim.start,
            Sentence.disposition != Disposition.CLAIM,
        )
    ):
        _dispose(sentence, Disposition.CLAIM, "", actor)


def uncover(session: Session, text_id: int, actor: Actor, *, waived: str = "") -> int:
    """Sentences that the last claim has left are to be decided again; returns how many.

    With the reason of a withdrawal in `waived` they are waived by it, under the actor's name.
    """
    session.flush()
    left = _without_a_claim(session, text_id)
    for sentence in left:
        _dispose(sentence, Disposition.WAIVED if waived else Disposition.UNDECIDED, waived, actor)
    return len(left)


def _without_a_claim(session: Session, text_id: int) -> Sequence[Sentence]:
    carried = sa.exists().where(
        Claim.article_version_id == Sentence.article_version_id,
        Claim.start < Sentence.end,
        Claim.end > Sentence.start,
        Claim.state != ClaimState.WITHDRAWN,
    )
    return session.scalars(
        sa.select(Sentence).where(
            Sentence.article_version_id == text_id,
            Sentence.disposition == Disposition.CLAIM,
            sa.not_(carried),
        )
    ).all()


def _dispose(sentence: Sentence, disposition: Disposition, reason: str, actor: Actor) -> None:
    sentence.disposition, sentence.reason = disposition, reason
    sentence.decided_by_id, sentence.decided_at = actor.user_id, now()
