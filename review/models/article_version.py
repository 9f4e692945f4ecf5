"""One state of an article's text: canonical, frozen, with its SHA-256."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from review.db import Base
from review.models.article import Article


class ArticleVersion(Base):
    __tablename__ = "article_version"
    __table_args__ = (
        sa.UniqueConstraint("article_id", "number"),
        # The same text twice on one desk is the same article sent twice.
        sa.UniqueConstraint("desk_id", "sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(sa.ForeignKey("desk.id"))
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("article.id"))
    number: Mapped[int]
    body: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    original_name: Mapped[str] = mapped_column(default="")
    media_type: Mapped[str] = mapped_column(default="text/plain")
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))

    article: Mapped[Article] = relationship(lazy="raise")
