"""The parts of a signed claim, typed as far as a reader of reports needs them.

The signature is over the plain content; these records are a view of it and never stand in its
place when a hash is taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from review.domain.indicators import BY_CODE, Indicator
from review.domain.rating import Grade
from review.domain.signed_accusation import AccusationRecord
from review.domain.vocabulary import (
    Answer,
    CheckpointKind,
    ClaimKind,
    DerivationKind,
    DisclosureLevel,
    EvidenceKind,
    InfoDigit,
    Recommendation,
    SourceKind,
    SourceLetter,
    Stance,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Words:
    """The claim itself. `start` and `end` are code points of the article's text, end exclusive."""

    number: int
    text: str
    start: int
    end: int
    kind: ClaimKind
    attributed_to: str = ""
    source_chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What stands. `by` says whether by one assessment, by agreement or by adjudication."""

    verdict: Verdict
    recommendation: Recommendation
    digit: InfoDigit
    reason: str
    new_wording: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class GivenGrade:
    """One assessor's grade of the piece of evidence with this E-number."""

    evidence: int
    letter: SourceLetter
    digit: InfoDigit
    stance: Stance
    reason: str

    @property
    def grade(self) -> Grade:
        return Grade(self.letter, self.digit)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    code: str
    answer: Answer
    reason: str = ""
    evidence_for: str = ""
    evidence_against: str = ""

    @property
    def indicator(self) -> Indicator:
        """Raises KeyError for a code that is not among the thirty."""
        return BY_CODE[self.code]


@dataclass(frozen=True, slots=True)
class GivenAssessment:
    by: str
    submitted_at: str
    verdict: Verdict
    recommendation: Recommendation
    reason: str
    digit: InfoDigit
    new_wording: str = ""
    digit_reason: str = ""
    level: int = 0
    grades: tuple[GivenGrade, ...] = ()
    indicators: tuple[GivenAnswer, ...] = ()
    ticked: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenAdjudication:
    by: str
    decided_at: str
    verdict: Verdict
    recommendation: Recommendation
    digit: InfoDigit
    reason: str
    new_wording: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EvidenceSource:
    name: str
    kind: SourceKind
    letter: SourceLetter
    disclosure: DisclosureLevel
    owner: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """`sha256` names the kept bytes, `size` counts them."""

    number: int
    kind: EvidenceKind
    title: str
    url: str = ""
    final_url: str = ""
    file_name: str = ""
    note: str = ""
    sha256: str | None = None
    media_type: str = ""
    size: int | None = None
    locator: str = ""
    excerpt: str = ""
    captured_at: str | None = None
    source: EvidenceSource | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """That evidence `child` comes from evidence `parent` (E-numbers)."""

    child: int
    parent: int
    kind: DerivationKind
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FurtherDerived:
    """A derivation that leads beyond the attached pieces; no parent where nobody knows any.

    Attached pieces are called E1, other pieces P1, sources S1.
    """

    child: str
    parent: str | None
    kind: DerivationKind
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Forebear:
    """What attached evidence comes from without being attached: a piece, or a source itself."""

    called: str
    title: str = ""
    source: EvidenceSource | None = None


@dataclass(frozen=True, slots=True)
class OriginCount:
    items: int
    origins: int
    accuser_origins: int
    circular: bool
    sentence: str
    spoken: str = ""
    unknown_items: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    id: int
    kind: CheckpointKind
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    asked_of: str
    channel: str
    question: str
    asked_at: str
    deadline_at: str | None = None
    answer: str = ""
    answered_at: str | None = None
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    gate: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class SignedClaim:
    """Everything a signature covers, as a report shows it."""

    claim: Words
    decision: Decision
    origins: OriginCount
    assessments: tuple[GivenAssessment, ...] = ()
    adjudication: GivenAdjudication | None = None
    evidence: tuple[EvidenceItem, ...] = ()
    derivations: tuple[Derived, ...] = ()
    further_derivations: tuple[FurtherDerived, ...] = ()
    forebears: tuple[Forebear, ...] = ()
    checkpoints: tuple[Checked, ...] = ()
    accusation: AccusationRecord | None = None
    replies: tuple[Reply, ...] = ()
    waivers: tuple[Waiver, ...] = ()
