"""That one piece of evidence comes from another, or from a source, in a known or unknown way."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import DerivationKind


class Derivation(Base):
    __tablename__ = "derivation"
    __table_args__ = (
        sa.UniqueConstraint("child_id", "parent_id"),
        sa.CheckConstraint("child_id <> parent_id", name="not_from_itself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"))
    parent_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"), index=True)
    kind: Mapped[DerivationKind]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
