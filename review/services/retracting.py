"""Retracting a piece of evidence that does not hold, and restoring one that holds after all."""

from sqlalchemy.orm import Session

from review.db import now
from review.domain.errors import Conflict, Invalid
from review.domain.policy import Actor, Permission, require_permission
from review.domain.vocabulary import NoticeKind, RippleCause
from review.models import Evidence
from review.services import notices, ripple
from review.services.ledger import record
from review.services.loading import of_desk, require_version

RETRACT, RESTORE = "retract", "restore"


def retract(
    session: Session, *, evidence_id: int, actor: Actor, version: int | None, reason: str
) -> ripple.Ripple:
    """Say that a piece does not hold. It stays to be seen, and counts for nothing from now on.

    Every claim that rests on it is open again, reports are marked, and people are told. Raises
    Conflict where it was retracted before.
    """
    row = _locked(session, evidence_id, actor, version)
    if row.retracted_at is not None:
        raise Conflict("This piece was retracted before.", "Load the page again to see why.")
    if not reason.strip():
        raise Invalid("", fields={"reason": "Say why it does not hold; the reason is kept."})
    ripple.hold(session, evidence_ids=[row.id])
    row.retracted_at, row.retracted_by_id = now(), actor.user_id
    row.retracted_reason = reason.strip()
    _record(session, actor, RETRACT, row, reason.strip())
    return ripple.run(
        session, cause=RippleCause.RETRACTED, reason=row.retracted_reason, actor=actor,
        evidence_ids=[row.id],
    )  # fmt: skip


def restore(
    session: Session, *, evidence_id: int, actor: Actor, version: int | None, reason: str
) -> Evidence:
    """Take a retraction back. What it opened stays open, and the people concerned are told."""
    row = _locked(session, evidence_id, actor, version)
    if row.retracted_at is None:
        raise Conflict("This piece is not retracted.", "Load the page again to see how it stands.")
    if not reason.strip():
        raise Invalid("", fields={"reason": "Say why it holds after all; the reason is kept."})
    row.retracted_at, row.retracted_by_id, row.retracted_reason = None, None, ""
    _record(session, actor, RESTORE, row, reason.strip())
    notices.tell(
        session, kind=NoticeKind.CLAIM_SHAKEN, reason=f"It counts again: {reason.strip()}",
        evidence_id=row.id, actor=actor,
    )  # fmt: skip
    return row


def _locked(session: Session, evidence_id: int, actor: Actor, version: int | None) -> Evidence:
    require_permission(actor, Permission.RETRACT_EVIDENCE)
    row = of_desk(session, Evidence, evidence_id, actor, lock=True)
    require_version(row.version, version, row)
    return row


def _record(session: Session, actor: Actor, action: str, row: Evidence, reason: str) -> None:
    record(
        session,
        actor=actor,
        action=action,
        subject=f"evidence {row.id}",
        payload={"evidence": row.id, "reason": reason},
    )
