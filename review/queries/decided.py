"""What was decided of many claims at once, for lists and margins: a fixed number of queries.

Only claims whose assessments are all in and settled are looked at, so no blind round shows here.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.fabrication import PRESENT, Answers, level
from review.domain.rating import Grade, best_and_worst
from review.domain.vocabulary import Answer, ClaimState, InfoDigit, Verdict
from review.models import (
    Accusation,
    Adjudication,
    Assessment,
    Claim,
    ClaimEvidence,
    Evidence,
    IndicatorAnswer,
    LevelConfirmation,
)
from review.models import Grade as GradeRow

SETTLED = frozenset({ClaimState.AWAITING_SIGN_OFF, ClaimState.SIGNED_OFF})


@dataclass(frozen=True, slots=True)
class Decided:
    """The verdict that stands, the best grade of its evidence, and the indicator level.

    `grade` is None without a known grade, `level` None without an accusation sheet.
    """

    verdict: Verdict
    reason: str
    new_wording: str
    grade: Grade | None
    level: int | None


def decided_in(session: Session, article_id: int) -> Mapping[int, Decided]:
    """Claim id to what was decided, for every settled claim of an article. Six queries."""
    reader = _Reader(session, Claim.article_id == article_id)
    given = reader.by_claim(Assessment, "verdict", "reason", "new_wording", "id")
    ruled = reader.by_claim(Adjudication, "verdict", "reason", "new_wording", "answers")
    grades, levels = reader.grades(), reader.levels(given, ruled)
    return {
        claim_id: Decided(
            verdict=row.verdict,
            reason=row.reason,
            new_wording=row.new_wording,
            grade=grades.get(claim_id),
            level=levels.get(claim_id),
        )
        for claim_id, rows in given.items()
        for row in [(ruled.get(claim_id) or rows)[0]]
    }


def levels_of(session: Session, claim_ids: Collection[int]) -> Mapping[int, int]:
    """Claim id to indicator level, for those of the claims that are settled. Five queries."""
    reader = _Reader(session, Claim.id.in_(claim_ids))
    return reader.levels(
        reader.by_claim(Assessment, "id"), reader.by_claim(Adjudication, "answers")
    )


Rows = Mapping[int, list[Any]]


class _Reader:
    """The queries, each narrowed to those of the wanted claims that are settled, in their round."""

    def __init__(self, session: Session, wanted: sa.ColumnElement[bool]) -> None:
        self._session = session
        self._settled = (wanted, Claim.state.in_(SETTLED))

    def by_claim(self, table: type[Assessment] | type[Adjudication], *columns: str) -> Rows:
        rows = self._session.execute(
            sa.select(table.claim_id, *(getattr(table, name) for name in columns))
            .join(Claim, sa.and_(Claim.id == table.claim_id, Claim.round == table.round))
            .where(*self._settled)
            .order_by(table.id)
        )
        return _grouped(rows)

    def grades(self) -> Mapping[int, Grade]:
        """The best known grade of what is still attached."""
        attached = sa.exists().where(
            ClaimEvidence.claim_id == Claim.id,
            ClaimEvidence.evidence_id == GradeRow.evidence_id,
            ClaimEvidence.detached_at.is_(None),
        )
        rows = self._session.execute(
            self._of_assessments(GradeRow.letter, GradeRow.digit)
            .join(GradeRow, GradeRow.assessment_id == Assessment.id)
            .join(Evidence, Evidence.id == GradeRow.evidence_id)
            .where(attached, Evidence.retracted_at.is_(None))
        )
        ranked = {
            claim_id: best_and_worst(Grade(row.letter, InfoDigit(row.digit)) for row in given)
            for claim_id, given in _grouped(rows).items()
        }
        return {claim_id: pair[0] for claim_id, pair in ranked.items() if pair}

    def levels(self, given: Rows, ruled: Rows) -> Mapping[int, int]:
        confirmed = _grouped(
            self._session.execute(
                sa.select(LevelConfirmation.claim_id, LevelConfirmation.role)
                .join(
                    Claim,
                    sa.and_(
                        Claim.id == LevelConfirmation.claim_id,
                        Claim.round == LevelConfirmation.round,
                    ),
                )
                .where(LevelConfirmation.confirmed, *self._settled)
            )
        )
        sheets = self._sheets()
        with_sheet = self._session.scalars(
            sa.select(Accusation.claim_id)
            .join(Claim, Claim.id == Accusation.claim_id)
            .where(*self._settled)
        )
        return {
            claim_id: level(
                [sheets.get(row.id, {}) for row in given.get(claim_id, [])],
                decided=_answers(ruled.get(claim_id)),
                confirmed_by=[row.role for row in confirmed.get(claim_id, [])],
            ).value
            for claim_id in with_sheet
        }

    def _sheets(self) -> Mapping[int, Answers]:
        """Assessment id to the indicators that it calls present."""
        rows = self._session.execute(
            self._of_assessments(Assessment.id, IndicatorAnswer.code, IndicatorAnswer.answer)
            .join(IndicatorAnswer, IndicatorAnswer.assessment_id == Assessment.id)
            .where(IndicatorAnswer.answer.in_(PRESENT))
        )
        sheets: dict[int, dict[str, Answer]] = defaultdict(dict)
        for row in rows:
            sheets[row.id][row.code] = row.answer
        return sheets

    def _of_assessments(self, *columns: Any) -> sa.Select[Any]:
        return (
            sa.select(Assessment.claim_id, *columns)
            .join(Claim, sa.and_(Claim.id == Assessment.claim_id, Claim.round == Assessment.round))
            .where(*self._settled)
        )


def _answers(ruled: list[Any] | None) -> Answers | None:
    return {code: Answer(value) for code, value in ruled[0].answers.items()} if ruled else None


def _grouped(rows: sa.Result[Any]) -> Rows:
    found = defaultdict(list)
    for row in rows:
        found[row.claim_id].append(row)
    return found
