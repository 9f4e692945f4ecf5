"""Articles of a desk: the list, with how far the work on each has come."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.coverage import Coverage, coverage
from review.domain.vocabulary import ClaimState, Disposition, Role
from review.domain.workflow import OPEN
from review.models import Article, ArticleVersion, Claim, Membership, Sentence, User

PAGE = 25


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article of the list; `counts` are its claims by state."""

    id: int
    title: str
    byline: str
    publisher: str
    published_on: date | None
    language: str
    press_at: datetime | None
    created_at: datetime
    counts: Mapping[ClaimState, int]
    coverage: Coverage

    @property
    def claims(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Some articles, and the id to go on below, if there are more."""

    overdue: tuple[ArticleRow, ...]
    rows: tuple[ArticleRow, ...]
    more_before: int | None


def page_of_articles(session: Session, *, desk_id: int, before: int | None = None) -> ArticlePage:
    """The newest articles, or those older than `before`; on the first page the overdue come first.

    An article is overdue when its press time has passed and claims of it are still open.
    """
    at = now()
    open_claims = sa.exists().where(Claim.article_id == Article.id, Claim.state.in_(OPEN))
    on_desk = sa.select(Article).where(Article.desk_id == desk_id)
    late = (
        on_desk.where(Article.press_at < at, open_claims)
        .order_by(Article.press_at, Article.id)
        .limit(PAGE)
    )
    overdue = session.scalars(late).all() if before is None else []
    shown_first = late.with_only_columns(Article.id).correlate(None)
    wanted = on_desk.where(Article.id.not_in(shown_first)).order_by(Article.id.desc())
    wanted = wanted.limit(PAGE + 1)
    rest = session.scalars(wanted.where(Article.id < before) if before else wanted).all()
    rows = _rows(session, [*overdue, *rest[:PAGE]])
    return ArticlePage(
        overdue=tuple(rows[: len(overdue)]),
        rows=tuple(rows[len(overdue) :]),
        more_before=rest[PAGE - 1].id if len(rest) > PAGE else None,
    )


def in_progress(session: Session, *, desk_id: int, most: int) -> tuple[ArticleRow, ...]:
    """Articles with open claims: the nearest press time first, then the newest."""
    wanted = (
        sa.select(Article)
        .where(
            Article.desk_id == desk_id,
            sa.exists().where(Claim.article_id == Article.id, Claim.state.in_(OPEN)),
        )
        .order_by(Article.press_at.is_(None), Article.press_at, Article.id.desc())
        .limit(most)
    )
    return tuple(_rows(session, session.scalars(wanted).all()))


def _rows(session: Session, articles: Sequence[Article]) -> list[ArticleRow]:
    ids = [article.id for article in articles]
    counts, dispositions = _claims_of(session, ids), _sentences_of(session, ids)
    return [
        ArticleRow(
            id=article.id,
            title=article.title,
            byline=article.byline,
            publisher=article.publisher,
            published_on=article.published_on,
            language=article.language,
            press_at=article.press_at,
            created_at=article.created_at,
            counts=counts[article.id],
            coverage=coverage(dispositions[article.id].elements()),
        )
        for article in articles
    ]


def _claims_of(session: Session, ids: Sequence[int]) -> Mapping[int, Mapping[ClaimState, int]]:
    found: dict[int, dict[ClaimState, int]] = defaultdict(dict)
    rows = session.execute(
        sa.select(Claim.article_id, Claim.state, sa.func.count())
        .where(Claim.article_id.in_(ids))
        .group_by(Claim.article_id, Claim.state)
    )
    for article_id, state, count in rows:
        found[article_id][state] = count
    return found


def _sentences_of(session: Session, ids: Sequence[int]) -> Mapping[int, Counter[Disposition]]:
    """Sentences of each article's newest text, by disposition."""
    newest = (
        sa.select(sa.func.max(ArticleVersion.id))
        .where(ArticleVersion.article_id.in_(ids))
        .group_by(ArticleVersion.article_id)
    )
    found: dict[int, Counter[Disposition]] = defaultdict(Counter)
    rows = session.execute(
        sa.select(ArticleVersion.article_id, Sentence.disposition, sa.func.count())
        .join(ArticleVersion, ArticleVersion.id == Sentence.article_version_id)
        .where(Sentence.article_version_id.in_(newest))
        .group_by(ArticleVersion.article_id, Sentence.disposition)
    )
    for article_id, disposition, count in rows:
        found[article_id][disposition] = count
    return found


def possible_authors(session: Session, *, desk_id: int) -> list[tuple[int, str]]:
    """Id and name of everyone who works on the desk now, by name."""
    working = (
        sa.select(Membership.user_id)
        .filter_by(desk_id=desk_id, ended_at=None)
        .where(Membership.role != Role.ADMIN)
    )
    rows = session.execute(
        sa.select(User.id, User.name)
        .where(User.id.in_(working), User.disabled_at.is_(None))
        .order_by(User.name, User.id)
    )
    return [(row.id, row.name) for row in rows]


def held_already(session: Session, *, desk_id: int, sha256: str) -> int | None:
    """The id of the desk's article that has, or once had, exactly this text."""
    return session.scalars(
        sa.select(ArticleVersion.article_id).filter_by(desk_id=desk_id, sha256=sha256)
    ).first()
