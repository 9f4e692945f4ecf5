"""A third person's decision where two assessments differ. Written once, never changed."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import Recommendation, Verdict


class Adjudication(Base):
    """`answers` are the indicator answers that stand, code to answer; `assessments` their ids."""

    __tablename__ = "adjudication"
    __table_args__ = (
        sa.UniqueConstraint("claim_id", "round"),
        sa.CheckConstraint("reason <> ''", name="adjudication_has_reason"),
        sa.CheckConstraint("digit BETWEEN 1 AND 6", name="digit_one_to_six"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claim.id"))
    round: Mapped[int]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    assessments: Mapped[list[Any]] = mapped_column(default=list)
    verdict: Mapped[Verdict]
    recommendation: Mapped[Recommendation]
    new_wording: Mapped[str] = mapped_column(sa.Text, default="")
    digit: Mapped[int]
    reason: Mapped[str] = mapped_column(sa.Text)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    decided_at: Mapped[datetime]
