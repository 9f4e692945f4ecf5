"""A time stamp after RFC 3161, asked of one authority for one digest."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import StampStatus, StampSubject


class TimeStamp(Base):
    """No row: no stamp. `token_sha256` and `chain_sha256` name the kept answer and certificates.

    A pending row is work for the worker, due at `due_at`. `gen_time` is the moment that the
    authority vouches for. `evidence_id` is the piece that a stamped capture is of. A stamp that
    failed for want of trust keeps its token, which is looked at again before another is asked for.
    """

    __tablename__ = "time_stamp"
    __table_args__ = (
        sa.UniqueConstraint("desk_id", "subject_sha256", "authority"),
        sa.CheckConstraint(
            "status <> 'verified' OR (token_sha256 IS NOT NULL AND gen_time IS NOT NULL)",
            name="verified_has_token",
        ),
        sa.CheckConstraint("status <> 'failed' OR failure <> ''", name="failed_has_reason"),
        sa.Index("ix_time_stamp_due_at", "status", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(sa.ForeignKey("desk.id"))
    subject_kind: Mapped[StampSubject]
    subject_sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    evidence_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence.id"), index=True)
    authority: Mapped[str]
    status: Mapped[StampStatus] = mapped_column(default=StampStatus.PENDING)
    token_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    chain_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    gen_time: Mapped[datetime | None]
    serial: Mapped[str] = mapped_column(default="")
    failure: Mapped[str] = mapped_column(sa.Text, default="")
    attempts: Mapped[int] = mapped_column(default=0)
    asked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
