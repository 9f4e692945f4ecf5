"""The steps to a complete assessment, as they stand beside the form."""

from review.domain.assessment import EvidenceGrade, Submission, missing
from review.domain.gates import GateStatus
from review.domain.readiness import steps
from review.domain.vocabulary import (
    InfoDigit,
    Recommendation,
    SourceLetter,
    Stance,
    Verdict,
)

GRADE = EvidenceGrade(SourceLetter.B, InfoDigit.PROBABLY_TRUE, Stance.SUPPORTS, "It fits.")
WHOLE = Submission(Verdict.SUPPORTED, Recommendation.STANDS, reason="The register says so.")


def lacks(given: Submission, *, sheet_due: bool = False) -> dict[str, str]:
    return missing(given, evidence={7: "E1"}, origins=1, sheet_due=sheet_due)


def test_an_empty_assessment_has_every_step_closed_and_says_what_comes_first() -> None:
    found = steps(lacks(Submission()), sheet_due=False)
    assert [step.status for step in found] == [GateStatus.CLOSED] * 3
    assert found[0].reason == "Choose a verdict. And 1 more."
    assert found[1].reason == "Choose a letter for the source of E1. And 3 more."
    assert found[2].reason == "Say in a sentence why."


def test_a_complete_assessment_has_every_step_open() -> None:
    given = Submission(WHOLE.verdict, WHOLE.recommendation, reason=WHOLE.reason, grades={7: GRADE})
    found = steps(lacks(given), sheet_due=False)
    assert [(step.status, step.reason) for step in found] == [(GateStatus.OPEN, "")] * 3


def test_a_flagged_claim_has_its_sheet_as_a_step() -> None:
    found = steps(lacks(WHOLE, sheet_due=True), sheet_due=True)
    assert found[-1].title == "Indicator sheet looked at"
    assert found[-1].status is GateStatus.CLOSED
    assert "answer the indicator sheet first" in found[-1].reason


def test_every_field_that_can_be_missing_belongs_to_a_step() -> None:
    given = Submission(recommendation=Recommendation.REWORD, digit=InfoDigit.CONFIRMED)
    for field, said in lacks(given, sheet_due=True).items():
        closed = [s for s in steps({field: said}, sheet_due=True) if s.reason]
        assert [step.reason for step in closed] == [said], field
