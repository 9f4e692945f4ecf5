"""That a piece of evidence bears on a claim: where in it, and which words."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from review.db import Base
from review.models.evidence import Evidence


class ClaimEvidence(Base):
    """`number` is the E-number on the claim. Detaching ends the row and keeps it."""

    __tablename__ = "claim_evidence"
    __table_args__ = (
        sa.UniqueConstraint("claim_id", "evidence_id"),
        sa.UniqueConstraint("claim_id", "number"),
        sa.CheckConstraint(
            "(detached_at IS NULL) = (detached_reason = '')", name="detached_has_reason"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claim.id"))
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"), index=True)
    number: Mapped[int]
    locator: Mapped[str] = mapped_column(default="")
    excerpt: Mapped[str] = mapped_column(sa.Text, default="")
    attached_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    attached_at: Mapped[datetime]
    detached_at: Mapped[datetime | None]
    detached_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    detached_reason: Mapped[str] = mapped_column(sa.Text, default="")

    evidence: Mapped[Evidence] = relationship(lazy="raise")
