"""One act in a desk's hash chain, and the head that the next act joins on to."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base


class LedgerEntry(Base):
    __tablename__ = "ledger_entry"
    __table_args__ = (
        sa.UniqueConstraint("desk_id", "number"),
        sa.Index("ix_ledger_entry_claim_id", "claim_id", "number"),
        sa.Index("ix_ledger_entry_article_id", "article_id", "number"),
        sa.Index("ix_ledger_entry_actor_id", "desk_id", "actor_id", "number"),
        sa.Index("ix_ledger_entry_action", "desk_id", "action", "number"),
        sa.Index("ix_ledger_entry_at", "desk_id", "at"),
        # What became of one piece of evidence, and who last looked at it.
        sa.Index("ix_ledger_entry_subject", "desk_id", "subject", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(sa.ForeignKey("desk.id"))
    number: Mapped[int]
    previous: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    payload: Mapped[dict[str, Any]]
    claim_id: Mapped[int | None] = mapped_column(sa.ForeignKey("claim.id"))
    article_id: Mapped[int | None] = mapped_column(sa.ForeignKey("article.id"))


class LedgerHead(Base):
    """The lock that puts a desk's acts in one order."""

    __tablename__ = "ledger_head"

    desk_id: Mapped[int] = mapped_column(sa.ForeignKey("desk.id"), primary_key=True)
    number: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(sa.String(64))
