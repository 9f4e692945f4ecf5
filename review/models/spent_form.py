"""The one-time mark of a form that was acted on, so that the same form sent twice acts once."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base


class SpentForm(Base):
    __tablename__ = "spent_form"

    mark: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(index=True)
