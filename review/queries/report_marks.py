"""The marks beside reports: what they rest on that no longer holds, since when, and why."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from review.domain.disclosure import knows_sealed
from review.domain.policy import Actor
from review.domain.vocabulary import DisclosureLevel, RippleCause
from review.models import Claim, Evidence, Report, ReportMark, Source
from review.queries.sealed_names import without_sealed_names

SAID: Mapping[RippleCause, str] = {
    RippleCause.LETTER: "The letter of a source fell",
    RippleCause.RETRACTED: "A piece was retracted",
    RippleCause.ALTERED: "A piece was altered at its source",
    RippleCause.DAMAGED: "The kept bytes of a piece are damaged",
    RippleCause.MERGED: "Two sources are one",
}
_Behind = aliased(Source)


@dataclass(frozen=True, slots=True)
class MarkLine:
    """One thing that no longer holds, and the claims of the report that rest on it.

    `reason` is empty where it would tell a sealed source to the reader. `lifted` is whether a
    retraction was taken back since: the mark stays, as whoever read the report may have seen it.
    """

    cause: RippleCause
    reason: str
    since: datetime
    evidence_id: int | None
    source_id: int | None
    claims: tuple[tuple[int, int], ...]
    lifted: bool

    @property
    def words(self) -> str:
        return SAID[self.cause]


def marks_of(session: Session, *, report_id: int, actor: Actor) -> tuple[MarkLine, ...]:
    """The marks of a report, the newest first; each with the ids and numbers of its claims."""
    rows = session.execute(_rows(report_id)).all()
    mask = str if knows_sealed(actor) or not rows else without_sealed_names(session, actor.desk_id)
    claims: dict[tuple[Any, ...], list[tuple[int, int]]] = {}
    first: dict[tuple[Any, ...], sa.Row[*tuple[Any, ...]]] = {}
    for row in rows:
        key = (row.cause, row.reason, row.evidence_id, row.source_id)
        first.setdefault(key, row)
        claims.setdefault(key, []).append((row.claim_id, row.number))
    return tuple(
        MarkLine(
            cause=row.cause,
            reason="" if row.sealed and not knows_sealed(actor) else mask(row.reason),
            since=row.at,
            evidence_id=row.evidence_id,
            source_id=row.source_id,
            claims=tuple(claims[key]),
            lifted=row.cause is RippleCause.RETRACTED and row.retracted_at is None,
        )
        for key, row in first.items()
    )


def _rows(report_id: int) -> sa.Select[*tuple[Any, ...]]:
    sealed = sa.or_(
        Source.disclosure == DisclosureLevel.SEALED, _Behind.disclosure == DisclosureLevel.SEALED
    )
    return (
        sa.select(
            ReportMark.cause, ReportMark.reason, ReportMark.at, ReportMark.evidence_id,
            ReportMark.source_id, ReportMark.claim_id, Claim.number, Evidence.retracted_at,
            sa.func.coalesce(sealed, sa.false()).label("sealed"),
        )
        .join(Claim, Claim.id == ReportMark.claim_id)
        .outerjoin(Evidence, Evidence.id == ReportMark.evidence_id)
        .outerjoin(Source, Source.id == Evidence.source_id)
        .outerjoin(_Behind, _Behind.id == ReportMark.source_id)
        .where(ReportMark.report_id == report_id)
        .order_by(ReportMark.at.desc(), ReportMark.id)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class MarkCount:
    """How many claims of a report rest on what no longer holds, and since when."""

    claims: int
    since: datetime


def marked(session: Session, report_ids: Collection[int]) -> Mapping[int, MarkCount]:
    """Those of the reports that carry a mark that still says something, in one query."""
    lifted = sa.and_(ReportMark.cause == RippleCause.RETRACTED, Evidence.retracted_at.is_(None))
    rows = session.execute(
        sa.select(
            ReportMark.report_id,
            sa.func.count(sa.distinct(ReportMark.claim_id)),
            sa.func.min(ReportMark.at, type_=ReportMark.at.type),
        )
        .join(Report, Report.id == ReportMark.report_id)
        .outerjoin(Evidence, Evidence.id == ReportMark.evidence_id)
        .where(ReportMark.report_id.in_(report_ids), ~lifted)
        .group_by(ReportMark.report_id)
    )
    return {report_id: MarkCount(claims, since) for report_id, claims, since in rows}
