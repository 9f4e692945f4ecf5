"""A numbered report of an article: the frozen content that every form is rendered from."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import RippleCause, Variant


class Report(Base):
    """`content` is canonical JSON text; `body_hash` leaves out number, time and ledger head."""

    __tablename__ = "report"
    __table_args__ = (sa.UniqueConstraint("article_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(sa.ForeignKey("desk.id"), index=True)
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("article.id"))
    number: Mapped[int]
    variant: Mapped[Variant]
    content: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    body_hash: Mapped[str] = mapped_column(sa.String(64))
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    made_at: Mapped[datetime]


class ReportMark(Base):
    """That something a report rests on no longer holds, and why. Written once."""

    __tablename__ = "report_mark"
    __table_args__ = (sa.CheckConstraint("reason <> ''", name="mark_has_reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(sa.ForeignKey("report.id"), index=True)
    claim_id: Mapped[int | None] = mapped_column(sa.ForeignKey("claim.id"))
    evidence_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence.id"))
    source_id: Mapped[int | None] = mapped_column(sa.ForeignKey("source.id"))
    cause: Mapped[RippleCause]
    reason: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime]
