"""Reading the reports that were made: lists for pages, and one report whole for its forms."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, defer

from review.domain.errors import NotFound
from review.domain.ledger import Entry
from review.domain.policy import Actor, Permission, require_permission
from review.domain.report import VerifiedClaimReport, from_plain, may_read
from review.domain.vocabulary import Variant
from review.models import Desk, LedgerEntry, Report, User
from review.queries.ledger import as_entry

# What the ledger calls the making of a report.
ACTION = "make_report"


def subject_of(report_id: int) -> str:
    """What the ledger calls a report."""
    return f"report:{report_id}"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line of the list of an article's reports."""

    id: int
    article_id: int
    number: int
    variant: Variant
    draft: bool
    sha256: str
    made_at: datetime
    made_by: str
    superseded_by: int | None


def lines(session: Session, *, article_id: int, actor: Actor) -> Sequence[ReportLine]:
    """The reports of an article that the actor may read, the newest first, in two queries."""
    require_permission(actor, Permission.READ)
    drafts = _drafts(session, article_id, actor)
    readable = [variant for variant in Variant if may_read(actor, variant)]
    later = aliased(Report)
    successor = (
        sa.select(sa.func.min(later.number))
        .where(
            later.article_id == Report.article_id,
            later.variant == Report.variant,
            later.number > Report.number,
        )
        .scalar_subquery()
    )
    rows = session.execute(
        sa.select(Report, User.name, successor.label("successor"))
        .options(defer(Report.content))
        .outerjoin(User, User.id == Report.made_by_id)
        .where(
            Report.article_id == article_id,
            Report.desk_id == actor.desk_id,
            Report.variant.in_(readable),
        )
        .order_by(Report.number.desc())
    )
    return [_line(row.Report, row.name or "", row.successor, drafts) for row in rows]


def _drafts(session: Session, article_id: int, actor: Actor) -> frozenset[str]:
    """The subjects of drafts. The ledger says it in a word, the reports in megabytes."""
    made = session.execute(
        sa.select(LedgerEntry.subject, LedgerEntry.payload).filter_by(
            desk_id=actor.desk_id, article_id=article_id, action=ACTION
        )
    )
    return frozenset(row.subject for row in made if row.payload["draft"])


def _line(row: Report, made_by: str, successor: int | None, drafts: frozenset[str]) -> ReportLine:
    return ReportLine(
        id=row.id,
        article_id=row.article_id,
        number=row.number,
        variant=row.variant,
        draft=subject_of(row.id) in drafts,
        sha256=row.sha256,
        made_at=row.made_at,
        made_by=made_by,
        superseded_by=successor,
    )


def load(session: Session, *, report_id: int, actor: Actor) -> VerifiedClaimReport:
    """A report as its forms need it. Raises NotFound for one that the actor may not read."""
    row = session.get(Report, report_id)
    if row is None or row.desk_id != actor.desk_id or not may_read(actor, row.variant):
        raise NotFound("There is no such report.", "Look at the list of the article's reports.")
    return frozen(session, row)


def frozen(session: Session, row: Report) -> VerifiedClaimReport:
    """The report that a row holds, with the ledger line that binds it where it may go along."""
    report = from_plain(json.loads(row.content))
    entry = _entry(session, row) if report.policy.names_people else None
    return replace(report, ledger_entry=entry)


def _entry(session: Session, row: Report) -> Entry:
    """The ledger's line on the making. It names the maker, so a report without names goes bare."""
    entry = session.scalars(
        sa.select(LedgerEntry).filter_by(
            desk_id=row.desk_id,
            article_id=row.article_id,
            action=ACTION,
            subject=subject_of(row.id),
        )
    ).one()
    return as_entry(entry, session.get_one(Desk, row.desk_id).slug)
