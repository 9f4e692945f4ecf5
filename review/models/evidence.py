"""A piece of evidence on a desk: a link, a file or a note. One piece may bear on many claims."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from review.db import Base, now
from review.domain.vocabulary import EvidenceKind, TextStatus, WatchState
from review.models.source import Source


class Evidence(Base):
    """`sha256` names the kept bytes: the file's, the note's, or those of the page's first capture.

    `watch_at` is when the page is looked at next, None where nobody watches it; a capture makes it
    the moment of the capture, until it is the page's turn. `hints_due_at` is since when the desk
    should look for what the piece comes from, None where it has looked.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        sa.CheckConstraint("kind <> 'link' OR url <> ''", name="link_has_address"),
        sa.CheckConstraint("kind <> 'note' OR note <> ''", name="note_has_words"),
        sa.CheckConstraint("kind = 'link' OR sha256 IS NOT NULL", name="bytes_are_kept"),
        sa.CheckConstraint(
            "(retracted_at IS NULL) = (retracted_reason = '')", name="retracted_has_reason"
        ),
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
    sha512: Mapped[str | None] = mapped_column(sa.String(128))
    canonical_url: Mapped[str] = mapped_column(sa.Text, default="")
    text_status: Mapped[TextStatus] = mapped_column(default=TextStatus.NONE)
    retracted_at: Mapped[datetime | None]
    retracted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    retracted_reason: Mapped[str] = mapped_column(sa.Text, default="")
    watch_at: Mapped[datetime | None] = mapped_column(index=True)
    watch_state: Mapped[WatchState | None]
    hints_due_at: Mapped[datetime | None] = mapped_column(default=now, index=True)

    source: Mapped[Source | None] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
