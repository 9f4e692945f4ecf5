"""Writing one act into a desk's hash chain."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.ledger import Entry
from review.domain.moments import iso
from review.domain.policy import Actor
from review.models import Claim, Desk, LedgerEntry, LedgerHead
from review.seal import digest


def record(
    session: Session,
    *,
    actor: Actor,
    action: str,
    subject: str,
    payload: Mapping[str, Any],
    claim_id: int | None = None,
    article_id: int | None = None,
) -> LedgerEntry:
    """Append one act to the actor's desk.

    The head is locked until the caller commits, so the acts of a desk stand in one order. Call it
    last in a verb: everything else is then decided while other acts can still go on.
    """
    session.flush()
    head = session.get_one(LedgerHead, actor.desk_id, with_for_update=True, populate_existing=True)
    slug = session.scalars(sa.select(Desk.slug).where(Desk.id == actor.desk_id)).one()
    at = now()
    entry = Entry(
        desk=slug,
        number=head.number + 1,
        previous=head.hash,
        at=iso(at),
        actor_id=actor.user_id,
        actor=actor.name,
        action=action,
        subject=subject,
        payload=payload,
    )
    row = _row(entry, actor.desk_id, at)
    row.claim_id, row.article_id = claim_id, article_id
    head.number, head.hash = row.number, row.hash
    session.add(row)
    session.flush()
    return row


def record_on_claim(
    session: Session, claim: Claim, *, actor: Actor, action: str, payload: Mapping[str, Any]
) -> LedgerEntry:
    """Append one act that is about a claim, so that it stands in the claim's history."""
    return record(
        session,
        actor=actor,
        action=action,
        subject=f"claim {claim.id}",
        payload=payload,
        claim_id=claim.id,
        article_id=claim.article_id,
    )


def _row(entry: Entry, desk_id: int, at: datetime) -> LedgerEntry:
    return LedgerEntry(
        desk_id=desk_id,
        number=entry.number,
        previous=entry.previous,
        hash=digest(entry.content()),
        at=at,
        actor_id=entry.actor_id,
        actor=entry.actor,
        action=entry.action,
        subject=entry.subject,
        payload=dict(entry.payload),
    )
