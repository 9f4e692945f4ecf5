"""Who comes next on a claim and what is open to them, in words."""

from collections.abc import Sequence

from review.domain.gates import WAIVABLE, Gate, GateCode, GateStatus
from review.domain.policy import Actor, ClaimFacts, refusal
from review.domain.vocabulary import ClaimState, Role
from review.domain.workflow import RULES, Action
from review.models import Claim
from review.queries.claim_case import Case
from review.queries.claim_file import ClaimFile

_NEXT = {
    ClaimState.QUEUED: "A reviewer takes it next.",
    ClaimState.IN_REVIEW: "It is being assessed; every place on it is taken.",
    ClaimState.ADJUDICATION: "Somebody who gave no assessment decides where they differ.",
    ClaimState.AWAITING_SIGN_OFF: "An editor who neither wrote nor judged it signs it off.",
    ClaimState.SIGNED_OFF: "It is signed. An editor may reopen it, with a reason.",
    ClaimState.WITHDRAWN: "It is out of the work, and kept.",
}
_STEP = {
    ClaimState.QUEUED: Action.TAKE,
    ClaimState.ADJUDICATION: Action.ADJUDICATE,
    ClaimState.AWAITING_SIGN_OFF: Action.SIGN_OFF,
}
_COUNTS = ("no", "one", "two", "three", "four", "five")


def next_words(facts: ClaimFacts, actor: Actor) -> str:
    """Who may act next, and why the viewer may not where their role would let them."""
    words = _NEXT[facts.state]
    step = _STEP.get(facts.state)
    if step is not None and actor.roles & RULES[step].roles:
        refused = refusal(step, facts, actor)
        if refused is not None:
            return f"{words} {refused.message} {refused.remedy}"
    return words


def round_words(claim: Claim) -> str:
    """How many assessments the claim takes and which round this is; never how many are in."""
    words = (
        f"Takes {_COUNTS[claim.required]} blind assessments"
        if claim.required > 1
        else "Takes one assessment"
    )
    return f"{words}, round {claim.round}" if claim.round > 1 else words


def source_chain(case: Case) -> tuple[str, ...]:
    """Who says so, from the article back to the first source that it names."""
    named = case.claim.source_chain or [case.claim.attributed_to]
    names = [case.place.publisher or case.place.article_title, *named]
    return tuple(dict.fromkeys(name for name in names if name))


def waivable(file: ClaimFile, found: Sequence[Gate]) -> tuple[Gate, ...]:
    """Closed gates that an editor may waive on this desk."""
    barred = set() if file.policy.reply_waiver_allowed else {GateCode.REPLY}
    return tuple(
        gate
        for gate in found
        if gate.status is GateStatus.CLOSED and gate.code in WAIVABLE - barred
    )


def roles_to_speak(file: ClaimFile, actor: Actor) -> tuple[Role, ...]:
    """The roles in which the viewer may still say whether level 3 stands."""
    if file.level is None or not file.level.unconfirmed:
        return ()
    if any(said.user_id == actor.user_id for said in file.confirmations):
        return ()
    said_by = {said.role for said in file.confirmations}
    return tuple(sorted((actor.roles & {Role.EDITOR, Role.LEGAL}) - said_by))
