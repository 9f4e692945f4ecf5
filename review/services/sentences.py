"""Accounting for a sentence that carries no claim: not factual, or waived by name and reason."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.errors import Conflict, Invalid, NotFound
from review.domain.policy import Actor, Permission, require_permission
from review.domain.vocabulary import ClaimState, Disposition
from review.models import ArticleVersion, Claim, Sentence
from review.services.ledger import record
from review.services.loading import require_version

BY_HAND = frozenset({Disposition.NO_FACTUAL_CONTENT, Disposition.WAIVED, Disposition.UNDECIDED})


def dispose(
    session: Session,
    *,
    article_id: int,
    sentence_id: int,
    actor: Actor,
    version: int | None,
    disposition: Disposition,
    reason: str = "",
) -> Sentence:
    """Say how a sentence without a claim is accounted for. A waiver needs a reason.

    Raises NotFound for a sentence of another article than `article_id`, or of another desk.
    """
    require_permission(actor, Permission.EDIT_CLAIMS)
    sentence = _of_article(session, sentence_id, article_id, actor)
    require_version(sentence.version, version, sentence)
    if disposition not in BY_HAND:
        raise Invalid("", fields={"disposition": "To make a claim of it, select its words."})
    if disposition is Disposition.WAIVED and not reason.strip():
        raise Invalid("", fields={"reason": "A waiver needs a reason; every report prints it."})
    if _has_claim(session, sentence):
        raise Conflict("This sentence carries a claim.", "Withdraw the claim first.")
    before = sentence.disposition
    sentence.disposition, sentence.reason = disposition, reason.strip()
    sentence.decided_by_id, sentence.decided_at = actor.user_id, now()
    record(
        session,
        actor=actor,
        action="dispose_sentence",
        subject=f"sentence {sentence.number} of article {article_id}",
        payload={
            "before": before.value,
            "after": disposition.value,
            "reason": sentence.reason,
        },
        article_id=article_id,
    )
    return sentence


def _of_article(session: Session, sentence_id: int, article_id: int, actor: Actor) -> Sentence:
    text = sa.and_(
        ArticleVersion.id == Sentence.article_version_id,
        ArticleVersion.article_id == article_id,
        ArticleVersion.desk_id == actor.desk_id,
    )
    row = session.scalars(
        sa.select(Sentence)
        .join(ArticleVersion, text)
        .where(Sentence.id == sentence_id)
        .with_for_update(of=Sentence, key_share=True)
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such sentence in this article.")
    return row


def _has_claim(session: Session, sentence: Sentence) -> bool:
    return session.scalars(
        sa.select(
            sa.exists().where(
                Claim.article_version_id == sentence.article_version_id,
                Claim.start < sentence.end,
                Claim.end > sentence.start,
                Claim.state != ClaimState.WITHDRAWN,
            )
        )
    ).one()
