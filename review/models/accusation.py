"""The record of an accusation that a claim states, and the flag raised on it."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from review.db import Base
from review.domain.vocabulary import Stage

OPEN_FLAG = "flagged_at IS NOT NULL AND settled_at IS NULL"


class Accusation(Base):
    """Prefilled by the finder as a suggestion; `recorded_at` is set once a person stood by it."""

    __tablename__ = "accusation"
    __table_args__ = (
        sa.CheckConstraint("(flagged_at IS NULL) = (flag_reason = '')", name="flag_has_reason"),
        sa.CheckConstraint(
            "settled_at IS NULL OR (flagged_at IS NOT NULL AND settled_reason <> '')",
            name="settled_flag_has_reason",
        ),
        sa.Index(
            "ix_accusation_open_flag", "desk_id", "claim_id",
            sqlite_where=sa.text(OPEN_FLAG), postgresql_where=sa.text(OPEN_FLAG),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(sa.ForeignKey("desk.id"), index=True)
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claim.id"), unique=True)
    accuser: Mapped[str] = mapped_column(default="")
    accuser_source_id: Mapped[int | None] = mapped_column(sa.ForeignKey("source.id"))
    accused: Mapped[str] = mapped_column(default="")
    names_person: Mapped[bool] = mapped_column(default=False)
    act: Mapped[str] = mapped_column(sa.Text, default="")
    law: Mapped[str] = mapped_column(default="")
    forum: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    stage: Mapped[Stage] = mapped_column(default=Stage.SUSPICION)
    began_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(sa.Text, default="")
    accuser_says: Mapped[str] = mapped_column(sa.Text, default="")
    accused_says: Mapped[str] = mapped_column(sa.Text, default="")
    recorded_at: Mapped[datetime | None]
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    flagged_at: Mapped[datetime | None]
    flagged_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    flag_reason: Mapped[str] = mapped_column(sa.Text, default="")
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    settled_reason: Mapped[str] = mapped_column(sa.Text, default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def flag_open(self) -> bool:
        return self.flagged_at is not None and self.settled_at is None
