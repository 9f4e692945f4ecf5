"""What a desk's people decided about what is worth checking, place by place, for the finder."""

from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from review.domain.vocabulary import ClaimState, Disposition
from review.domain.workflow import Action
from review.models import Article, ArticleVersion, Claim, LedgerEntry, Sentence
from review.text.learning import Decision

BY_HAND = (Disposition.NO_FACTUAL_CONTENT, Disposition.WAIVED)


@dataclass(frozen=True, slots=True)
class DecidedText:
    """One text of an article, and what was decided about places in it."""

    article_id: int
    language: str
    body: str
    decisions: tuple[Decision, ...]


def decided_texts(session: Session, *, desk_id: int) -> list[DecidedText]:
    """Every text of the desk in which people decided something, oldest first.

    Worth checking: claims that are signed off, and claims added by hand. Not: claims withdrawn as
    not checkable, and sentences that a person waived or found without factual content. Duplicates,
    pieces of a split or merged claim and words that a new version lost say neither.
    """
    found: dict[int, list[Decision]] = defaultdict(list)
    for query in (_kept, _withdrawn, _set_aside):
        for text_id, start, end in session.execute(query(desk_id)):
            found[text_id].append(Decision(start, end, worth_checking=query is _kept))
    texts = session.execute(
        sa.select(ArticleVersion.id, Article.id, Article.language, ArticleVersion.body)
        .join(Article, Article.id == ArticleVersion.article_id)
        .where(ArticleVersion.id.in_(sorted(found)))
        .order_by(ArticleVersion.id)
    )
    return [
        DecidedText(article_id, language, body, tuple(found[text_id]))
        for text_id, article_id, language, body in texts
    ]


_Places = sa.Select[int, int, int]
_CLAIMS = sa.select(Claim.article_version_id, Claim.start, Claim.end).order_by(Claim.id)


def _kept(desk_id: int) -> _Places:
    by_hand = sa.and_(Claim.state != ClaimState.WITHDRAWN, sa.not_(Claim.found_by_machine))
    return _CLAIMS.where(
        Claim.desk_id == desk_id, sa.or_(Claim.state == ClaimState.SIGNED_OFF, by_hand)
    )


def _withdrawn(desk_id: int) -> _Places:
    """Claims that a person withdrew for what they say, in the text that stood at that moment."""
    newer = aliased(ArticleVersion)
    act = LedgerEntry.claim_id == Claim.id, LedgerEntry.action == Action.WITHDRAW
    return _CLAIMS.where(
        Claim.desk_id == desk_id,
        Claim.state == ClaimState.WITHDRAWN,
        Claim.same_as_id.is_(None),
        sa.exists().where(*act),
        ~sa.exists().where(
            newer.article_id == Claim.article_id,
            newer.id > Claim.article_version_id,
            newer.created_at <= Claim.state_since,
        ),
    )


def _set_aside(desk_id: int) -> _Places:
    """Sentences of an article's newest text; a withdrawal waives too, and is counted as a claim."""
    newer = aliased(ArticleVersion)
    return (
        sa.select(Sentence.article_version_id, Sentence.start, Sentence.end)
        .join(ArticleVersion, ArticleVersion.id == Sentence.article_version_id)
        .where(
            ArticleVersion.desk_id == desk_id,
            Sentence.disposition.in_(BY_HAND),
            Sentence.decided_by_id.is_not(None),
            Sentence.reason.not_like("claim % withdrawn: %"),
            ~sa.exists().where(
                newer.article_id == ArticleVersion.article_id, newer.id > ArticleVersion.id
            ),
        )
        .order_by(Sentence.id)
    )
