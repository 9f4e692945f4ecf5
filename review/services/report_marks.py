"""Marking reports beside their frozen words: what they rest on no longer holds, and why."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.vocabulary import RippleCause
from review.models import Report, ReportMark
from review.queries.resting import Reach, SignedOn, signed_on

# As canonical JSON writes it: what people typed cannot look like it, as its quotes are escaped.
_SIGNED_HASH = re.compile(r'"content_hash":"([0-9a-f]{64})"')


@dataclass(frozen=True, slots=True)
class Marked:
    """A report that got a mark now, and on which piece that mark is."""

    report_id: int
    desk_id: int
    made_by_id: int | None
    evidence_id: int | None


def mark(session: Session, *, reach: Reach, cause: RippleCause, reason: str) -> list[Marked]:
    """Mark every report that holds signed words resting on what is reached, once a claim.

    A report holds the words of a signature for ever, whatever was signed since. The same mark is
    never made twice; a report that had all its marks before is not returned.
    """
    signed = {one.content_hash: one for one in signed_on(session, reach)}
    if not signed:
        return []
    found = list(_resting(session, signed))
    there = _there(session, {row.report_id for row, _ in found}, cause, reason)
    at, fresh = now(), dict[int, Marked]()
    for row, one in found:
        key = (row.report_id, one.claim_id, one.evidence_id, reach.source_id)
        if key in there:
            continue
        session.add(ReportMark(
            report_id=row.report_id, claim_id=one.claim_id, evidence_id=one.evidence_id,
            source_id=reach.source_id, cause=cause, reason=reason, at=at,
        ))  # fmt: skip
        fresh.setdefault(row.report_id, row)
    session.flush()
    return list(fresh.values())


def _resting(session: Session, signed: dict[str, SignedOn]) -> Iterator[tuple[Marked, SignedOn]]:
    """Reports with the signed words in them, read one by one: each may be megabytes."""
    reports = session.execute(
        sa.select(Report.id, Report.desk_id, Report.made_by_id, Report.content)
        .where(
            Report.article_id.in_({one.article_id for one in signed.values()}),
            Report.made_at >= min(one.signed_at for one in signed.values()),
        )
        .order_by(Report.id)
        .execution_options(yield_per=1)
    )
    for row in reports:
        for content_hash in _SIGNED_HASH.findall(row.content):
            one = signed.get(content_hash)
            if one is not None:
                yield Marked(row.id, row.desk_id, row.made_by_id, one.evidence_id), one


def _there(
    session: Session, report_ids: Collection[int], cause: RippleCause, reason: str
) -> set[tuple[int, int | None, int | None, int | None]]:
    rows = session.execute(
        sa.select(
            ReportMark.report_id, ReportMark.claim_id, ReportMark.evidence_id, ReportMark.source_id
        ).where(
            ReportMark.report_id.in_(report_ids),
            ReportMark.cause == cause,
            ReportMark.reason == reason,
        )
    )
    return {(row.report_id, row.claim_id, row.evidence_id, row.source_id) for row in rows}
