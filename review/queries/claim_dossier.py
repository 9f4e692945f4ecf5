"""The claim's page as one person may see it.

Blindness is applied here and nowhere else on the page: while a round runs, whatever another
assessor judged is left out, so that no template has to know of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from review.domain.assessment import EvidenceGrade, Submission, missing
from review.domain.gates import Gate, all_green
from review.domain.policy import available_actions, sees_judgements
from review.domain.readiness import Step, steps
from review.domain.vocabulary import ClaimState, Role
from review.domain.workflow import Action
from review.models import Adjudication, Assessment
from review.queries.claim_case import Case
from review.queries.claim_comparison import Comparison, compare
from review.queries.claim_evidence import EvidenceList, Marks, evidence_of
from review.queries.claim_evidence import marks_of_assessments as given_marks
from review.queries.claim_evidence import marks_of_draft as draft_marks
from review.queries.claim_gates import gates_of
from review.queries.claim_head import Head, head_of
from review.queries.claim_next import next_words, roles_to_speak, waivable
from review.queries.claim_seal import Seal, seal_of
from review.queries.hints import Hint
from review.queries.sealed_pieces import kept_back

SEALED_IN = frozenset({ClaimState.AWAITING_SIGN_OFF, ClaimState.SIGNED_OFF})


@dataclass(frozen=True, slots=True)
class Work:
    """The viewer's own part: what they typed, what is still missing, or what they handed in.

    `given` is None before that, and once everybody's assessments show beside each other.
    """

    draft: Submission
    steps: tuple[Step, ...]
    sheet_due: bool
    given: Assessment | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A finished round: what was judged, what still stands in the way, and what is signed."""

    comparison: Comparison
    adjudication: Adjudication | None
    adjudicated_by: str
    gates: tuple[Gate, ...]
    waivable: tuple[Gate, ...]
    speaks_for: tuple[Role, ...]
    seal: Seal | None


@dataclass(frozen=True, slots=True)
class ClaimDossier:
    """Everything on the page. `decision` is None while the round runs, for everybody."""

    head: Head
    evidence: EvidenceList
    work: Work
    decision: Decision | None
    actions: frozenset[Action]
    next_words: str
    hints: Sequence[Hint]


def dossier_of(case: Case) -> ClaimDossier:
    """Put the page together."""
    own = next((a for a in case.file.assessments if a.user_id == case.actor.user_id), None)
    sees = sees_judgements(case.claim.state, case.actor)
    hidden = kept_back(case.file, case.facts, case.actor)
    decision = _decision(case, hidden) if sees and case.file.assessments else None
    green = decision is not None and all_green(decision.gates)
    facts = replace(case.facts, gates_green=green)
    actions = available_actions(facts, case.actor)
    work = _work(case, own if not sees else None, working=Action.SUBMIT in actions)
    visible = case.file.assessments if sees else [own] if own else []
    marks = _marks(case, work, visible)
    return ClaimDossier(
        head=head_of(case, own.ticked if own else work.draft.ticked),
        evidence=evidence_of(case.file, case.actor, marks, case.lost, hidden),
        work=work,
        decision=decision,
        actions=actions,
        next_words=next_words(facts, case.actor),
        hints=case.hints if Action.DERIVE in actions else (),
    )


def _marks(case: Case, work: Work, visible: Sequence[Assessment]) -> Marks:
    """Grades and stances: of those assessments that may be seen, else of the own draft."""
    if visible:
        return given_marks(case.file, visible, case.actor)
    return draft_marks(work.draft)


def _work(case: Case, given: Assessment | None, *, working: bool) -> Work:
    sheet = case.file.accusation
    due = sheet is not None and sheet.flagged_at is not None
    if not working:
        return Work(case.draft, (), due, given)
    draft = _with_letters(case)
    called = {key: f"E{number}" for key, number in case.file.counting.items()}
    origins = case.file.origins.origins
    lacks = missing(draft, evidence=called, origins=origins, sheet_due=due)
    return Work(draft, steps(lacks, sheet_due=due), due, given)


def _with_letters(case: Case) -> Submission:
    """The draft, with the letter of the register where the assessor has not chosen one."""
    grades = dict(case.draft.grades)
    for row in case.file.attached:
        grade, source = grades.get(row.evidence_id, EvidenceGrade()), row.evidence.source
        if grade.letter is None and source is not None:
            grades[row.evidence_id] = replace(grade, letter=source.letter)
    return replace(case.draft, grades=grades)


def _decision(case: Case, hidden: frozenset[int]) -> Decision:
    file, decided = case.file, case.file.adjudication
    gates = gates_of(file, damaged=case.lost)
    return Decision(
        comparison=compare(file, hidden),
        adjudication=decided,
        adjudicated_by=file.name(decided.user_id) if decided else "",
        gates=gates,
        waivable=waivable(file, gates),
        speaks_for=roles_to_speak(file, case.actor),
        seal=seal_of(file, case.signed) if case.claim.state in SEALED_IN else None,
    )
