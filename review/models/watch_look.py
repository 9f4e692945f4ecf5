"""One look at a watched page, and what it found. Written once."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import WatchState


class WatchLook(Base):
    """`capture_id` is the capture made at this look, `user_id` None where time asked for it."""

    __tablename__ = "watch_look"
    __table_args__ = (
        sa.Index("ix_watch_look_evidence_id", "evidence_id", "at"),
        sa.UniqueConstraint("capture_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"))
    capture_id: Mapped[int | None] = mapped_column(sa.ForeignKey("capture.id"))
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    outcome: Mapped[WatchState]
    http_status: Mapped[int | None]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[datetime]
