"""How many accusations there are, by stage and year, and by what else they can be looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from review.domain.vocabulary import Stage
from review.models import Accusation, Claim
from review.queries.accusations import Filters, conditions

CHOICES = 40
FEW = 10


@dataclass(frozen=True, slots=True)
class Counts:
    """`by_stage` leaves the filter by stage aside, so that another stage can be chosen; `by_year`
    ends with None, those without a date. `choices` are the most frequent of each name.
    """

    total: int
    open_flags: int
    by_stage: Sequence[tuple[Stage, int]]
    by_year: Sequence[tuple[int | None, int]]
    choices: Mapping[str, Sequence[tuple[str, int]]]

    @property
    def thinness(self) -> str:
        """How much the numbers can bear, in words."""
        if self.total == 0:
            return ""
        if self.total < FEW:
            cases = "case" if self.total == 1 else "cases"
            return f"{self.total} {cases}: too few to show a pattern."
        return f"{self.total} cases, all from the articles of this desk: not a sample of anything."


def counts_of(session: Session, *, desk_id: int, filters: Filters) -> Counts:
    """The counts beside the register, in six queries."""
    stages = _counted(session, desk_id, replace(filters, stage=""), Accusation.stage)
    years = _by_year(session, desk_id, filters)
    return Counts(
        total=sum(count for _, count in years),
        open_flags=_open_flags(session, desk_id),
        by_stage=[(stage, stages[stage]) for stage in Stage if stage in stages],
        by_year=years,
        choices={
            "accuser": _choices(session, desk_id, Accusation.accuser),
            "law": _choices(session, desk_id, Accusation.law),
            "place": _choices(session, desk_id, Accusation.place),
        },
    )


def _counted(
    session: Session, desk_id: int, filters: Filters, column: sa.SQLColumnExpression[Any]
) -> dict[Any, int]:
    rows = session.execute(
        sa.select(column, sa.func.count())
        .select_from(Accusation)
        .join(Claim, Claim.id == Accusation.claim_id)
        .where(*conditions(desk_id, filters))
        .group_by(column)
    )
    return {row[0]: row[1] for row in rows}


def _by_year(session: Session, desk_id: int, filters: Filters) -> list[tuple[int | None, int]]:
    year = sa.extract("year", Accusation.began_on)
    found = _counted(session, desk_id, filters, year)
    dated = {int(year): count for year, count in found.items() if year is not None}
    undated = [(None, found[None])] if None in found else []
    return [*sorted(dated.items()), *undated]


def _choices(
    session: Session, desk_id: int, column: InstrumentedAttribute[str]
) -> list[tuple[str, int]]:
    rows = session.execute(
        sa.select(column, sa.func.count())
        .where(Accusation.desk_id == desk_id, column != "")
        .group_by(column)
        .order_by(sa.func.count().desc(), column)
        .limit(CHOICES)
    )
    return [(name, count) for name, count in rows]


def _open_flags(session: Session, desk_id: int) -> int:
    return session.scalars(
        sa.select(sa.func.count()).where(
            Accusation.desk_id == desk_id,
            Accusation.flagged_at.is_not(None),
            Accusation.settled_at.is_(None),
        )
    ).one()
