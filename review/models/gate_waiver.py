"""An editor's written reason for signing although a waivable gate is closed."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.gates import GateCode


class GateWaiver(Base):
    __tablename__ = "gate_waiver"
    __table_args__ = (
        sa.UniqueConstraint("claim_id", "round", "gate"),
        sa.CheckConstraint("reason <> ''", name="waiver_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claim.id"))
    round: Mapped[int]
    gate: Mapped[GateCode]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    reason: Mapped[str] = mapped_column(sa.Text)
    waived_at: Mapped[datetime]
