"""One capture of a linked page: what was asked, what came back, and the kept bytes."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import CapturePurpose, CaptureStatus, CaptureStep

ONE_FIRST = "purpose = 'first' AND status = 'captured'"


class Capture(Base):
    """A pending row is work for the worker, which finds it again after a crash.

    `sha256` names the page's bytes, unpacked; `raw_sha256` those of the last answer as they came
    over the wire, which stand in the record; `warc_sha256` the record of the whole exchange.
    `failure_code` is why the fetch was refused or broke off. Nobody in particular asked where the
    desk itself looks again: `requested_by_id` None.
    Words and headers are big and are read from the database only when asked for.
    """

    __tablename__ = "capture"
    __table_args__ = (
        sa.CheckConstraint(
            "(status = 'captured') = (sha256 IS NOT NULL)", name="captured_has_bytes"
        ),
        sa.CheckConstraint("status <> 'failed' OR failure <> ''", name="failed_has_reason"),
        sa.Index(
            "one_first_capture", "evidence_id", unique=True,
            sqlite_where=sa.text(ONE_FIRST), postgresql_where=sa.text(ONE_FIRST),
        ),
        sa.Index("ix_capture_purpose", "purpose", "requested_at"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"), index=True)
    status: Mapped[CaptureStatus] = mapped_column(default=CaptureStatus.PENDING, index=True)
    url: Mapped[str] = mapped_column(sa.Text)
    final_url: Mapped[str] = mapped_column(sa.Text, default="")
    redirects: Mapped[list[Any]] = mapped_column(default=list)
    http_status: Mapped[int | None]
    request_headers: Mapped[list[Any]] = mapped_column(default=list, deferred=True)
    response_headers: Mapped[list[Any]] = mapped_column(default=list, deferred=True)
    media_type: Mapped[str] = mapped_column(default="")
    size: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    sha512: Mapped[str | None] = mapped_column(sa.String(128))
    text: Mapped[str] = mapped_column(sa.Text, default="", deferred=True)
    title: Mapped[str] = mapped_column(default="")
    tool: Mapped[str] = mapped_column(default="")
    failure: Mapped[str] = mapped_column(sa.Text, default="")
    requested_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    requested_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    purpose: Mapped[CapturePurpose] = mapped_column(default=CapturePurpose.FIRST)
    step: Mapped[CaptureStep] = mapped_column(default=CaptureStep.WAITING, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    failure_code: Mapped[str] = mapped_column(default="")
    peer: Mapped[str] = mapped_column(default="")
    byline: Mapped[str] = mapped_column(default="")
    publisher: Mapped[str] = mapped_column(default="")
    published_on: Mapped[date | None]
    language: Mapped[str] = mapped_column(default="")
    text_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    raw_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    warc_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    pdf_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    picture_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    snapshot_failure: Mapped[str] = mapped_column(sa.Text, default="")
