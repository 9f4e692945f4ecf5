"""That a piece of evidence bears on a claim: where in it, and which words."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from review.db import Base
from review.domain.vocabulary import ExcerptStatus
from review.models.evidence import Evidence

UNCHECKED = "excerpt_checked_at IS NULL AND excerpt <> '' AND detached_at IS NULL"


class ClaimEvidence(Base):
    """`number` is the E-number on the claim. Detaching ends the row and keeps it.

    `excerpt_status` None: nobody has looked for the words yet. Where they stand is told twice, as
    code points of the text whose digest is `text_sha256`, and as its own words between others.
    """

    __tablename__ = "claim_evidence"
    __table_args__ = (
        sa.UniqueConstraint("claim_id", "evidence_id"),
        sa.UniqueConstraint("claim_id", "number"),
        sa.CheckConstraint(
            "(detached_at IS NULL) = (detached_reason = '')", name="detached_has_reason"
        ),
        sa.CheckConstraint(
            "excerpt_status NOT IN ('found', 'differs') OR (excerpt_start IS NOT NULL"
            " AND excerpt_end IS NOT NULL AND text_sha256 IS NOT NULL)",
            name="found_excerpt_has_place",
        ),
        sa.CheckConstraint("excerpt_start < excerpt_end", name="excerpt_has_words"),
        sa.Index(
            "excerpts_unchecked", "evidence_id",
            sqlite_where=sa.text(UNCHECKED), postgresql_where=sa.text(UNCHECKED),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claim.id"))
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"), index=True)
    number: Mapped[int]
    locator: Mapped[str] = mapped_column(default="")
    excerpt: Mapped[str] = mapped_column(sa.Text, default="")
    attached_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    attached_at: Mapped[datetime]
    detached_at: Mapped[datetime | None]
    detached_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    detached_reason: Mapped[str] = mapped_column(sa.Text, default="")
    excerpt_status: Mapped[ExcerptStatus | None]
    excerpt_start: Mapped[int | None]
    excerpt_end: Mapped[int | None]
    excerpt_exact: Mapped[str] = mapped_column(sa.Text, default="")
    excerpt_prefix: Mapped[str] = mapped_column(default="")
    excerpt_suffix: Mapped[str] = mapped_column(default="")
    excerpt_checked_at: Mapped[datetime | None]
    text_sha256: Mapped[str | None] = mapped_column(sa.String(64))

    evidence: Mapped[Evidence] = relationship(lazy="raise")
