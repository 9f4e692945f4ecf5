"""A suggestion that one piece comes from another or from a source, until a person answers."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import DerivationKind, HintReason


class DerivationHint(Base):
    """Each pair is suggested once. `words` is what was seen, `score` from 0 to 1 how sure it is."""

    __tablename__ = "derivation_hint"
    __table_args__ = (
        sa.UniqueConstraint("child_id", "parent_id"),
        sa.UniqueConstraint("child_id", "parent_source_id"),
        sa.CheckConstraint("child_id <> parent_id", name="not_from_itself"),
        sa.CheckConstraint(
            "(parent_id IS NULL) <> (parent_source_id IS NULL)", name="exactly_one_parent"
        ),
        sa.CheckConstraint("(answered_at IS NULL) = (taken IS NULL)", name="answered_has_answer"),
        sa.CheckConstraint("score BETWEEN 0 AND 1", name="score_is_a_share"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(sa.ForeignKey("desk.id"), index=True)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence.id"), index=True)
    parent_source_id: Mapped[int | None] = mapped_column(sa.ForeignKey("source.id"), index=True)
    kind: Mapped[DerivationKind]
    why: Mapped[HintReason]
    words: Mapped[str] = mapped_column(sa.Text, default="")
    score: Mapped[float]
    found_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    taken: Mapped[bool | None]
