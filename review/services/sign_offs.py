"""Signing a claim, and what ends a signature: sending back, reopening, and changed content."""

from collections.abc import Collection
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.errors import Conflict, Invalid
from review.domain.gates import GateStatus, all_green
from review.domain.policy import Actor, ClaimFacts, require, system
from review.domain.vocabulary import ClaimState
from review.domain.workflow import Action
from review.models import Claim, SignOff, SignOffEnd
from review.queries.claim_facts import facts_of
from review.queries.claim_file import load
from review.queries.claim_gates import gates_of
from review.queries.signed_content import signed_content
from review.seal import digest
from review.services.assignments import end_all, move
from review.services.coverage import uncover
from review.services.ledger import record_on_claim
from review.services.loading import of_desk, require_version


def sign_off(
    session: Session,
    *,
    claim_id: int,
    actor: Actor,
    version: int | None,
    note: str = "",
    damaged: Collection[str] = (),
) -> SignOff:
    """Sign exactly what stands. Raises Conflict naming every gate that is still closed.

    `damaged` are digests of kept bytes that are missing or altered, found before the transaction.
    """
    claim = of_desk(session, Claim, claim_id, actor, lock=True)
    file = load(session, claim)
    found = gates_of(file, damaged=damaged)
    facts = replace(facts_of(session, claim), gates_green=True)
    require(Action.SIGN_OFF, facts, actor)
    require_version(claim.version, version, claim)
    if not all_green(found):
        closed = [gate for gate in found if gate.status is GateStatus.CLOSED]
        reasons = " ".join(f"{gate.title}: {gate.reason}." for gate in closed)
        raise Conflict("A gate is still closed.", reasons)
    content = signed_content(file)
    signed_at = now()
    row = SignOff(
        claim_id=claim.id,
        round=claim.round,
        user_id=actor.user_id,
        note=note.strip(),
        content=content,
        content_hash=digest(content),
        signed_at=signed_at,
    )
    session.add(row)
    move(claim, ClaimState.SIGNED_OFF)
    claim.signed_off_at = signed_at
    _record(session, actor, Action.SIGN_OFF, claim, content_hash=row.content_hash)
    return row


def send_back(
    session: Session, *, claim_id: int, actor: Actor, version: int | None, reason: str
) -> Claim:
    """Begin a new round. The old assessments are kept."""
    claim = _for_new_round(session, claim_id, actor, Action.SEND_BACK, version, reason)
    _new_round(claim)
    claim.sent_back_reason = reason.strip()
    _record(session, actor, Action.SEND_BACK, claim, reason=reason.strip())
    return claim


def reopen(
    session: Session, *, claim_id: int, actor: Actor, version: int | None, reason: str
) -> Claim:
    """Take a signature back, with a reason, and begin a new round."""
    claim = _for_new_round(session, claim_id, actor, Action.REOPEN, version, reason)
    _end_signature(session, claim, actor, reason.strip(), [])
    claim.sent_back_reason = reason.strip()
    _record(session, actor, Action.REOPEN, claim, reason=reason.strip())
    return claim


def withdraw(
    session: Session,
    *,
    claim_id: int,
    actor: Actor,
    version: int | None,
    reason: str,
    same_as_id: int | None = None,
) -> Claim:
    """Take a claim out of the work, as a duplicate or as not checkable. It is kept."""
    claim = _for_new_round(session, claim_id, actor, Action.WITHDRAW, version, reason)
    if same_as_id is not None:
        of_desk(session, Claim, same_as_id, actor)
        if same_as_id == claim.id:
            raise Invalid("", fields={"same_as": "A claim cannot be a duplicate of itself."})
    end_all(session, claim)
    move(claim, ClaimState.WITHDRAWN)
    claim.withdrawn_reason, claim.same_as_id = reason.strip(), same_as_id
    # Its sentence stays accounted for: by the reason that was given, under the editor's name.
    why = f"claim {claim.number} withdrawn: {reason.strip()}"
    uncover(session, claim.article_version_id, actor, waived=why)
    _record(session, actor, Action.WITHDRAW, claim, reason=reason.strip(), same_as=same_as_id)
    return claim


def standing(session: Session, claim: Claim) -> SignOff | None:
    """The signature that holds on a claim now."""
    if claim.state is not ClaimState.SIGNED_OFF:
        return None
    return _of_round(session, claim)


def _of_round(session: Session, claim: Claim) -> SignOff:
    return session.scalars(sa.select(SignOff).filter_by(claim_id=claim.id, round=claim.round)).one()


def void_if_changed(session: Session, claim: Claim, *, because: str) -> bool:
    """End a signature whose content is no longer what stands; says which parts changed.

    Called by every act that may change what was signed, after that act has its own ledger row.
    """
    signed = standing(session, claim)
    if signed is None:
        return False
    session.flush()
    content = signed_content(load(session, claim))
    if digest(content) == signed.content_hash:
        return False
    changed = sorted(key for key in content if content[key] != signed.content.get(key))
    void(session, claim, because=because, changed=changed)
    return True


def void(
    session: Session, claim: Claim, *, because: str, changed: list[str], **said: object
) -> None:
    """End the signature of a locked claim by the desk's own hand. `changed` names the parts that
    changed; what else is `said` goes into the ledger.
    """
    desk = system(claim.desk_id)
    require(Action.VOID, ClaimFacts(claim.state), desk)
    _end_signature(session, claim, desk, because, changed)
    claim.sent_back_reason = f"The signature was voided: {because}"
    _record(session, desk, Action.VOID, claim, because=because, changed=changed, **said)


def judge_again(session: Session, claim: Claim, *, because: str, **said: object) -> None:
    """Bring a locked claim that is judged, and not signed yet, back into the queue by the desk's
    own hand, in a new round. The assessments are kept.
    """
    desk = system(claim.desk_id)
    require(Action.RIPPLE, ClaimFacts(claim.state), desk)
    _new_round(claim)
    claim.sent_back_reason = because
    _record(session, desk, Action.RIPPLE, claim, because=because, **said)


def _for_new_round(
    session: Session,
    claim_id: int,
    actor: Actor,
    action: Action,
    version: int | None,
    reason: str,
) -> Claim:
    claim = of_desk(session, Claim, claim_id, actor, lock=True)
    require(action, facts_of(session, claim), actor)
    require_version(claim.version, version, claim)
    if not reason.strip():
        raise Invalid("", fields={"reason": "Give a reason; it is kept in the ledger."})
    return claim


def _end_signature(
    session: Session, claim: Claim, actor: Actor, reason: str, changed: list[str]
) -> None:
    end = SignOffEnd(
        sign_off_id=_of_round(session, claim).id,
        user_id=actor.user_id,
        reason=reason,
        changed=changed,
        ended_at=now(),
    )
    session.add(end)
    _new_round(claim)


def _new_round(claim: Claim) -> None:
    claim.round += 1
    claim.signed_off_at = None
    move(claim, ClaimState.QUEUED)


def _record(session: Session, actor: Actor, action: Action, claim: Claim, **said: object) -> None:
    record_on_claim(
        session,
        claim,
        actor=actor,
        action=action,
        payload={"round": claim.round, **said},
    )
