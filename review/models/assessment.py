"""One reviewer's submitted judgement of a claim in one round. Written once, never changed."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from review.db import Base
from review.domain.vocabulary import Recommendation, Verdict
from review.models.grade import Grade
from review.models.indicator_answer import IndicatorAnswer


class Assessment(Base):
    """`digit` grades the claim as a whole (1 to 6); `level` is computed from the answers."""

    __tablename__ = "assessment"
    __table_args__ = (
        sa.UniqueConstraint("claim_id", "round", "user_id"),
        sa.CheckConstraint("digit BETWEEN 1 AND 6", name="digit_one_to_six"),
        sa.CheckConstraint("level BETWEEN 0 AND 3", name="level_none_to_three"),
        sa.CheckConstraint("reason <> ''", name="assessment_has_reason"),
        sa.CheckConstraint(
            "recommendation <> 'reword' OR new_wording <> ''", name="reword_has_wording"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claim.id"))
    round: Mapped[int]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    verdict: Mapped[Verdict]
    recommendation: Mapped[Recommendation]
    new_wording: Mapped[str] = mapped_column(sa.Text, default="")
    reason: Mapped[str] = mapped_column(sa.Text)
    digit: Mapped[int]
    digit_reason: Mapped[str] = mapped_column(sa.Text, default="")
    level: Mapped[int] = mapped_column(default=0)
    sheet_answered: Mapped[bool] = mapped_column(default=False)
    ticked: Mapped[list[Any]] = mapped_column(default=list)
    submitted_at: Mapped[datetime]

    grades: Mapped[list[Grade]] = relationship(lazy="raise", order_by=Grade.id)
    answers: Mapped[list[IndicatorAnswer]] = relationship(lazy="raise", order_by=IndicatorAnswer.id)
