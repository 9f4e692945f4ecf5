"""What was made from a piece's original: a copy without metadata, or its words."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import DerivativeKind


class Derivative(Base):
    """Written once; the newest of its kind counts. `sha256` None: it could not be made.

    `text` holds the words themselves where they were read, `sha256` their digest then.
    """

    __tablename__ = "derivative"
    __table_args__ = (
        sa.Index("ix_derivative_evidence_id", "evidence_id", "kind"),
        sa.CheckConstraint("(sha256 IS NULL) = (failure <> '')", name="made_or_failed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"))
    kind: Mapped[DerivativeKind]
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    media_type: Mapped[str] = mapped_column(default="")
    size: Mapped[int | None]
    text: Mapped[str] = mapped_column(sa.Text, default="", deferred=True)
    tool: Mapped[str] = mapped_column(default="")
    failure: Mapped[str] = mapped_column(sa.Text, default="")
    made_at: Mapped[datetime]
