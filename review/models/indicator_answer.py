"""One assessor's answer to one indicator of an accusation sheet, with what speaks for it."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import Answer


class IndicatorAnswer(Base):
    __tablename__ = "indicator_answer"
    __table_args__ = (sa.UniqueConstraint("assessment_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(sa.ForeignKey("assessment.id"))
    code: Mapped[str] = mapped_column(sa.String(2))
    answer: Mapped[Answer]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    evidence_for: Mapped[str] = mapped_column(sa.Text, default="")
    evidence_against: Mapped[str] = mapped_column(sa.Text, default="")
