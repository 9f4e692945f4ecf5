"""The claims in the margin of an article: what each says, how far it is, and what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.policy import Actor, sees_judgements
from review.domain.vocabulary import ClaimKind, ClaimState, LeaseOutcome
from review.models import Assignment, Checkpoint, Claim
from review.queries.decided import Decided, decided_in
from review.text.spans import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """One claim in the margin. `said` goes with its state: who holds it, or why it is no more.

    `chain`, `points` and `why` are what the finder saw, as it stands after people corrected it.
    """

    id: int
    number: int
    text: str
    span: Span
    state: ClaimState
    kind: ClaimKind
    said: str
    chain: tuple[str, ...]
    points: tuple[str, ...]
    why: tuple[str, ...]
    decided: Decided | None


def marks_of(
    session: Session,
    article_id: int,
    claims: Sequence[Claim],
    actor: Actor,
    names: Mapping[int, str],
) -> dict[int, Mark]:
    """Claim id to its mark, as the actor may see it, in a fixed number of queries."""
    decided = decided_in(session, article_id)
    held = _holders(session, article_id, actor, names)
    numbers = {claim.id: claim.number for claim in claims}
    points = _points(session, article_id)
    return {
        claim.id: Mark(
            id=claim.id,
            number=claim.number,
            text=claim.text,
            span=Span(claim.start, claim.end),
            state=claim.state,
            kind=claim.kind,
            said=_why_withdrawn(claim, numbers) or held.get(claim.id, ""),
            chain=tuple(claim.source_chain or filter(None, [claim.attributed_to])),
            points=points.get(claim.id, ()),
            why=tuple(claim.why),
            decided=decided.get(claim.id) if sees_judgements(claim.state, actor) else None,
        )
        for claim in claims
    }


def _points(session: Session, article_id: int) -> Mapping[int, tuple[str, ...]]:
    """Claim id to its checkpoints, in the order of the words."""
    found: dict[int, tuple[str, ...]] = {}
    for claim_id, words in session.execute(
        sa.select(Checkpoint.claim_id, Checkpoint.text)
        .join(Claim, Claim.id == Checkpoint.claim_id)
        .where(Claim.article_id == article_id)
        .order_by(Checkpoint.start, Checkpoint.id)
    ):
        found[claim_id] = (*found.get(claim_id, ()), words)
    return found


def _why_withdrawn(claim: Claim, numbers: Mapping[int, int]) -> str:
    twin = numbers.get(claim.same_as_id or 0)
    return f"same as {twin}" if twin else claim.withdrawn_reason


def _holders(
    session: Session, article_id: int, actor: Actor, names: Mapping[int, str]
) -> Mapping[int, str]:
    """Claim id to who holds it now, the reader of the page first."""
    rows = session.execute(
        sa.select(Assignment.claim_id, Assignment.user_id)
        .join(Claim, sa.and_(Claim.id == Assignment.claim_id, Claim.round == Assignment.round))
        .where(Claim.article_id == article_id, Assignment.outcome == LeaseOutcome.HELD)
        .where(Assignment.expires_at > now())
        .order_by(Assignment.user_id == actor.user_id, Assignment.id.desc())
    )
    return {
        row.claim_id: "you hold it" if row.user_id == actor.user_id else names[row.user_id]
        for row in rows
    }
