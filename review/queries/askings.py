"""What a language model suggested on an article or a claim, and whether it may be asked at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.disclosure import HIDDEN, names_in
from review.domain.errors import NotFound
from review.domain.policy import Actor
from review.domain.vocabulary import AskedFor, AskingStatus, ClaimState, Variant
from review.models import (
    Article,
    ArticleVersion,
    Asking,
    Claim,
    ClaimEvidence,
    Evidence,
    Source,
    User,
)
from review.queries.annotated_copy import newest

RESTS_ON_HIDDEN = (
    "A claim of this article rests on a source that is not public, so its text is sent to nobody."
)
NAMES_HIDDEN = "This article names a source that is not public, so its text is sent to nobody."


@dataclass(frozen=True, slots=True)
class Asked:
    """One request to a language model, and how it went. `failure` is empty where it went well."""

    status: AskingStatus
    host: str
    model: str
    by: str
    at: datetime
    failure: str

    @property
    def is_pending(self) -> bool:
        return self.status is AskingStatus.PENDING

    @property
    def is_answered(self) -> bool:
        return self.status is AskingStatus.ANSWERED


@dataclass(frozen=True, slots=True)
class SuggestedClaim:
    """Words of the article: code points, end exclusive."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What was suggested last. `held_back` says why nothing may be asked, and is empty else."""

    place_id: int
    text_number: int
    held_back: str
    asked: Asked | None
    claims: tuple[SuggestedClaim, ...] = ()
    wordings: tuple[str, ...] = ()

    @property
    def may_ask(self) -> bool:
        return not (self.held_back or (self.asked is not None and self.asked.is_pending))


def held_back(session: Session, article: Article, body: str) -> str:
    """Why the article's text goes to no language model: a source that is not public; or nothing.

    Both what stands behind its claims and what its own words name is looked at, as for a report
    to the public.
    """
    hidden = Source.disclosure.in_(HIDDEN[Variant.PUBLIC])
    rests = (
        sa.select(Evidence.id)
        .join(Source, Source.id == Evidence.source_id)
        .join(ClaimEvidence, ClaimEvidence.evidence_id == Evidence.id)
        .join(Claim, Claim.id == ClaimEvidence.claim_id)
        .where(Claim.article_id == article.id, hidden)
    )
    # A piece that was taken off the claim again counts as well: the words may still tell of it.
    if session.scalars(rests.limit(1)).first():
        return RESTS_ON_HIDDEN
    names = sa.select(Source.name).where(Source.desk_id == article.desk_id, hidden)
    return NAMES_HIDDEN if names_in(body, session.scalars(names).all()) else ""


def suggested_claims(session: Session, *, article_id: int, actor: Actor) -> Suggestions:
    """Suggested claims that are none yet in the article's newest text."""
    article, text = newest(session, article_id=article_id, desk_id=actor.desk_id)
    row, asked = _latest(
        session,
        Asking.article_version_id == text.id,
        Asking.asked_for == AskedFor.CLAIMS,
    )
    claims = _not_yet(session, text, row.suggested) if row else ()
    return Suggestions(
        article.id, text.number, held_back(session, article, text.body), asked, claims=claims
    )


def suggested_wordings(session: Session, *, claim_id: int, actor: Actor) -> Suggestions:
    """Suggested plain words for a claim as it reads now."""
    claim = session.get(Claim, claim_id)
    if claim is None or claim.desk_id != actor.desk_id:
        raise NotFound("There is no such claim on this desk.", "Look in the queue.")
    article, text = newest(session, article_id=claim.article_id, desk_id=actor.desk_id)
    row, asked = _latest(
        session, Asking.claim_id == claim.id, Asking.claim_revision == claim.revision
    )
    words = tuple(row.suggested) if row else ()
    return Suggestions(
        claim.id, text.number, held_back(session, article, text.body), asked, wordings=words
    )


def _latest(session: Session, *which: sa.ColumnElement[bool]) -> tuple[Asking | None, Asked | None]:
    found = session.execute(
        sa.select(Asking, User.name)
        .join(User, User.id == Asking.asked_by_id)
        .where(*which)
        .order_by(Asking.id.desc())
        .limit(1)
    ).first()
    if found is None:
        return None, None
    row, name = found
    return row, Asked(row.status, row.host, row.model, name, row.asked_at, row.failure)


def _not_yet(
    session: Session, text: ArticleVersion, places: Sequence[tuple[int, int]]
) -> tuple[SuggestedClaim, ...]:
    there = session.execute(
        sa.select(Claim.start, Claim.end).where(
            Claim.article_version_id == text.id, Claim.state != ClaimState.WITHDRAWN
        )
    )
    known = {tuple(row) for row in there}
    return tuple(
        SuggestedClaim(start, end, text.body[start:end])
        for start, end in places
        if (start, end) not in known
    )
