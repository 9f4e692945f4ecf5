"""A declared conflict of interest: the desk never offers those claims to that person."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.errors import Conflict, Invalid
from review.domain.policy import Actor, Permission, require_permission
from review.models import Article, Recusal
from review.services.ledger import record
from review.services.loading import of_desk


def declare(session: Session, *, article_id: int, actor: Actor, reason: str) -> Recusal:
    """Step back from every claim of an article, with a reason."""
    require_permission(actor, Permission.DECLARE_CONFLICT)
    article = of_desk(session, Article, article_id, actor, lock=True)
    if not reason.strip():
        raise Invalid("", fields={"reason": "Say what ties you to this article."})
    if session.scalars(
        sa.select(Recusal).filter_by(article_id=article.id, user_id=actor.user_id)
    ).first():
        raise Conflict("You declared a conflict with this article before.")
    row = Recusal(
        article_id=article.id,
        user_id=actor.user_id,
        reason=reason.strip(),
        declared_at=now(),
    )
    session.add(row)
    record(
        session,
        actor=actor,
        action="declare_conflict",
        subject=f"article {article.id}",
        payload={"reason": row.reason},
        article_id=article.id,
    )
    return row
