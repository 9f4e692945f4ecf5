"""Articles and claims as plain data for programs: what everybody on the desk may read.

Of judgements only what is signed is handed out, so nothing here can break blindness.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.moments import iso, iso_or_none
from review.domain.vocabulary import ClaimState, DisclosureLevel
from review.models import Article, ArticleVersion, Claim, SignOff

PAGE = 200


def articles(session: Session, *, desk_id: int, after: int = 0) -> list[dict[str, Any]]:
    """Up to 200 articles with an id above `after`, in the order of their ids."""
    rows = session.execute(
        sa.select(Article, sa.func.max(ArticleVersion.number))
        .join(ArticleVersion, ArticleVersion.article_id == Article.id)
        .where(Article.desk_id == desk_id, Article.id > after)
        .group_by(Article.id)
        .order_by(Article.id)
        .limit(PAGE)
    )
    return [_article(row, version) for row, version in rows]


def _article(row: Article, version: int) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "byline": row.byline,
        "publisher": row.publisher,
        "published_on": row.published_on.isoformat() if row.published_on else None,
        "language": row.language,
        "url": row.url,
        "press_at": iso_or_none(row.press_at),
        "created_at": iso(row.created_at),
        "text_version": version,
    }


def claims(
    session: Session, *, desk_id: int, article_id: int | None = None, after: int = 0
) -> list[dict[str, Any]]:
    """Up to 200 claims with an id above `after`, of one article or of the whole desk."""
    wanted = sa.select(Claim).where(Claim.desk_id == desk_id, Claim.id > after)
    if article_id is not None:
        wanted = wanted.where(Claim.article_id == article_id)
    rows = session.scalars(wanted.order_by(Claim.id).limit(PAGE)).all()
    signed = _signed(session, rows)
    return [claim(row, signed.get(row.id)) for row in rows]


def one_claim(session: Session, *, desk_id: int, claim_id: int) -> dict[str, Any] | None:
    row = session.scalars(sa.select(Claim).filter_by(id=claim_id, desk_id=desk_id)).one_or_none()
    return claim(row, _signed(session, [row]).get(row.id)) if row else None


def _signed(session: Session, rows: Sequence[Claim]) -> dict[int, SignOff]:
    ids = [row.id for row in rows if row.state is ClaimState.SIGNED_OFF]
    found = session.scalars(
        sa.select(SignOff)
        .join(Claim, sa.and_(Claim.id == SignOff.claim_id, Claim.round == SignOff.round))
        .where(SignOff.claim_id.in_(ids))
    )
    return {row.claim_id: row for row in found}


def claim(row: Claim, signed: SignOff | None) -> dict[str, Any]:
    return {
        "id": row.id,
        "article": row.article_id,
        "number": row.number,
        "text": row.text,
        "start": row.start,
        "end": row.end,
        "kind": row.kind.value,
        "score": row.score,
        "why": list(row.why),
        "attributed_to": row.attributed_to or None,
        "source_chain": list(row.source_chain) or None,
        "state": row.state.value,
        "round": row.round,
        "required": row.required,
        "version": row.version,
        "due_at": iso_or_none(row.due_at),
        "signed": signed and _signature(signed),
    }


def _signature(row: SignOff) -> dict[str, Any]:
    """What was signed, less the pieces whose source is not public: that is for reports."""
    content = row.content
    public = [
        piece
        for piece in content["evidence"]
        if not piece["source"] or piece["source"]["disclosure"] == DisclosureLevel.PUBLIC
    ]
    return {
        "signed_at": iso(row.signed_at),
        "content_hash": row.content_hash,
        "decision": content["decision"],
        "origins": content["origins"],
        "evidence": [
            {name: piece[name] for name in ("number", "kind", "title", "url", "sha256")}
            for piece in public
        ],
        "evidence_withheld": len(content["evidence"]) - len(public),
    }
