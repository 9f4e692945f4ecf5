"""The right of reply: who was asked what, how, until when, and what they answered."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base


class ReplyRequest(Base):
    __tablename__ = "reply_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claim.id"), index=True)
    asked_of: Mapped[str]
    channel: Mapped[str]
    question: Mapped[str] = mapped_column(sa.Text)
    asked_at: Mapped[datetime]
    deadline_at: Mapped[datetime | None] = mapped_column(index=True)
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_at: Mapped[datetime | None]
    effect: Mapped[str] = mapped_column(sa.Text, default="")
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
