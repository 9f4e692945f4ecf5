"""Finding rows by words that a person typed: the words are compared, never read as a pattern."""

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from review.domain.policy import Actor
from review.models import Accusation, Article, Claim, ClaimEvidence, Evidence, Source
from review.queries.source_names import shown_key

MOST_WORDS = 6
LONGEST = 200

Text = InstrumentedAttribute[str] | sa.ColumnElement[str]


def words_of(typed: str) -> tuple[str, ...]:
    """The words to look for; never more than a query should carry."""
    return tuple(typed.replace("\0", " ")[:LONGEST].split()[:MOST_WORDS])


def holds(column: Text, word: str) -> sa.ColumnElement[bool]:
    """That the word stands in the column, in capitals or not, with % and _ as they are.

    SQLite folds the case of ASCII letters alone, so other words are looked for as they are
    written: small, with a capital, and in capitals.
    """
    if word.isascii():
        return column.icontains(word, autoescape=True)
    spellings = {word, word.lower(), word.capitalize(), word.title(), word.upper()}
    return sa.or_(*(column.icontains(spelt, autoescape=True) for spelt in sorted(spellings)))


def mentions(word: str, actor: Actor) -> sa.ColumnElement[bool]:
    """That a claim, its article, a side of its accusation or a source behind it holds the word."""
    articles = sa.select(Article.id).where(
        Article.desk_id == actor.desk_id, holds(Article.title, word)
    )
    sheets = sa.select(Accusation.claim_id).where(
        Accusation.desk_id == actor.desk_id,
        sa.or_(holds(Accusation.accused, word), holds(Accusation.accuser, word)),
    )
    sources = sa.select(sa.func.coalesce(Source.merged_into_id, Source.id)).where(
        Source.desk_id == actor.desk_id, holds(shown_key(actor), word)
    )
    rests = (
        sa.select(ClaimEvidence.claim_id)
        .join(Evidence, Evidence.id == ClaimEvidence.evidence_id)
        .where(Evidence.source_id.in_(sources), ClaimEvidence.detached_at.is_(None))
    )
    return sa.or_(
        holds(Claim.text, word),
        Claim.article_id.in_(articles),
        Claim.id.in_(sheets),
        Claim.id.in_(rests),
    )
