"""Bytes in the store, known to the database before they are there."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import BlobCondition


class Blob(Base):
    """The row is written, or touched, before the bytes are put, so that no bytes are strange.

    Bytes whose row was not touched for an hour and that nothing rests on are swept. What may rest
    on them: evidence, captures (the page, the wire, the record, PDF and picture), derivatives and
    the tokens and chains of time stamps. `hashed_at` is when they were last read through.
    """

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    sha512: Mapped[str | None] = mapped_column(sa.String(128))
    size: Mapped[int | None] = mapped_column(sa.BigInteger)
    condition: Mapped[BlobCondition] = mapped_column(default=BlobCondition.EXPECTED)
    first_at: Mapped[datetime]
    touched_at: Mapped[datetime] = mapped_column(index=True)
    hashed_at: Mapped[datetime | None] = mapped_column(index=True)
