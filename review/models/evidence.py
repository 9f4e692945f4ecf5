"""A piece of evidence on a desk: a link, a file or a note. One piece may bear on many claims."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from review.db import Base
from review.domain.vocabulary import EvidenceKind
from review.models.source import Source


class Evidence(Base):
    """`sha256` names the kept bytes: the file's, the note's, or the captured page's."""

    __tablename__ = "evidence"
    __table_args__ = (
        sa.CheckConstraint("kind <> 'link' OR url <> ''", name="link_has_address"),
        sa.CheckConstraint("kind <> 'note' OR note <> ''", name="note_has_words"),
        sa.CheckConstraint("kind = 'link' OR sha256 IS NOT NULL", name="bytes_are_kept"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(sa.ForeignKey("desk.id"), index=True)
    kind: Mapped[EvidenceKind]
    title: Mapped[str]
    url: Mapped[str] = mapped_column(sa.Text, default="")
    note: Mapped[str] = mapped_column(sa.Text, default="")
    file_name: Mapped[str] = mapped_column(default="")
    media_type: Mapped[str] = mapped_column(default="")
    size: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    source_id: Mapped[int | None] = mapped_column(sa.ForeignKey("source.id"), index=True)
    added_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    added_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    source: Mapped[Source | None] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
