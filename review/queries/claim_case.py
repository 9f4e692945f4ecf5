"""What the claim's page starts from: the claim of this desk, its file, and who is looking."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.assessment import Submission, from_plain
from review.domain.errors import NotFound
from review.domain.policy import Actor, ClaimFacts
from review.domain.vocabulary import BlobCondition, LeaseOutcome
from review.models import AssessmentDraft, Assignment, Blob, Claim, SignOff
from review.queries.claim_facts import facts_of
from review.queries.claim_file import ClaimFile, load
from review.queries.claim_place import Place, place_of
from review.queries.hints import Hint, hints_on

LOST = frozenset({BlobCondition.MISSING, BlobCondition.DAMAGED})


@dataclass(frozen=True)
class Case:
    """`draft` is the viewer's own; `leases` maps who holds the claim now to the lease's end.

    `hints` are what the desk suggests of where the pieces come from, `lost` the digests of kept
    bytes that were missing or damaged when they were last read through.
    """

    actor: Actor
    claim: Claim
    file: ClaimFile
    facts: ClaimFacts
    place: Place
    draft: Submission
    leases: Mapping[int, datetime]
    signed: SignOff | None
    hints: Sequence[Hint]
    lost: Collection[str]


def case_of(session: Session, *, claim_id: int, actor: Actor) -> Case:
    """Read everything once, in a fixed number of queries. Raises NotFound off the desk."""
    claim = claim_on(session, claim_id=claim_id, desk_id=actor.desk_id)
    file = load(session, claim)
    return Case(
        actor=actor,
        claim=claim,
        file=file,
        facts=facts_of(session, claim),
        place=place_of(session, claim),
        draft=_draft(session, claim, actor),
        leases=_leases(session, claim),
        signed=session.scalars(
            sa.select(SignOff).filter_by(claim_id=claim.id, round=claim.round)
        ).one_or_none(),
        hints=hints_on(session, file, actor),
        lost=lost_among(session, {row.evidence.sha256 for row in file.attached} - {None}),
    )


def lost_among(session: Session, digests: Collection[str | None]) -> frozenset[str]:
    """Those of these bytes that the store did not have, or not as they were, at the last look.

    Whoever signs has them all read again; a page takes the word of that look.
    """
    lost = sa.select(Blob.sha256).where(Blob.sha256.in_(digests), Blob.condition.in_(LOST))
    return frozenset(session.scalars(lost))


def claim_on(session: Session, *, claim_id: int, desk_id: int) -> Claim:
    """A claim of this desk. Raises NotFound for one that is not there or not theirs."""
    claim = session.get(Claim, claim_id)
    if claim is None or claim.desk_id != desk_id:
        raise NotFound("There is no such claim on this desk.", "Check the address, or search.")
    return claim


def _draft(session: Session, claim: Claim, actor: Actor) -> Submission:
    kept = session.scalars(
        sa.select(AssessmentDraft.payload).filter_by(
            claim_id=claim.id, round=claim.round, user_id=actor.user_id
        )
    ).one_or_none()
    return from_plain(kept) if kept else Submission()


def _leases(session: Session, claim: Claim) -> dict[int, datetime]:
    rows = session.execute(
        sa.select(Assignment.user_id, Assignment.expires_at).where(
            Assignment.claim_id == claim.id,
            Assignment.round == claim.round,
            Assignment.outcome == LeaseOutcome.HELD,
            Assignment.expires_at > now(),
        )
    )
    return {row.user_id: row.expires_at for row in rows}
