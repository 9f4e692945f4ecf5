"""What opens a closed gate by hand: an editor's written waiver, a confirmation of level 3."""

from sqlalchemy.orm import Session

from review.db import now
from review.domain.errors import Conflict, Forbidden, Invalid
from review.domain.gates import WAIVABLE, GateCode
from review.domain.policy import Actor, require
from review.domain.vocabulary import Role
from review.domain.workflow import Action
from review.models import Claim, GateWaiver, LevelConfirmation
from review.queries.claim_facts import facts_of
from review.queries.claim_file import load, policy_of
from review.services.ledger import record_on_claim
from review.services.loading import of_desk, require_version


def waive(
    session: Session,
    *,
    claim_id: int,
    actor: Actor,
    version: int | None,
    gate: GateCode,
    reason: str,
) -> GateWaiver:
    """Write down why a claim may be signed although a gate is closed, for this round."""
    claim = of_desk(session, Claim, claim_id, actor, lock=True)
    require(Action.WAIVE_GATE, facts_of(session, claim), actor)
    require_version(claim.version, version, claim)
    _require_waivable(session, claim, gate)
    if not reason.strip():
        raise Invalid("", fields={"reason": "A waiver needs a reason; every report prints it."})
    if any(row.gate is gate for row in load(session, claim).waivers):
        raise Conflict("This gate was waived before in this round.")
    row = GateWaiver(
        claim_id=claim.id,
        round=claim.round,
        gate=gate,
        user_id=actor.user_id,
        reason=reason.strip(),
        waived_at=now(),
    )
    session.add(row)
    record_on_claim(
        session,
        claim,
        actor=actor,
        action=Action.WAIVE_GATE,
        payload={"round": claim.round, "gate": gate.value, "reason": row.reason},
    )
    return row


def _require_waivable(session: Session, claim: Claim, gate: GateCode) -> None:
    if gate not in WAIVABLE:
        raise Forbidden("This gate cannot be waived.", "Do what it asks for.")
    if gate is GateCode.REPLY and not policy_of(session, claim.desk_id).reply_waiver_allowed:
        raise Forbidden("This desk allows no waiver of the right of reply.")


def confirm_level(
    session: Session,
    *,
    claim_id: int,
    actor: Actor,
    version: int | None,
    role: Role,
    confirmed: bool,
    reason: str,
) -> LevelConfirmation:
    """Say as editor or as legal whether level 3 stands. One person speaks for one role only."""
    claim = of_desk(session, Claim, claim_id, actor, lock=True)
    require(Action.CONFIRM_LEVEL, facts_of(session, claim), actor)
    require_version(claim.version, version, claim)
    _require_a_voice(session, claim, actor, role)
    if not reason.strip():
        raise Invalid("", fields={"reason": "Say why; it stands in the legal report."})
    row = LevelConfirmation(
        claim_id=claim.id,
        round=claim.round,
        role=role,
        user_id=actor.user_id,
        confirmed=confirmed,
        reason=reason.strip(),
        said_at=now(),
    )
    session.add(row)
    said = {"role": role.value, "confirmed": confirmed, "reason": row.reason}
    record_on_claim(
        session,
        claim,
        actor=actor,
        action=Action.CONFIRM_LEVEL,
        payload={"round": claim.round, **said},
    )
    return row


def _require_a_voice(session: Session, claim: Claim, actor: Actor, role: Role) -> None:
    if role not in actor.roles & {Role.EDITOR, Role.LEGAL}:
        raise Forbidden("You do not hold that role on this desk.")
    said = load(session, claim).confirmations
    if any(row.role is role or row.user_id == actor.user_id for row in said):
        raise Conflict("This was said before in this round.")
