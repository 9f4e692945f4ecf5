"""What speaks for an accusation being genuine. From level 2 on, at least one is a duty."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base


class ExculpatoryNote(Base):
    __tablename__ = "exculpatory_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    accusation_id: Mapped[int] = mapped_column(sa.ForeignKey("accusation.id"), index=True)
    round: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    rests_on: Mapped[str] = mapped_column(default="")
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    noted_at: Mapped[datetime]
