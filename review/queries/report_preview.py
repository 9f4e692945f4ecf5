"""What a report of an article would hold if it were made now, and what it would miss."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.coverage import Coverage, coverage
from review.domain.policy import Actor
from review.domain.report import MISSING_BECAUSE, MissingClaim, is_draft
from review.domain.vocabulary import ClaimState, Disposition
from review.models import Article, Claim, Sentence
from review.queries.annotated_copy import newest
from review.queries.report_content import missing_claim, stands

FIRST = 50


@dataclass(frozen=True, slots=True)
class Missed:
    """A claim that the report would miss, with the id that its page has."""

    claim_id: int
    claim: MissingClaim


@dataclass(frozen=True, slots=True)
class Group:
    """Unsigned claims of one state: how many, and the first of them."""

    state: ClaimState
    reason: str
    count: int
    first: Sequence[Missed]

    @property
    def withdrawn(self) -> bool:
        return self.state is ClaimState.WITHDRAWN

    @property
    def more(self) -> int:
        return self.count - len(self.first)


@dataclass(frozen=True, slots=True)
class ReportPreview:
    """`claims` leaves out what is withdrawn; `undecided` holds the first such sentences."""

    article: Article
    claims: int
    signed: int
    groups: Sequence[Group]
    undecided: Sequence[str]
    coverage: Coverage
    draft: bool

    @property
    def unsigned(self) -> int:
        return self.claims - self.signed


def preview(session: Session, *, article_id: int, actor: Actor) -> ReportPreview:
    """Read it in a fixed number of queries. Raises NotFound for another desk's article."""
    article, text = newest(session, article_id=article_id, desk_id=actor.desk_id)
    claims = session.scalars(
        sa.select(Claim).filter_by(article_id=article.id).order_by(Claim.number)
    ).all()
    sentences = session.execute(
        sa.select(Sentence.start, Sentence.end, Sentence.disposition)
        .filter_by(article_version_id=text.id)
        .order_by(Sentence.number)
    ).all()
    missed = [
        Missed(claim.id, missing_claim(claim, text, str))
        for claim in claims
        if not stands(claim, text)
    ]
    undecided = [row for row in sentences if row.disposition is Disposition.UNDECIDED]
    covered = coverage(row.disposition for row in sentences)
    return ReportPreview(
        article=article,
        claims=sum(claim.state is not ClaimState.WITHDRAWN for claim in claims),
        signed=len(claims) - len(missed),
        groups=_groups(missed),
        undecided=[text.body[row.start : row.end] for row in undecided[:FIRST]],
        coverage=covered,
        draft=is_draft(tuple(one.claim for one in missed), covered),
    )


def _groups(missed: Sequence[Missed]) -> list[Group]:
    """In the order in which a claim goes through its states."""
    by_state = {state: [one for one in missed if one.claim.state is state] for state in ClaimState}
    return [
        Group(state, MISSING_BECAUSE.get(state, ""), len(together), together[:FIRST])
        for state, together in by_state.items()
        if together
    ]
