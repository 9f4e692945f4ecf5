"""A newsroom's desk: its own articles, people, sources and ledger, apart from every other desk."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base


class Desk(Base):
    __tablename__ = "desk"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    policy: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
