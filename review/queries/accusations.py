"""The register of accusations on a desk: who accuses whom of what, how far it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.vocabulary import ClaimState, Stage
from review.models import Accusation, Article, Claim

PAGE = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the register is asked for; empty fields ask for nothing."""

    stage: Stage | None = None
    flagged: bool = False
    q: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    claim_id: int
    claim_text: str
    state: ClaimState
    article: str
    accuser: str
    accused: str
    act: str
    place: str
    stage: Stage
    flagged_at: datetime | None
    flag_open: bool
    recorded: bool


@dataclass(frozen=True, slots=True)
class Register:
    """One page of the register; `more` is where the next one begins, None on the last."""

    lines: Sequence[Line]
    total: int
    by_stage: Sequence[tuple[Stage, int]]
    open_flags: int
    more: int | None

    @property
    def thinness(self) -> str:
        """How much the numbers can bear, in words."""
        if self.total == 0:
            return ""
        if self.total < 10:
            return f"{self.total} cases: too few to show a pattern."
        return f"{self.total} cases, all from the articles of this desk: not a sample of anything."


def register(session: Session, *, desk_id: int, filters: Filters) -> Register:
    """The register, newest first, in three queries whatever its length."""
    wanted = _conditions(desk_id, filters)
    rows = session.execute(
        sa.select(Accusation, Claim.text, Claim.state, Article.title)
        .join(Claim, Claim.id == Accusation.claim_id)
        .join(Article, Article.id == Claim.article_id)
        .where(*wanted, *([Accusation.id < filters.before] if filters.before else []))
        .order_by(Accusation.id.desc())
        .limit(PAGE + 1)
    ).all()
    stages = session.execute(
        sa.select(Accusation.stage, sa.func.count())
        .join(Claim, Claim.id == Accusation.claim_id)
        .where(*wanted)
        .group_by(Accusation.stage)
    ).all()
    counted = {row[0]: row[1] for row in stages}
    lines = [_line(row[0], row[1], row[2], row[3]) for row in rows[:PAGE]]
    return Register(
        lines=lines,
        total=sum(counted.values()),
        by_stage=[(stage, counted[stage]) for stage in Stage if stage in counted],
        open_flags=_open_flags(session, desk_id),
        more=lines[-1].id if len(rows) > PAGE else None,
    )


def _conditions(desk_id: int, filters: Filters) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = [Accusation.desk_id == desk_id]
    if filters.stage is not None:
        found.append(Accusation.stage == filters.stage)
    if filters.flagged:
        found.append(Accusation.flagged_at.is_not(None))
    if filters.q:
        found.append(
            sa.or_(
                *(
                    column.icontains(filters.q, autoescape=True)
                    for column in (Accusation.accuser, Accusation.accused, Claim.text)
                )
            )
        )
    return found


def _open_flags(session: Session, desk_id: int) -> int:
    return session.scalars(
        sa.select(sa.func.count()).where(
            Accusation.desk_id == desk_id,
            Accusation.flagged_at.is_not(None),
            Accusation.settled_at.is_(None),
        )
    ).one()


def _line(row: Accusation, text: str, state: ClaimState, article: str) -> Line:
    return Line(
        id=row.id,
        claim_id=row.claim_id,
        claim_text=text,
        state=state,
        article=article,
        accuser=row.accuser,
        accused=row.accused,
        act=row.act,
        place=row.place,
        stage=row.stage,
        flagged_at=row.flagged_at,
        flag_open=row.flag_open,
        recorded=row.recorded_at is not None,
    )
