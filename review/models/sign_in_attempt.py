"""One try to sign in, kept for the lock-out. Address and name are kept as keyed hashes only."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base


class SignInAttempt(Base):
    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        sa.Index("ix_sign_in_attempt_email_key_at", "email_key", "at"),
        sa.Index("ix_sign_in_attempt_address_key_at", "address_key", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email_key: Mapped[str]
    address_key: Mapped[str]
    at: Mapped[datetime]
    succeeded: Mapped[bool]
