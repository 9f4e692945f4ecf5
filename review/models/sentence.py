"""A sentence of an article's text and how it is accounted for."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import Disposition


class Sentence(Base):
    __tablename__ = "sentence"
    __table_args__ = (
        sa.UniqueConstraint("article_version_id", "number"),
        sa.CheckConstraint("start_at < end_at", name="sentence_has_words"),
        sa.CheckConstraint(
            "disposition <> 'waived' OR (decided_by_id IS NOT NULL AND reason <> '')",
            name="waived_by_name_with_reason",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_version_id: Mapped[int] = mapped_column(sa.ForeignKey("article_version.id"))
    number: Mapped[int]
    start: Mapped[int] = mapped_column("start_at")
    end: Mapped[int] = mapped_column("end_at")
    disposition: Mapped[Disposition]
    reason: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
