"""What a report of an article would hold if it were made now, and what it would miss."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.coverage import Coverage, coverage
from review.domain.policy import Actor
from review.domain.report import MissingClaim, is_draft
from review.domain.vocabulary import ClaimState, Disposition
from review.models import Article, Claim, Sentence
from review.queries.annotated_copy import newest
from review.queries.report_content import missing_claim, stands


@dataclass(frozen=True, slots=True)
class Missed:
    """A claim that the report would miss, with the id that its page has."""

    claim_id: int
    claim: MissingClaim


@dataclass(frozen=True, slots=True)
class ReportPreview:
    """`missing` holds the unsigned claims by state; those withdrawn keep no report a draft."""

    article: Article
    signed: int
    missing: Mapping[ClaimState, Sequence[Missed]]
    undecided: Sequence[str]
    coverage: Coverage

    @property
    def claims(self) -> int:
        """Every claim that nobody has withdrawn."""
        return self.signed + self.unsigned

    @property
    def unsigned(self) -> int:
        return sum(not missed.claim.withdrawn for missed in self._missed())

    @property
    def draft(self) -> bool:
        return is_draft(tuple(missed.claim for missed in self._missed()), self.coverage)

    def _missed(self) -> Sequence[Missed]:
        return [missed for together in self.missing.values() for missed in together]


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
    return ReportPreview(
        article=article,
        signed=len(claims) - len(missed),
        missing=_by_state(missed),
        undecided=[
            text.body[row.start : row.end]
            for row in sentences
            if row.disposition is Disposition.UNDECIDED
        ],
        coverage=coverage(row.disposition for row in sentences),
    )


def _by_state(missed: Sequence[Missed]) -> dict[ClaimState, list[Missed]]:
    """In the order in which a claim goes through its states."""
    found = {state: [one for one in missed if one.claim.state is state] for state in ClaimState}
    return {state: together for state, together in found.items() if together}
