"""What the desk tells one person: something that their work rests on has changed."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import NoticeKind


class Notice(Base):
    __tablename__ = "notice"
    __table_args__ = (
        sa.Index("ix_notice_user_id", "user_id", "desk_id", "seen_at"),
        sa.CheckConstraint("reason <> ''", name="notice_has_reason"),
        sa.CheckConstraint(
            "claim_id IS NOT NULL OR report_id IS NOT NULL OR evidence_id IS NOT NULL"
            " OR source_id IS NOT NULL",
            name="notice_has_subject",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(sa.ForeignKey("desk.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    kind: Mapped[NoticeKind]
    claim_id: Mapped[int | None] = mapped_column(sa.ForeignKey("claim.id"))
    report_id: Mapped[int | None] = mapped_column(sa.ForeignKey("report.id"))
    evidence_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence.id"))
    source_id: Mapped[int | None] = mapped_column(sa.ForeignKey("source.id"))
    reason: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
