"""Drafts and submitted assessments: kept as typed, checked once, never changed afterwards."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.agreement import all_agree
from review.domain.assessment import (
    EvidenceGrade,
    IndicatorReply,
    Submission,
    from_plain,
    missing,
    to_plain,
)
from review.domain.errors import Invalid
from review.domain.fabrication import reach
from review.domain.policy import Actor, require
from review.domain.vocabulary import ClaimState, LeaseOutcome
from review.domain.workflow import Action
from review.models import (
    Assessment,
    AssessmentDraft,
    Claim,
    Grade,
    IndicatorAnswer,
)
from review.queries.claim_facts import facts_of
from review.queries.claim_file import ClaimFile, load
from review.queries.claim_gates import judgement
from review.seal import digest
from review.services.assignments import end, move, renew, settle_queue_state
from review.services.ledger import record_on_claim
from review.services.loading import of_desk, require_version


def draft_of(session: Session, claim: Claim, actor: Actor) -> AssessmentDraft | None:
    """The actor's own draft in the present round."""
    own = sa.select(AssessmentDraft).filter_by(
        claim_id=claim.id, round=claim.round, user_id=actor.user_id
    )
    return session.scalars(own.execution_options(populate_existing=True)).one_or_none()


def save_draft(
    session: Session, *, claim_id: int, actor: Actor, given: Submission
) -> AssessmentDraft:
    """Keep what was typed and renew the lease. A draft is no act: the ledger does not hear of it.

    Raises Conflict when the actor no longer holds the claim.
    """
    claim = of_desk(session, Claim, claim_id, actor)
    require(Action.SAVE_DRAFT, facts_of(session, claim), actor)
    renew(session, claim, actor)
    return keep(session, claim, actor, given)


def keep(session: Session, claim: Claim, actor: Actor, given: Submission) -> AssessmentDraft:
    """Write the draft of an actor whose lease was renewed before, so that no other tab writes it.

    Of two tabs the one that saves later stands.
    """
    draft = draft_of(session, claim, actor)
    if draft is None:
        draft = AssessmentDraft(claim_id=claim.id, round=claim.round, user_id=actor.user_id)
        session.add(draft)
    draft.payload, draft.saved_at = to_plain(given), now()
    session.flush()
    return draft


def drafted(session: Session, claim: Claim, actor: Actor) -> Submission:
    """What the actor has typed so far; an empty submission before the first word."""
    draft = draft_of(session, claim, actor)
    return from_plain(draft.payload) if draft else Submission()


def submit(
    session: Session, *, claim_id: int, actor: Actor, revision: int | None, given: Submission
) -> Assessment:
    """Hand in an assessment. Raises Invalid with a sentence for every field that is missing.

    `revision` is the one of the claim's words that the assessor judged.
    """
    claim = of_desk(session, Claim, claim_id, actor, lock=True)
    require(Action.SUBMIT, facts_of(session, claim), actor)
    require_version(claim.revision, revision, claim)
    file = load(session, claim)
    _require_complete(file, given)
    row = _written(session, file, actor, given)
    end(session, claim, actor, LeaseOutcome.SUBMITTED)
    _move_on(session, claim, [*file.assessments, row])
    record_on_claim(
        session,
        claim,
        actor=actor,
        action=Action.SUBMIT,
        # Only a digest: the ledger is read by the other assessor too, who must stay blind.
        payload={"round": claim.round, "assessment": digest(to_plain(given))},
    )
    return row


def _require_complete(file: ClaimFile, given: Submission) -> None:
    called = {key: f"E{number}" for key, number in file.counting.items()}
    flagged = file.accusation is not None and file.accusation.flagged_at is not None
    found = missing(given, evidence=called, origins=file.origins.origins, sheet_due=flagged)
    if found:
        raise Invalid(
            "The assessment is not complete.", "What is missing is marked below.", fields=found
        )


def _written(session: Session, file: ClaimFile, actor: Actor, given: Submission) -> Assessment:
    row = Assessment(
        claim_id=file.claim.id,
        round=file.claim.round,
        user_id=actor.user_id,
        verdict=given.verdict,
        recommendation=given.recommendation,
        new_wording=given.new_wording.strip(),
        reason=given.reason.strip(),
        digit=given.digit.value,
        digit_reason=given.digit_reason.strip(),
        level=reach(given.answers),
        sheet_answered=given.sheet_answered,
        ticked=sorted(given.ticked),
        submitted_at=now(),
        # What was taken off or retracted since the draft was typed is no longer graded.
        grades=[_graded(key, given.grades[key]) for key in file.counting],
        answers=[_answered(*pair) for pair in given.indicators.items() if not pair[1].blank],
    )
    session.add(row)
    session.flush()
    return row


def _graded(evidence_id: int, grade: EvidenceGrade) -> Grade:
    return Grade(
        evidence_id=evidence_id,
        letter=grade.letter,
        digit=grade.digit,
        stance=grade.stance,
        reason=grade.reason.strip(),
    )


def _answered(code: str, reply: IndicatorReply) -> IndicatorAnswer:
    return IndicatorAnswer(
        code=code,
        answer=reply.answer,
        reason=reply.reason.strip(),
        evidence_for=reply.evidence_for.strip(),
        evidence_against=reply.evidence_against.strip(),
    )


def _move_on(session: Session, claim: Claim, given: list[Assessment]) -> None:
    """Where the claim goes next: back for another assessor, to a third person, or to the editor."""
    if len(given) < claim.required:
        settle_queue_state(session, claim)
    elif all_agree([judgement(row) for row in given]):
        move(claim, ClaimState.AWAITING_SIGN_OFF)
    else:
        move(claim, ClaimState.ADJUDICATION)
