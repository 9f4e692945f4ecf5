"""The annotated copy: an article's newest text with every claim and every open sentence marked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.coverage import Coverage, coverage
from review.domain.errors import NotFound
from review.domain.policy import Actor
from review.domain.vocabulary import ClaimState, Disposition
from review.models import (
    Article,
    ArticleVersion,
    Author,
    Claim,
    Recusal,
    Sentence,
)
from review.queries.claim_file import names_on
from review.queries.claim_marks import Mark, marks_of
from review.text.markup import Paragraph, paragraphs
from review.text.spans import Span


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence and how it is accounted for."""

    id: int
    version: int
    span: Span
    text: str
    disposition: Disposition
    reason: str
    by: str
    by_person: bool

    @property
    def is_open(self) -> bool:
        return self.disposition is Disposition.UNDECIDED

    @property
    def is_waived(self) -> bool:
        return self.disposition is Disposition.WAIVED

    @property
    def is_suggested(self) -> bool:
        """Only the finder says that it holds no fact; nobody has looked yet."""
        return self.disposition is Disposition.NO_FACTUAL_CONTENT and not self.by_person

    @property
    def is_plain(self) -> bool:
        """Carries no claim, and need not."""
        return self.disposition in {Disposition.NO_FACTUAL_CONTENT, Disposition.WAIVED}


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph with what its margin says. `suggested` counts those of `not_factual` that only
    the finder calls so.
    """

    paragraph: Paragraph
    marks: tuple[Mark, ...]
    open: tuple[Line, ...]
    waived: tuple[Line, ...]
    not_factual: int
    suggested: int


@dataclass(frozen=True, slots=True)
class AnnotatedCopy:
    """Everything the page shows. `left_behind` are claims whose words this text has lost."""

    article: Article
    text_number: int
    text_at: datetime
    blocks: tuple[Block, ...]
    marks: Mapping[int, Mark]
    lines: Mapping[int, Line]
    counts: Mapping[ClaimState, int]
    coverage: Coverage
    left_behind: int
    is_author: bool
    is_recused: bool

    @property
    def claims(self) -> int:
        return sum(self.counts.values())

    @property
    def suggested(self) -> int:
        """Sentences that only the finder calls not factual."""
        return sum(line.is_suggested for line in self.lines.values())

    @property
    def to_decide(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines.values() if line.is_open)


def annotated_copy(session: Session, *, article_id: int, actor: Actor) -> AnnotatedCopy:
    """Read the copy in a fixed number of queries. Raises NotFound for another desk's article."""
    article, text = newest(session, article_id=article_id, desk_id=actor.desk_id)
    names = names_on(session, actor.desk_id)
    lines = _lines(session, text, names)
    claims = session.scalars(
        sa.select(Claim).filter_by(article_id=article.id).order_by(Claim.start, Claim.number)
    ).all()
    marks = marks_of(session, article.id, claims, actor, names)
    here = {claim.id: marks[claim.id] for claim in claims if claim.article_version_id == text.id}
    recusal = sa.select(Recusal.id).filter_by(article_id=article.id, user_id=actor.user_id)
    return AnnotatedCopy(
        article=article,
        text_number=text.number,
        text_at=text.created_at,
        blocks=_blocks(text.body, lines, here),
        marks=here,
        lines=lines,
        counts=Counter(claim.state for claim in claims),
        coverage=coverage(line.disposition for line in lines.values()),
        left_behind=sum(c.id not in here and c.state is not ClaimState.WITHDRAWN for c in claims),
        is_author=session.get(Author, (article.id, actor.user_id or 0)) is not None,
        is_recused=session.scalar(recusal) is not None,
    )


def newest(session: Session, *, article_id: int, desk_id: int) -> tuple[Article, ArticleVersion]:
    """An article of the desk with its newest text."""
    row = session.execute(
        sa.select(Article, ArticleVersion)
        .join(ArticleVersion, ArticleVersion.article_id == Article.id)
        .where(Article.id == article_id, Article.desk_id == desk_id)
        .order_by(ArticleVersion.number.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such article on this desk.", "Look in the list of articles.")
    return row[0], row[1]


def _lines(session: Session, text: ArticleVersion, names: Mapping[int, str]) -> dict[int, Line]:
    # Columns, not rows of the mapping: a long article has hundreds of sentences.
    rows = session.execute(
        sa.select(
            Sentence.id, Sentence.version, Sentence.start, Sentence.end, Sentence.disposition,
            Sentence.reason, Sentence.decided_by_id,
        )
        .filter_by(article_version_id=text.id)
        .order_by(Sentence.number)
    )  # fmt: skip
    return {
        row.id: Line(
            id=row.id,
            version=row.version,
            span=Span(row.start, row.end),
            text=text.body[row.start : row.end],
            disposition=row.disposition,
            reason=row.reason,
            by=names.get(row.decided_by_id or 0, ""),
            by_person=row.decided_by_id is not None,
        )
        for row in rows
    }


def _blocks(body: str, lines: Mapping[int, Line], marks: Mapping[int, Mark]) -> tuple[Block, ...]:
    live = [mark for mark in marks.values() if mark.state is not ClaimState.WITHDRAWN]
    shown = {mark.id: mark.span for mark in marks.values() if _is_shown(mark, live)}
    sentences = {key: line.span for key, line in lines.items()}
    return tuple(
        _block(paragraph, lines, marks) for paragraph in paragraphs(body, sentences, shown)
    )


def _is_shown(mark: Mark, live: Sequence[Mark]) -> bool:
    """A withdrawn claim is left unmarked where another one has taken over its words."""
    return mark.state is not ClaimState.WITHDRAWN or not any(
        other.span.start < mark.span.end and mark.span.start < other.span.end for other in live
    )


def _block(paragraph: Paragraph, lines: Mapping[int, Line], marks: Mapping[int, Mark]) -> Block:
    plain = [lines[key] for key in paragraph.sentences]
    return Block(
        paragraph=paragraph,
        marks=tuple(marks[key] for key in paragraph.begins),
        open=tuple(line for line in plain if line.is_open),
        waived=tuple(line for line in plain if line.is_waived),
        not_factual=sum(line.is_plain and not line.is_waived for line in plain),
        suggested=sum(line.is_suggested for line in plain),
    )
