"""Saying where a piece of evidence comes from, and taking back what was wrong about it."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.errors import Conflict, Invalid, NotFound
from review.domain.policy import Actor, require
from review.domain.vocabulary import ClaimState, DerivationKind, HintReason
from review.domain.workflow import Action
from review.models import Claim, ClaimEvidence, Derivation, Evidence, Source
from review.queries.claim_facts import facts_of
from review.queries.lineage import descending_from
from review.services.ledger import record
from review.services.loading import of_desk
from review.services.sign_offs import void_if_changed
from review.services.sources import named_source, that_stayed

END = "end_derivation"


@dataclass(frozen=True, slots=True)
class Parent:
    """Where a piece comes from: another piece, or a source by its id or its name.

    Nothing at all says that it is not known.
    """

    piece_id: int | None = None
    source_id: int | None = None
    source: str = ""

    @property
    def given(self) -> int:
        return sum((self.piece_id is not None, self.source_id is not None, bool(self.source)))


def derive(
    session: Session,
    *,
    evidence_id: int,
    parent: Parent,
    kind: DerivationKind,
    actor: Actor,
    reason: str = "",
    suggested: HintReason | None = None,
) -> Derivation:
    """Say where a piece comes from. Every claim that rests on it, or on what comes from it, is
    looked at again.

    No version is asked for: what is said of one pair changes nothing else, and the ledger keeps
    what was said of it before. Raises Invalid for two parents at once, for none unless the kind
    is `unknown`, and for the piece itself or the source it is of. `suggested` is why the desk
    suggested the link, where it did.
    """
    child = of_desk(session, Evidence, evidence_id, actor, lock=True)
    parent_id, source_id = _meant(session, child, parent, kind, actor)
    claims = require_on_descent(session, child, actor)
    pair = {"child_id": child.id, "parent_id": parent_id, "parent_source_id": source_id}
    row = session.scalars(
        sa.select(Derivation).filter_by(**pair).where(Derivation.ended_at.is_(None))
    ).one_or_none()
    if row is None:
        row = Derivation(**pair)
        session.add(row)
    row.kind, row.reason = kind, reason.strip()
    row.user_id, row.created_at = actor.user_id or 0, now()
    record(
        session,
        actor=actor,
        action=Action.DERIVE,
        subject=f"evidence {child.id}",
        payload={
            **_told(row),
            "kind": kind.value,
            "reason": row.reason,
            **({"suggested": suggested.value} if suggested is not None else {}),
        },
    )
    for claim in claims:
        void_if_changed(session, claim, because="it became known where a piece comes from")
    return row


def end(session: Session, *, derivation_id: int, actor: Actor, reason: str) -> Derivation:
    """Take a link back that was wrong, with a reason. It stands no more, and is kept."""
    row = session.get(Derivation, derivation_id)
    if row is None:
        raise NotFound("There is no such link on this desk.", "Check the address.")
    child = of_desk(session, Evidence, row.child_id, actor, lock=True)
    session.refresh(row)
    claims = require_on_descent(session, child, actor)
    if row.ended_at is not None:
        raise Conflict("This link was taken back already.", "Load the page again.")
    if not reason.strip():
        raise Invalid("", fields={"reason": "Say why the link was wrong; the reason is kept."})
    row.ended_at, row.ended_by_id, row.ended_reason = now(), actor.user_id, reason.strip()
    record(
        session,
        actor=actor,
        action=END,
        subject=f"evidence {child.id}",
        payload={**_told(row), "kind": row.kind.value, "reason": row.ended_reason},
    )
    for claim in claims:
        void_if_changed(session, claim, because="a link between pieces was taken back")
    return row


def _meant(
    session: Session, child: Evidence, parent: Parent, kind: DerivationKind, actor: Actor
) -> tuple[int | None, int | None]:
    """The parent as the row keeps it: a piece, a source, or neither."""
    if parent.given > 1:
        raise Invalid("", fields={"parent": "Choose a piece or name a source, not both."})
    if parent.given == 0 and kind is not DerivationKind.UNKNOWN:
        words = "Choose the piece, or name the source, that it comes from."
        raise Invalid("", fields={"parent": words})
    if parent.piece_id is not None:
        if of_desk(session, Evidence, parent.piece_id, actor).id == child.id:
            raise Invalid("", fields={"parent": "A piece cannot come from itself."})
        return parent.piece_id, None
    source = _source(session, parent, actor)
    if source is not None and source.id == child.source_id:
        raise Invalid("", fields={"source": "The piece is of this source already."})
    return None, source.id if source else None


def _source(session: Session, parent: Parent, actor: Actor) -> Source | None:
    if parent.source_id is not None:
        return that_stayed(session, of_desk(session, Source, parent.source_id, actor))
    return named_source(session, actor=actor, name=parent.source) if parent.source else None


def require_on_descent(session: Session, child: Evidence, actor: Actor) -> list[Claim]:
    """The claims that rest on a piece or on what comes from it, locked in a fixed order.

    Raises Conflict where there is none: nothing would say who may touch the piece.
    """
    claims = session.scalars(
        sa.select(Claim)
        .where(
            Claim.id.in_(
                sa.select(ClaimEvidence.claim_id).where(
                    ClaimEvidence.evidence_id.in_(descending_from([child.id])),
                    ClaimEvidence.detached_at.is_(None),
                )
            )
        )
        .order_by(Claim.id)
        .with_for_update(of=Claim, key_share=True)
    ).all()
    open_ones = [claim for claim in claims if claim.state is not ClaimState.WITHDRAWN]
    if not open_ones:
        raise Conflict("This piece is on no claim now.", "Attach it to a claim first.")
    for claim in open_ones:
        require(Action.DERIVE, facts_of(session, claim), actor)
    return open_ones


def _told(row: Derivation) -> dict[str, int | None]:
    """The parent for the ledger, under the name that its kind of thing is kept back by."""
    if row.parent_source_id is not None:
        return {"parent_source": row.parent_source_id}
    return {"parent": row.parent_id}
