"""An editor's signature under exactly these contents. Written once; voiding is a row of its own."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base


class SignOff(Base):
    """`content` is what was signed, `content_hash` the SHA-256 of its canonical JSON."""

    __tablename__ = "sign_off"
    __table_args__ = (sa.UniqueConstraint("claim_id", "round"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claim.id"))
    round: Mapped[int]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    note: Mapped[str] = mapped_column(sa.Text, default="")
    content: Mapped[dict[str, Any]]
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    signed_at: Mapped[datetime]


class SignOffEnd(Base):
    """When and why a signature ceased to hold. `changed` names the parts that changed."""

    __tablename__ = "sign_off_end"

    id: Mapped[int] = mapped_column(primary_key=True)
    sign_off_id: Mapped[int] = mapped_column(sa.ForeignKey("sign_off.id"), unique=True)
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    reason: Mapped[str] = mapped_column(sa.Text)
    changed: Mapped[list[str]] = mapped_column(default=list)
    ended_at: Mapped[datetime]
