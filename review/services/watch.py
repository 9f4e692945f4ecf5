"""Watched pages: who asked for it, and one look from its beginning to its end.

A look is a capture of its own, kept beside the first, which stays the evidence. Its row is written
before anything is fetched, so whoever finds it cut off goes on from there: what is fetched is not
fetched again, and what is concluded is not concluded again.
"""

from sqlalchemy.orm import Session

from review.db import Sessions, now
from review.domain.errors import Conflict, Forbidden
from review.domain.policy import Actor, Permission, require_permission
from review.domain.vocabulary import EvidenceKind
from review.domain.watching import Finding
from review.models import Capture, Evidence
from review.queries.evidence import found
from review.queries.sealed_pieces import may_read
from review.services import captures
from review.services.ledger import record
from review.services.loading import of_desk
from review.services.looks import conclude, set_watch
from review.services.watch_turns import Pace, asked_for, is_too_soon, take
from review.stores.store import Store


def begin(session: Session, *, evidence_id: int, actor: Actor, pace: Pace) -> Evidence:
    """Watch a captured page, whose first look comes soon."""
    evidence = _watchable(session, evidence_id, actor, pace)
    if evidence.watch_at is not None:
        raise Conflict("This page is watched already.", "Its next look stands on its page.")
    set_watch(session, evidence.id, watch_at=now())
    _record(session, evidence, actor, "watch")
    return evidence


def end(session: Session, *, evidence_id: int, actor: Actor, pace: Pace) -> Evidence:
    """Look at a page no more. A look under way is still kept."""
    evidence = _watchable(session, evidence_id, actor, pace, watched=True)
    set_watch(session, evidence.id, watch_at=None)
    _record(session, evidence, actor, "end_watch")
    return evidence


def ask(session: Session, *, evidence_id: int, actor: Actor, pace: Pace) -> Capture:
    """Have a watched page looked at now. To be followed by a `look`."""
    evidence = _watchable(session, evidence_id, actor, pace, watched=True)
    if is_too_soon(session, evidence.id):
        raise Conflict("This page is being looked at, or was a moment ago.", "Load its page again.")
    row = asked_for(session, evidence, actor.user_id)
    set_watch(session, evidence.id, watch_at=now())
    _record(session, evidence, actor, "ask_look", capture=row.id)
    return row


def _watchable(
    session: Session, evidence_id: int, actor: Actor, pace: Pace, *, watched: bool = False
) -> Evidence:
    require_permission(actor, Permission.WATCH_PAGES)
    evidence = of_desk(session, Evidence, evidence_id, actor, lock=True)
    if not (actor.user_id is None or _knows(session, evidence, actor)):
        raise Forbidden("This piece comes from a sealed source.", "Ask an editor about it.")
    if not pace.days:
        raise Conflict(
            "No page is looked at again here.", "An operator sets PROOFDESK_WATCH_DAYS for that."
        )
    if evidence.kind is not EvidenceKind.LINK or evidence.sha256 is None or evidence.retracted_at:
        raise Conflict("Only a captured page is watched that was not retracted.")
    if watched and evidence.watch_at is None:
        raise Conflict("This page is not watched.", "Have it watched first.")
    return evidence


def _knows(session: Session, evidence: Evidence, actor: Actor) -> bool:
    piece = found(session, evidence.id, actor.desk_id)
    return piece is not None and may_read(session, piece, actor)


def _record(
    session: Session, evidence: Evidence, actor: Actor, action: str, **payload: object
) -> None:
    subject = f"evidence {evidence.id}"
    record(session, actor=actor, action=action, subject=subject, payload=payload)


def look(
    sessions: Sessions, store: Store, *, evidence_id: int, pace: Pace, allow: str = ""
) -> Finding | None:
    """One look, or what is left of it; None where there is none to make. Safe to call again."""
    capture_id = take(sessions, evidence_id=evidence_id, pace=pace)
    if capture_id is None:
        return None
    captures.run(sessions, store, capture_id=capture_id, allow=allow)
    return conclude(sessions, capture_id=capture_id, distance=pace.distance)
