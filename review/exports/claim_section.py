"""One signed claim as the page shows it: every choice is made here, none in the template."""

from dataclasses import dataclass
from functools import cached_property

from review.domain.indicators import CODES, Indicator
from review.domain.report import ReportedClaim
from review.domain.signed_claim import Checked, EvidenceItem, GivenAnswer, GivenGrade, SignedClaim
from review.domain.vocabulary import Answer
from review.exports.spoken import decided_by, heading
from review.exports.wording import Passage, changes

WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class GradeLine:
    who: str
    given: GivenGrade


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A piece of evidence with everybody's grade of it. `href` is empty for no web address."""

    item: EvidenceItem
    href: str
    grades: tuple[GradeLine, ...]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    who: str
    given: GivenAnswer


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator that somebody could answer, with all answers to it."""

    indicator: Indicator
    answers: tuple[AnswerLine, ...]
    stands: str


@dataclass(frozen=True)
class ClaimSection:
    """`reported` is the claim as the report holds it; the rest is how it is laid out."""

    reported: ReportedClaim

    @property
    def signed(self) -> SignedClaim:
        return self.reported.signed

    @cached_property
    def heading(self) -> str:
        return heading(self.signed)

    @property
    def decided_by(self) -> str:
        return decided_by(self.reported)

    @cached_property
    def change(self) -> tuple[Passage, ...]:
        """How the wording should change; empty where it may stay."""
        new = self.signed.decision.new_wording
        return changes(self.signed.claim.text, new) if new else ()

    @cached_property
    def evidence(self) -> tuple[EvidenceLine, ...]:
        return tuple(
            EvidenceLine(
                item,
                item.url if item.url.startswith(WEB) else "",
                tuple(
                    GradeLine(assessment.by, grade)
                    for assessment in self.signed.assessments
                    for grade in assessment.grades
                    if grade.evidence == item.number
                ),
            )
            for item in self.signed.evidence
        )

    @cached_property
    def indicators(self) -> tuple[IndicatorLine, ...]:
        lines = (self._indicator(code) for code in CODES)
        return tuple(line for line in lines if line is not None)

    @property
    def unanswered(self) -> int:
        """How many of the thirty indicators nobody could answer."""
        return len(CODES) - len(self.indicators)

    @cached_property
    def checkpoints(self) -> tuple[tuple[Checked, bool], ...]:
        """Each checkpoint, and whether every assessor ticked it off."""
        given = self.signed.assessments
        return tuple(
            (point, all(point.id in assessment.ticked for assessment in given))
            for point in self.signed.checkpoints
        )

    def _indicator(self, code: str) -> IndicatorLine | None:
        answers = [
            AnswerLine(assessment.by, answer)
            for assessment in self.signed.assessments
            for answer in assessment.indicators
            if answer.code == code
        ]
        if all(line.given.answer is Answer.UNKNOWN for line in answers):
            return None
        decided = self.signed.adjudication.answers if self.signed.adjudication else {}
        stands = Answer(decided[code]).title_text if code in decided else ""
        return IndicatorLine(answers[0].given.indicator, tuple(answers), stands)
