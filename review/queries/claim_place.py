"""Where a claim stands: the words around it, its article, and its neighbours in the text."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.models import Article, ArticleVersion, Claim, Sentence

AROUND = 400


@dataclass(frozen=True, slots=True)
class Place:
    """`before` and `after` are the sentences around the claim, as they stand in the article."""

    before: str
    after: str
    article_id: int
    article_title: str
    publisher: str
    language: str
    previous_id: int | None
    next_id: int | None


def place_of(session: Session, claim: Claim) -> Place:
    """Read the surroundings of one claim; only the words near it leave the database."""
    begins, ends = _nearest_sentences(session, claim)
    begins = max(begins or 0, claim.start - AROUND)
    ends = min(ends or claim.end + AROUND, claim.end + AROUND)
    row = session.execute(
        sa.select(
            Article.title,
            Article.publisher,
            Article.language,
            sa.func.substr(ArticleVersion.body, begins + 1, claim.start - begins).label("before"),
            sa.func.substr(ArticleVersion.body, claim.end + 1, ends - claim.end).label("after"),
        )
        .join(Article, Article.id == ArticleVersion.article_id)
        .where(ArticleVersion.id == claim.article_version_id)
    ).one()
    previous_id, next_id = _neighbours(session, claim)
    return Place(
        before=row.before.strip(),
        after=row.after.strip(),
        article_id=claim.article_id,
        article_title=row.title,
        publisher=row.publisher,
        language=row.language,
        previous_id=previous_id,
        next_id=next_id,
    )


def _nearest_sentences(session: Session, claim: Claim) -> tuple[int | None, int | None]:
    """Where the sentence before the claim begins, and where the one after it ends."""
    text = Sentence.article_version_id == claim.article_version_id
    before = sa.select(sa.func.max(Sentence.start)).where(text, Sentence.end <= claim.start)
    after = sa.select(sa.func.min(Sentence.end)).where(text, Sentence.start >= claim.end)
    row = session.execute(sa.select(before.scalar_subquery(), after.scalar_subquery())).one()
    return row[0], row[1]


def _neighbours(session: Session, claim: Claim) -> tuple[int | None, int | None]:
    text = Claim.article_version_id == claim.article_version_id
    here = sa.tuple_(Claim.start, Claim.id)
    stands = sa.tuple_(sa.literal(claim.start), sa.literal(claim.id))
    before = sa.select(Claim.id).where(text, here < stands)
    after = sa.select(Claim.id).where(text, here > stands)
    row = session.execute(
        sa.select(
            before.order_by(Claim.start.desc(), Claim.id.desc()).limit(1).scalar_subquery(),
            after.order_by(Claim.start, Claim.id).limit(1).scalar_subquery(),
        )
    ).one()
    return row[0], row[1]
