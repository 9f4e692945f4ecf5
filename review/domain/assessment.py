"""What an assessor says of a claim, and what is missing before it can be submitted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from review.domain.indicators import CODES
from review.domain.rating import grade_one_refused
from review.domain.vocabulary import (
    Answer,
    InfoDigit,
    Recommendation,
    SourceLetter,
    Stance,
    Verdict,
)

NEEDS_WORDING = "Write the new wording, so that old and new can be kept side by side."


@dataclass(frozen=True, slots=True)
class EvidenceGrade:
    """One piece of evidence as one assessor judges it; None where nothing was chosen yet."""

    letter: SourceLetter | None = None
    digit: InfoDigit | None = None
    stance: Stance | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorReply:
    answer: Answer = Answer.UNKNOWN
    reason: str = ""
    evidence_for: str = ""
    evidence_against: str = ""

    @property
    def blank(self) -> bool:
        return self == IndicatorReply()


@dataclass(frozen=True, slots=True)
class Submission:
    """An assessment as typed. `digit` grades the claim as a whole; unknown until judged."""

    verdict: Verdict | None = None
    recommendation: Recommendation | None = None
    new_wording: str = ""
    reason: str = ""
    digit: InfoDigit = InfoDigit.CANNOT_BE_JUDGED
    digit_reason: str = ""
    grades: Mapping[int, EvidenceGrade] = field(default_factory=dict)
    indicators: Mapping[str, IndicatorReply] = field(default_factory=dict)
    sheet_read: bool = False
    ticked: tuple[int, ...] = ()

    @property
    def sheet_answered(self) -> bool:
        """Whether the assessor looked at the sheet: any answer, or the word that all is unknown."""
        return self.sheet_read or any(not reply.blank for reply in self.indicators.values())

    @property
    def answers(self) -> dict[str, Answer]:
        return {code: reply.answer for code, reply in self.indicators.items()}


def missing(
    given: Submission, *, evidence: Mapping[int, str], origins: int, sheet_due: bool
) -> dict[str, str]:
    """What keeps an assessment from being submitted: field name to a sentence.

    `evidence` maps the ids of everything attached to how it is called on the page ("E1").
    """
    found: dict[str, str] = {}
    if given.verdict is None:
        found["verdict"] = "Choose a verdict."
    if given.recommendation is None:
        found["recommendation"] = "Choose what should happen to the wording."
    if not given.reason.strip():
        found["reason"] = "Say in a sentence why."
    if _changes_wording(given) and not given.new_wording.strip():
        found["new_wording"] = NEEDS_WORDING
    for key, called in evidence.items():
        found |= _missing_grade(key, called, given.grades.get(key, EvidenceGrade()), origins)
    refused = grade_one_refused(given.digit, origins)
    if refused:
        found["digit"] = refused
    if sheet_due and not given.sheet_answered:
        found["sheet_read"] = "This claim is flagged: answer the indicator sheet first."
    return found


def _changes_wording(given: Submission) -> bool:
    return (
        given.recommendation is Recommendation.REWORD
        or given.verdict is Verdict.SUPPORTED_WITH_CHANGE
    )


def _missing_grade(key: int, called: str, grade: EvidenceGrade, origins: int) -> dict[str, str]:
    found: dict[str, str] = {}
    if grade.letter is None:
        found[f"letter-{key}"] = f"Choose a letter for the source of {called}."
    if grade.digit is None:
        found[f"digit-{key}"] = f"Choose a digit for what {called} says."
    if grade.stance is None:
        found[f"stance-{key}"] = f"Say whether {called} supports or undermines the claim."
    if not grade.reason.strip():
        found[f"why-{key}"] = f"Say in one line why {called} is graded so."
    refused = grade_one_refused(grade.digit, origins)
    if refused:
        found[f"digit-{key}"] = refused
    return found


def from_plain(kept: Mapping[str, Any]) -> Submission:
    """Read a draft as it is kept. Whatever does not fit a code reads as not chosen."""
    return Submission(
        verdict=_code(Verdict, kept.get("verdict")),
        recommendation=_code(Recommendation, kept.get("recommendation")),
        new_wording=str(kept.get("new_wording") or ""),
        reason=str(kept.get("reason") or ""),
        digit=_digit(kept.get("digit")) or InfoDigit.CANNOT_BE_JUDGED,
        digit_reason=str(kept.get("digit_reason") or ""),
        grades={int(key): _grade(value) for key, value in (kept.get("grades") or {}).items()},
        indicators={
            code: _reply(value)
            for code, value in (kept.get("indicators") or {}).items()
            if code in CODES
        },
        sheet_read=bool(kept.get("sheet_read")),
        ticked=tuple(int(point) for point in kept.get("ticked") or ()),
    )


def to_plain(given: Submission) -> dict[str, Any]:
    """The same as plain JSON data, for keeping a draft."""
    return {
        "verdict": given.verdict and given.verdict.value,
        "recommendation": given.recommendation and given.recommendation.value,
        "new_wording": given.new_wording,
        "reason": given.reason,
        "digit": given.digit.value,
        "digit_reason": given.digit_reason,
        "grades": {
            str(key): {
                "letter": grade.letter and grade.letter.value,
                "digit": grade.digit and grade.digit.value,
                "stance": grade.stance and grade.stance.value,
                "reason": grade.reason,
            }
            for key, grade in given.grades.items()
        },
        "indicators": {
            code: {
                "answer": reply.answer.value,
                "reason": reply.reason,
                "evidence_for": reply.evidence_for,
                "evidence_against": reply.evidence_against,
            }
            for code, reply in given.indicators.items()
        },
        "sheet_read": given.sheet_read,
        "ticked": list(given.ticked),
    }


def _code(codes: Any, value: Any) -> Any:
    known: Collection[str] = [code.value for code in codes]
    return codes(value) if value in known else None


def _digit(value: Any) -> InfoDigit | None:
    text = str(value)
    return InfoDigit(int(text)) if text in {"1", "2", "3", "4", "5", "6"} else None


def _grade(value: Mapping[str, Any]) -> EvidenceGrade:
    return EvidenceGrade(
        letter=_code(SourceLetter, value.get("letter")),
        digit=_digit(value.get("digit")),
        stance=_code(Stance, value.get("stance")),
        reason=str(value.get("reason") or ""),
    )


def _reply(value: Mapping[str, Any]) -> IndicatorReply:
    return IndicatorReply(
        answer=_code(Answer, value.get("answer")) or Answer.UNKNOWN,
        reason=str(value.get("reason") or ""),
        evidence_for=str(value.get("evidence_for") or ""),
        evidence_against=str(value.get("evidence_against") or ""),
    )
