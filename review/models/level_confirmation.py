"""What an editor or legal says to level 3 of an accusation: confirmed or declined, and why."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import Role


class LevelConfirmation(Base):
    __tablename__ = "level_confirmation"
    __table_args__ = (sa.UniqueConstraint("claim_id", "round", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claim.id"))
    round: Mapped[int]
    role: Mapped[Role]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    confirmed: Mapped[bool]
    reason: Mapped[str] = mapped_column(sa.Text)
    said_at: Mapped[datetime]
