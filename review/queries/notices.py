"""What the desk told one person, the newest first, as they may know it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from review.domain.disclosure import Mask, knows_sealed
from review.domain.policy import Actor
from review.domain.ripples import NEWS
from review.domain.sealed import SEALED_PIECE
from review.domain.vocabulary import DisclosureLevel, NoticeKind
from review.models import Article, Claim, Evidence, Notice, Report, Source
from review.queries.paging import PAGE, Page, read_cursor, write_cursor
from review.queries.sealed_names import without_sealed_names
from review.queries.source_names import shown_name

_Behind, _ReportArticle = aliased(Source), aliased(Article)


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice. `reason` is empty where it would tell a sealed source to the reader.

    It is about a claim, a report, or else the piece or the source; those say as well why.
    """

    id: int
    kind: NoticeKind
    reason: str
    at: datetime
    seen: bool
    claim_id: int | None
    claim: str
    report_id: int | None
    report: int | None
    article: str
    evidence_id: int | None
    piece: str
    source_id: int | None
    source: str

    @property
    def words(self) -> str:
        return NEWS[self.kind]


def unseen(session: Session, *, actor: Actor) -> int:
    """How many notices the actor has on this desk and has not seen."""
    return session.scalars(
        sa.select(sa.func.count())
        .select_from(Notice)
        .where(*_mine(actor), Notice.seen_at.is_(None))
    ).one()


def notices_of(
    session: Session, *, actor: Actor, after: str = "", size: int = PAGE
) -> Page[NoticeLine]:
    """A page of the actor's own notices, in two queries; three for who may not know all sources."""
    before = read_cursor(after, (int,))
    total = sa.select(sa.func.count()).select_from(Notice).where(*_mine(actor))
    rows = session.execute(
        _lines(actor)
        .where(*_mine(actor), Notice.id < before[0] if before else sa.true())
        .order_by(Notice.id.desc())
        .limit(size + 1)
    ).all()
    mask = str if knows_sealed(actor) else without_sealed_names(session, actor.desk_id)
    found = tuple(_line(row, actor, mask) for row in rows[:size])
    on = write_cursor((found[-1].id,)) if len(rows) > size else ""
    return Page(found, on, session.scalars(total).one())


def _mine(actor: Actor) -> tuple[sa.ColumnElement[bool], ...]:
    return Notice.user_id == actor.user_id, Notice.desk_id == actor.desk_id


def _lines(actor: Actor) -> sa.Select[*tuple[Any, ...]]:
    sealed = sa.or_(
        Source.disclosure == DisclosureLevel.SEALED, _Behind.disclosure == DisclosureLevel.SEALED
    )
    return (
        sa.select(
            Notice.id, Notice.kind, Notice.reason, Notice.at, Notice.seen_at, Notice.claim_id,
            Claim.text, Notice.report_id, Report.number,
            sa.func.coalesce(Article.title, _ReportArticle.title, "").label("article"),
            Notice.evidence_id, Evidence.title, Evidence.added_by_id, Notice.source_id,
            shown_name(actor, _Behind).label("source"),
            sa.func.coalesce(sealed, sa.false()).label("sealed"),
        )
        .outerjoin(Claim, Claim.id == Notice.claim_id)
        .outerjoin(Article, Article.id == Claim.article_id)
        .outerjoin(Report, Report.id == Notice.report_id)
        .outerjoin(_ReportArticle, _ReportArticle.id == Report.article_id)
        .outerjoin(Evidence, Evidence.id == Notice.evidence_id)
        .outerjoin(Source, Source.id == Evidence.source_id)
        .outerjoin(_Behind, _Behind.id == Notice.source_id)
    )  # fmt: skip


def _line(row: sa.Row[*tuple[Any, ...]], actor: Actor, mask: Mask) -> NoticeLine:
    hidden = bool(row.sealed) and not knows_sealed(actor)
    reads = not hidden or row.added_by_id == actor.user_id
    return NoticeLine(
        id=row.id,
        kind=row.kind,
        reason="" if hidden else mask(row.reason),
        at=row.at,
        seen=row.seen_at is not None,
        claim_id=row.claim_id,
        claim=row.text or "",
        report_id=row.report_id,
        report=row.number,
        article=row.article,
        evidence_id=row.evidence_id,
        piece=(row.title if reads else SEALED_PIECE) if row.evidence_id is not None else "",
        source_id=row.source_id,
        source=row.source or "",
    )
