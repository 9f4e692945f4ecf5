"""Loading what an act is about: locked, of this desk, in the version that was looked at."""

from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import Base
from review.domain.errors import Conflict, NotFound, Stale
from review.domain.policy import Actor, require
from review.domain.workflow import Action
from review.models import Accusation, Article, Claim, ClaimEvidence, Evidence, Source
from review.queries.claim_facts import facts_of

T = TypeVar("T", Accusation, Article, Claim, Evidence, Source)

# FOR NO KEY UPDATE on PostgreSQL: rows that only point at a locked one do not wait for it. Under
# the stronger lock two acts could wait for each other, one at the row and one at the ledger.
LOCK = {"key_share": True}


def of_desk(session: Session, kind: type[T], key: int, actor: Actor, *, lock: bool = False) -> T:
    """The row of the actor's desk, raising NotFound for one that is not there or not theirs."""
    locked = LOCK if lock else None
    row = session.get(kind, key, with_for_update=locked, populate_existing=lock)
    if row is None or row.desk_id != actor.desk_id:
        raise NotFound("There is no such page on this desk.", "Check the address, or search.")
    return row


def require_version(stands: int, seen: int | None, row: Base | None = None) -> None:
    """Raise Stale unless the act was decided on the version that stands; None asks for nothing.

    The refusal carries the words of `row` as they stand now, to be read beside one's own.
    """
    if seen is not None and seen != stands:
        raise Stale(
            "Somebody changed this after you opened it, so nothing was done.",
            "Load the page again, see what changed, and decide anew.",
            stands=_words_of(row) if row is not None else None,
        )


# What a person can compare: the words of a claim, a record, a source, a request.
SHOWN = (
    "text", "attributed_to", "state", "sent_back_reason", "accuser", "accused", "act", "law",
    "stage", "outcome", "accuser_says", "accused_says", "letter", "kind", "owner", "notes",
    "question", "answer", "disposition", "reason",
)  # fmt: skip


def _words_of(row: Base) -> dict[str, str]:
    found = {name: getattr(row, name, None) for name in SHOWN}
    return {
        name: getattr(value, "title_text", str(value)) for name, value in found.items() if value
    }


def claims_resting_on(session: Session, evidence_id: int) -> list[Claim]:
    """Every claim that a piece is attached to now, locked in a fixed order.

    To be called before the ledger is written to, whose lock every act takes last.
    """
    return list(
        session.scalars(
            sa.select(Claim)
            .join(ClaimEvidence, ClaimEvidence.claim_id == Claim.id)
            .where(ClaimEvidence.evidence_id == evidence_id, ClaimEvidence.detached_at.is_(None))
            .order_by(Claim.id)
            .with_for_update(of=Claim, key_share=True)
        )
    )


def require_on_claims(
    session: Session, action: Action, evidence: Evidence, actor: Actor
) -> list[Claim]:
    """The claims that a piece is on, locked, when the actor may do this on every one of them.

    Raises Conflict for a piece that is on no claim: nothing would say who may touch it.
    """
    claims = claims_resting_on(session, evidence.id)
    if not claims:
        raise Conflict("This piece is on no claim now.", "Attach it to a claim first.")
    for claim in claims:
        require(action, facts_of(session, claim), actor)
    return claims
