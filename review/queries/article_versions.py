"""The versions of an article's text, newest first."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.models import ArticleVersion
from review.queries.claim_file import names_on


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One frozen state of the text; `by` is who brought it in."""

    number: int
    sha256: str
    characters: int
    original_name: str
    created_at: datetime
    by: str


def versions_of(session: Session, *, article_id: int, desk_id: int) -> tuple[VersionLine, ...]:
    """Every version, in two queries; the bodies stay in the database."""
    names = names_on(session, desk_id)
    rows = session.execute(
        sa.select(
            ArticleVersion.number,
            ArticleVersion.sha256,
            sa.func.length(ArticleVersion.body).label("characters"),
            ArticleVersion.original_name,
            ArticleVersion.created_at,
            ArticleVersion.created_by_id,
        )
        .where(ArticleVersion.article_id == article_id, ArticleVersion.desk_id == desk_id)
        .order_by(ArticleVersion.number.desc())
    )
    return tuple(
        VersionLine(
            number=row.number,
            sha256=row.sha256,
            characters=row.characters,
            original_name=row.original_name,
            created_at=row.created_at,
            by=names.get(row.created_by_id or 0, "Proofdesk"),
        )
        for row in rows
    )
