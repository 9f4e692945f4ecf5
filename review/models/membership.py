"""One role of one person on one desk."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from review.db import Base
from review.domain.vocabulary import Role
from review.models.desk import Desk
from review.models.user import User


class Membership(Base):
    __tablename__ = "membership"
    __table_args__ = (sa.UniqueConstraint("user_id", "desk_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    desk_id: Mapped[int] = mapped_column(sa.ForeignKey("desk.id"), index=True)
    role: Mapped[Role]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(lazy="raise")
    desk: Mapped[Desk] = relationship(lazy="raise")
