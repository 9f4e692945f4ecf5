"""A remark in a claim's discussion. A query stays open, and blocks sign-off, until answered."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import CommentKind

OPEN_QUERY = "kind = 'query' AND answered_at IS NULL"


class Comment(Base):
    __tablename__ = "comment"
    __table_args__ = (
        sa.Index(
            "ix_comment_open_query", "claim_id",
            sqlite_where=sa.text(OPEN_QUERY), postgresql_where=sa.text(OPEN_QUERY),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claim.id"), index=True)
    kind: Mapped[CommentKind] = mapped_column(default=CommentKind.NOTE)
    text: Mapped[str] = mapped_column(sa.Text)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    written_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None]
