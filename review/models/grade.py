"""One assessor's grade of one piece of evidence: source letter, digit, stance and why."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import SourceLetter, Stance


class Grade(Base):
    __tablename__ = "grade"
    __table_args__ = (
        sa.UniqueConstraint("assessment_id", "evidence_id"),
        sa.CheckConstraint("digit BETWEEN 1 AND 6", name="digit_one_to_six"),
        sa.CheckConstraint("reason <> ''", name="grade_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(sa.ForeignKey("assessment.id"))
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"), index=True)
    letter: Mapped[SourceLetter]
    digit: Mapped[int]
    stance: Mapped[Stance]
    reason: Mapped[str] = mapped_column(sa.Text)
