"""One request to a language model: who asked whom for what, and the suggestions that came of it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import AskedFor, AskingStatus


class Asking(Base):
    """A pending row is work for the worker. What was sent is named by its digest and not kept.

    `suggested` holds places `[start, end]` in the text for claims, and words for wordings. Nothing
    reads it but the page of whoever may add claims. `claim_revision` tells for which words of a
    claim the wordings were meant.
    """

    __tablename__ = "asking"
    __table_args__ = (
        sa.CheckConstraint("status <> 'failed' OR failure <> ''", name="failed_has_reason"),
        sa.CheckConstraint(
            "(status = 'pending') = (finished_at IS NULL)", name="pending_has_no_end"
        ),
        sa.CheckConstraint(
            "(asked_for = 'wordings') = (claim_id IS NOT NULL)", name="wordings_are_for_a_claim"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(sa.ForeignKey("desk.id"))
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("article.id"), index=True)
    article_version_id: Mapped[int] = mapped_column(sa.ForeignKey("article_version.id"))
    claim_id: Mapped[int | None] = mapped_column(sa.ForeignKey("claim.id"), index=True)
    claim_revision: Mapped[int | None]
    asked_for: Mapped[AskedFor]
    status: Mapped[AskingStatus] = mapped_column(default=AskingStatus.PENDING, index=True)
    host: Mapped[str]
    model: Mapped[str]
    sent_sha256: Mapped[str] = mapped_column(sa.String(64))
    suggested: Mapped[list[Any]] = mapped_column(default=list)
    failure: Mapped[str] = mapped_column(default="")
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    asked_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
