"""A reviewer's hold on one of a claim's places: a lease that work renews and time ends."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import LeaseOutcome

KEEPS_SLOT = "outcome IN ('held', 'submitted')"


class Assignment(Base):
    __tablename__ = "assignment"
    __table_args__ = (
        sa.Index(
            "one_person_a_slot", "claim_id", "round", "slot", unique=True,
            sqlite_where=sa.text(KEEPS_SLOT), postgresql_where=sa.text(KEEPS_SLOT),
        ),
        sa.Index(
            "one_slot_a_person", "claim_id", "round", "user_id", unique=True,
            sqlite_where=sa.text(KEEPS_SLOT), postgresql_where=sa.text(KEEPS_SLOT),
        ),
        sa.Index("ix_assignment_user_id_outcome", "user_id", "outcome"),
        sa.CheckConstraint("(outcome = 'held') = (ended_at IS NULL)", name="ended_has_time"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claim.id"), index=True)
    round: Mapped[int]
    slot: Mapped[int]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    outcome: Mapped[LeaseOutcome] = mapped_column(default=LeaseOutcome.HELD)
    taken_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
