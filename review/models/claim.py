"""A claim of an article: exact words at an exact place, and how far its review has come."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from review.db import Base
from review.domain.vocabulary import ClaimKind, ClaimState
from review.models.article import Article
from review.models.article_version import ArticleVersion


class Claim(Base):
    """`version` counts every change; `revision` only those of words, place and kind, and of what
    people put right of the finder's suggestions.

    A reviewer's form carries the revision, as does every such correction, so that a colleague's
    blind act neither refuses it nor shows in it; every other form carries the version.
    `meant_for_id` is whom an editor wishes to take the queued claim, until `meant_until`.
    """

    __tablename__ = "claim"
    __table_args__ = (
        sa.UniqueConstraint("article_id", "number"),
        sa.CheckConstraint("start_at < end_at", name="claim_has_words"),
        sa.CheckConstraint("required >= 1", name="needs_an_assessment"),
        sa.CheckConstraint("kind <> 'accusation' OR required >= 2", name="accusation_needs_two"),
        sa.CheckConstraint(
            "(state = 'signed_off') = (signed_off_at IS NOT NULL)", name="signed_off_has_time"
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_reason <> '')", name="withdrawn_has_reason"
        ),
        sa.CheckConstraint(
            "(meant_for_id IS NULL) = (meant_until IS NULL)", name="meant_for_has_end"
        ),
        sa.Index("ix_claim_queue", "desk_id", "state", "priority"),
        sa.Index("ix_claim_desk_id_kind", "desk_id", "kind", "state"),
        sa.Index("ix_claim_places", "desk_id", "state", "round", "required"),
        # Counting what is stale and what is overdue reads these alone, not ten thousand claims.
        sa.Index("ix_claim_state_since", "desk_id", "state", "state_since"),
        sa.Index("ix_claim_due_at", "desk_id", "state", "due_at"),
        # As exact as the queue's own index, or SQLite would walk all that is queued for the few.
        sa.Index("ix_claim_meant_for", "meant_for_id", "state", "desk_id"),
        sa.Index("ix_claim_meant_until", "desk_id", "state", "meant_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(sa.ForeignKey("desk.id"))
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("article.id"))
    article_version_id: Mapped[int] = mapped_column(sa.ForeignKey("article_version.id"), index=True)
    number: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    start: Mapped[int] = mapped_column("start_at")
    end: Mapped[int] = mapped_column("end_at")
    prefix: Mapped[str] = mapped_column(default="")
    suffix: Mapped[str] = mapped_column(default="")
    kind: Mapped[ClaimKind]
    score: Mapped[float]
    why: Mapped[list[str]] = mapped_column(default=list)
    attributed_to: Mapped[str] = mapped_column(default="")
    source_chain: Mapped[list[str]] = mapped_column(default=list)
    suggestion: Mapped[dict[str, Any]] = mapped_column(default=dict)
    found_by_machine: Mapped[bool] = mapped_column(default=True)
    priority: Mapped[float]
    required: Mapped[int]
    state: Mapped[ClaimState] = mapped_column(default=ClaimState.QUEUED)
    round: Mapped[int] = mapped_column(default=1)
    revision: Mapped[int] = mapped_column(default=1)
    due_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    state_since: Mapped[datetime]
    signed_off_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    sent_back_reason: Mapped[str] = mapped_column(default="")
    same_as_id: Mapped[int | None] = mapped_column(sa.ForeignKey("claim.id"))
    meant_for_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    meant_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    meant_until: Mapped[datetime | None]
    meant_note: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()

    article: Mapped[Article] = relationship(lazy="raise")
    article_version: Mapped[ArticleVersion] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
