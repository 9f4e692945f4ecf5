"""One capture of a linked page: what was asked, what came back, and the kept bytes."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import CaptureStatus


class Capture(Base):
    """A pending row is work for the worker, which finds it again after a crash."""

    __tablename__ = "capture"
    __table_args__ = (
        sa.CheckConstraint(
            "(status = 'captured') = (sha256 IS NOT NULL)", name="captured_has_bytes"
        ),
        sa.CheckConstraint("status <> 'failed' OR failure <> ''", name="failed_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"), index=True)
    status: Mapped[CaptureStatus] = mapped_column(default=CaptureStatus.PENDING, index=True)
    url: Mapped[str] = mapped_column(sa.Text)
    final_url: Mapped[str] = mapped_column(sa.Text, default="")
    redirects: Mapped[list[Any]] = mapped_column(default=list)
    http_status: Mapped[int | None]
    request_headers: Mapped[list[Any]] = mapped_column(default=list)
    response_headers: Mapped[list[Any]] = mapped_column(default=list)
    media_type: Mapped[str] = mapped_column(default="")
    size: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    sha512: Mapped[str | None] = mapped_column(sa.String(128))
    text: Mapped[str] = mapped_column(sa.Text, default="")
    title: Mapped[str] = mapped_column(default="")
    tool: Mapped[str] = mapped_column(default="")
    failure: Mapped[str] = mapped_column(sa.Text, default="")
    requested_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    requested_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
