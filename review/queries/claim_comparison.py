"""The assessments of a finished round side by side: what differs first, what agrees folded."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from review.domain.agreement import Difference, differences
from review.domain.indicators import BY_CODE, CODES
from review.domain.vocabulary import Answer, InfoDigit, SourceLetter, Verdict
from review.models import Assessment, Checkpoint
from review.queries.claim_file import ClaimFile

DECISIVE = frozenset({"Verdict", "Recommendation", "Indicator level"})


@dataclass(frozen=True, slots=True)
class Cell:
    """What one assessor says on one matter; `text` is what is compared."""

    text: str
    reason: str = ""
    verdict: Verdict | None = None
    letter: SourceLetter | None = None
    digit: InfoDigit | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One matter, a cell for each assessor. `decisive` matters are what an adjudicator is for."""

    label: str
    cells: tuple[Cell, ...]
    decisive: bool


@dataclass(frozen=True, slots=True)
class Given:
    """Who assessed, when, and the reason in their own words."""

    name: str
    submitted_at: datetime
    reason: str
    digit_reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`differing_codes` are the indicators that an adjudicator answers."""

    given: tuple[Given, ...]
    differ: tuple[Row, ...]
    same: tuple[Row, ...]
    indicators_alike: int
    indicators_all: int
    differing_codes: tuple[str, ...]


def compare(file: ClaimFile, hidden: Collection[int] = ()) -> Comparison:
    """Lay the submitted assessments of the present round side by side.

    Why a piece has its grade is left out for the `hidden` ones, by evidence id.
    """
    told = [_told(file, given, hidden) for given in file.assessments]
    texts = [{label: cell.text for label, cell in cells.items()} for cells in told]
    differ, same = differences(texts, decisive=DECISIVE)
    codes = differing_codes(file)
    return Comparison(
        given=tuple(
            Given(file.name(a.user_id), a.submitted_at, a.reason, a.digit_reason)
            for a in file.assessments
        ),
        differ=_rows(differ, told),
        same=_rows([row for row in same if any(row.values)], told),
        indicators_alike=len(CODES) - len(codes) if file.accusation else 0,
        indicators_all=len(CODES) if file.accusation else 0,
        differing_codes=codes,
    )


def differing_codes(file: ClaimFile) -> tuple[str, ...]:
    """Indicators that the assessors do not answer alike; none where there is no sheet."""
    if file.accusation is None:
        return ()
    return tuple(
        code
        for code in CODES
        if len({sheet.get(code, Answer.UNKNOWN) for sheet in file.sheets}) > 1
    )


def _rows(found: Sequence[Difference], told: Sequence[dict[str, Cell]]) -> tuple[Row, ...]:
    nothing = Cell("")
    return tuple(
        Row(row.label, tuple(cells.get(row.label, nothing) for cells in told), row.decisive)
        for row in found
    )


def _told(file: ClaimFile, given: Assessment, hidden: Collection[int]) -> dict[str, Cell]:
    whole = InfoDigit(given.digit)
    cells = {
        "Verdict": Cell(given.verdict.value, verdict=given.verdict),
        "Recommendation": Cell(given.recommendation.title_text),
        "New wording": Cell(given.new_wording),
        "Claim as a whole": Cell(f"{whole.value}, {whole.title_text}", given.digit_reason),
    }
    if file.accusation is not None:
        cells["Indicator level"] = Cell(f"Level {given.level}")
    if file.checkpoints:
        cells["Checkpoints"] = Cell(_ticked(file.checkpoints, given.ticked))
    return cells | _graded(file, given, hidden) | _answered(given)


def _ticked(points: Sequence[Checkpoint], ticked: Sequence[int]) -> str:
    """How many, and which not: two who each left out one may not have left out the same."""
    left = [f"“{point.text}”" for point in points if point.id not in ticked]
    said = f"{len(points) - len(left)} of {len(points)} ticked"
    return f"{said}, not {', '.join(left)}" if left else said


def _graded(file: ClaimFile, given: Assessment, hidden: Collection[int]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for grade in given.grades:
        if number := file.numbers.get(grade.evidence_id):
            text = f"{grade.letter.value}{grade.digit}"
            digit = InfoDigit(grade.digit)
            reason = "" if grade.evidence_id in hidden else grade.reason
            cells[f"Grade of E{number}"] = Cell(text, reason, None, grade.letter, digit)
            cells[f"Stance of E{number}"] = Cell(grade.stance.title_text)
    return cells


def _answered(given: Assessment) -> dict[str, Cell]:
    return {
        f"{answer.code}, {BY_CODE[answer.code].title}": Cell(
            "" if answer.answer is Answer.UNKNOWN else answer.answer.title_text, answer.reason
        )
        for answer in given.answers
    }
