"""A source in the desk's register, with its letter and how much of it may be disclosed."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import DisclosureLevel, SourceKind, SourceLetter


class Source(Base):
    """`name_key` is the name folded for comparison, so that one body is one row.

    A duplicate is merged into the row that stays; its own is kept, with the reason.
    """

    __tablename__ = "source"
    __table_args__ = (
        sa.UniqueConstraint("desk_id", "name_key"),
        sa.CheckConstraint("merged_into_id <> id", name="not_into_itself"),
        sa.CheckConstraint(
            "(merged_into_id IS NULL) = (merged_reason = '')", name="merged_has_reason"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(sa.ForeignKey("desk.id"))
    name: Mapped[str]
    name_key: Mapped[str]
    kind: Mapped[SourceKind] = mapped_column(default=SourceKind.OTHER)
    domain: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(sa.Text, default="")
    letter: Mapped[SourceLetter] = mapped_column(default=SourceLetter.F)
    disclosure: Mapped[DisclosureLevel] = mapped_column(default=DisclosureLevel.PUBLIC)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    version: Mapped[int] = mapped_column()
    merged_at: Mapped[datetime | None]
    merged_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    merged_reason: Mapped[str] = mapped_column(sa.Text, default="")
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("source.id"), index=True)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class SourceLetterChange(Base):
    """A letter given to a source at a time, by a person, for a reason."""

    __tablename__ = "source_letter_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(sa.ForeignKey("source.id"), index=True)
    letter: Mapped[SourceLetter]
    reason: Mapped[str] = mapped_column(sa.Text)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    changed_at: Mapped[datetime]
