"""That one piece of evidence comes from another, or from a source, in a known or unknown way."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import DerivationKind

STANDS = "ended_at IS NULL"
NO_PARENT = "ended_at IS NULL AND parent_id IS NULL AND parent_source_id IS NULL"


class Derivation(Base):
    """The parent is a piece or a source; none at all only where the kind is `unknown`.

    A link that was wrong is ended with a reason, and kept.
    """

    __tablename__ = "derivation"
    __table_args__ = (
        sa.CheckConstraint("child_id <> parent_id", name="not_from_itself"),
        sa.CheckConstraint("parent_id IS NULL OR parent_source_id IS NULL", name="one_parent"),
        sa.CheckConstraint(
            "kind = 'unknown' OR parent_id IS NOT NULL OR parent_source_id IS NOT NULL",
            name="known_has_parent",
        ),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_reason = '')", name="ended_has_reason"),
        sa.Index(
            "one_link_a_pair", "child_id", "parent_id", unique=True,
            sqlite_where=sa.text(STANDS), postgresql_where=sa.text(STANDS),
        ),
        sa.Index(
            "one_link_a_source", "child_id", "parent_source_id", unique=True,
            sqlite_where=sa.text(STANDS), postgresql_where=sa.text(STANDS),
        ),
        sa.Index(
            "one_link_to_nothing", "child_id", unique=True,
            sqlite_where=sa.text(NO_PARENT), postgresql_where=sa.text(NO_PARENT),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence.id"), index=True)
    parent_source_id: Mapped[int | None] = mapped_column(sa.ForeignKey("source.id"), index=True)
    kind: Mapped[DerivationKind]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    ended_reason: Mapped[str] = mapped_column(sa.Text, default="")
