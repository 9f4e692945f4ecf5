"""A third person decides where two blind assessments differ."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from review.db import now
from review.domain.assessment import NEEDS_WORDING
from review.domain.errors import Invalid
from review.domain.fabrication import agreed
from review.domain.indicators import CODES
from review.domain.policy import Actor, require
from review.domain.rating import grade_one_refused
from review.domain.vocabulary import Answer, ClaimState, InfoDigit, Recommendation, Verdict
from review.domain.workflow import Action
from review.models import Adjudication, Claim
from review.queries.claim_facts import facts_of
from review.queries.claim_file import ClaimFile, load
from review.services.assignments import move
from review.services.ledger import record_on_claim
from review.services.loading import of_desk, require_version


@dataclass(frozen=True, slots=True)
class Decision:
    """What the third person decides. `answers` are their own on indicators that differ."""

    verdict: Verdict
    recommendation: Recommendation
    reason: str
    new_wording: str = ""
    digit: InfoDigit = InfoDigit.CANNOT_BE_JUDGED
    answers: dict[str, Answer] = field(default_factory=dict)


def adjudicate(
    session: Session, *, claim_id: int, actor: Actor, version: int | None, decision: Decision
) -> Adjudication:
    """Decide a claim that stands in adjudication. Raises Invalid without a reason or wording."""
    claim = of_desk(session, Claim, claim_id, actor, lock=True)
    require(Action.ADJUDICATE, facts_of(session, claim), actor)
    require_version(claim.version, version, claim)
    file = load(session, claim)
    _require_whole(file, decision)
    row = _written(file, actor, decision)
    session.add(row)
    move(claim, ClaimState.AWAITING_SIGN_OFF)
    record_on_claim(
        session,
        claim,
        actor=actor,
        action=Action.ADJUDICATE,
        payload={
            "round": claim.round,
            "assessments": row.assessments,
            "verdict": row.verdict.value,
            "recommendation": row.recommendation.value,
            "reason": row.reason,
        },
    )
    return row


def _written(file: ClaimFile, actor: Actor, decision: Decision) -> Adjudication:
    return Adjudication(
        claim_id=file.claim.id,
        round=file.claim.round,
        user_id=actor.user_id,
        assessments=[given.id for given in file.assessments],
        verdict=decision.verdict,
        recommendation=decision.recommendation,
        new_wording=decision.new_wording.strip(),
        digit=decision.digit.value,
        reason=decision.reason.strip(),
        answers=standing_answers(file, decision),
        decided_at=now(),
    )


def _require_whole(file: ClaimFile, decision: Decision) -> None:
    found: dict[str, str] = {}
    if not decision.reason.strip():
        found["reason"] = "Say why you decide so; both assessors will read it."
    rewords = decision.recommendation is Recommendation.REWORD
    if (rewords or decision.verdict is Verdict.SUPPORTED_WITH_CHANGE) and not (
        decision.new_wording.strip()
    ):
        found["new_wording"] = NEEDS_WORDING
    refused = grade_one_refused(decision.digit, file.origins.origins)
    if refused:
        found["digit"] = refused
    if found:
        raise Invalid("The decision is not complete.", "What is missing is marked.", fields=found)


def standing_answers(file: ClaimFile, decision: Decision) -> dict[str, str]:
    """The indicator answers that stand: what both say, and the third person's where they differ."""
    if file.accusation is None:
        return {}
    shared: dict[str, Answer] = agreed(file.sheets)
    for code in CODES:
        given = {sheet.get(code, Answer.UNKNOWN) for sheet in file.sheets}
        if len(given) == 1:
            shared[code] = given.pop()
        elif code in decision.answers:
            shared[code] = decision.answers[code]
    return {code: answer.value for code, answer in shared.items() if answer is not Answer.UNKNOWN}
