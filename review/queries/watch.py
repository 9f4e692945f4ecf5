"""Watched pages: all that a desk watches, the looks at one of them, and what a look found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, undefer

from review.db import now
from review.domain.errors import NotFound
from review.domain.policy import Actor
from review.domain.sealed import SEALED_PIECE
from review.domain.vocabulary import CapturePurpose, CaptureStatus, WatchState
from review.models import Capture, Evidence, Source, WatchLook
from review.queries.captures import NOBODY
from review.queries.paging import PAGE, Page, beyond, read_cursor, write_cursor
from review.queries.source_names import hidden_from
from review.text.differences import Passage, passages

# Longer texts are not compared on a page; both are downloads.
MOST_CHARACTERS = 2_000_000
MOST_PARAGRAPHS = 4_000
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class LookLine:
    """One look. `capture_id` names what was kept at it, None where no page came."""

    id: int
    at: datetime
    outcome: WatchState
    reason: str
    asked_by: str
    capture_id: int | None


@dataclass(frozen=True, slots=True)
class WatchedLine:
    """One watched page as the reader may know it; `reason` is what the last look said."""

    evidence_id: int
    title: str
    url: str
    state: WatchState | None
    next_at: datetime
    is_due: bool
    reason: str


@dataclass(frozen=True, slots=True)
class LookFile:
    """One look, at which `theirs` came, against our copy.

    `passages` is None where the two cannot be compared here.
    `number` counts the looks at this piece from 1; the ids lead to those before and after it.
    """

    line: LookLine
    ours: Capture
    theirs: Capture | None
    passages: Sequence[Passage] | None
    number: int
    before_id: int | None
    after_id: int | None


def looks_at(session: Session, evidence_id: int, names: Mapping[int, str]) -> list[LookLine]:
    """The last looks at a piece, the newest first; one more than are shown, if there are more."""
    return _lines(session, names, WatchLook.evidence_id == evidence_id, _SHOWN + 1)


def shown(lines: Sequence[LookLine]) -> tuple[Sequence[LookLine], bool]:
    """The looks that a list shows, and whether there are more."""
    return lines[:_SHOWN], len(lines) > _SHOWN


def _lines(
    session: Session, names: Mapping[int, str], which: sa.ColumnElement[bool], many: int
) -> list[LookLine]:
    rows = session.execute(
        sa.select(WatchLook, Capture.status)
        .outerjoin(Capture, Capture.id == WatchLook.capture_id)
        .where(which)
        .order_by(WatchLook.id.desc())
        .limit(many)
    )
    return [
        LookLine(
            id=row.id,
            at=row.at,
            outcome=row.outcome,
            reason=row.reason,
            asked_by=names.get(row.user_id or 0, NOBODY),
            capture_id=row.capture_id if status is CaptureStatus.CAPTURED else None,
        )
        for row, status in rows
    ]


def look_file(
    session: Session, *, evidence_id: int, look_id: int, names: Mapping[int, str]
) -> LookFile:
    """One look at this piece, with what has changed against our copy. Raises NotFound."""
    which = sa.and_(WatchLook.evidence_id == evidence_id, WatchLook.id == look_id)
    lines = _lines(session, names, which, 1)
    if not lines:
        raise NotFound("There is no such look at this piece.", "Choose one from the list.")
    ours = session.scalars(
        _with_words().where(
            Capture.evidence_id == evidence_id,
            Capture.purpose == CapturePurpose.FIRST,
            Capture.status == CaptureStatus.CAPTURED,
        )
    ).one()
    theirs = session.scalars(
        _with_words().join(WatchLook, WatchLook.capture_id == Capture.id).where(which)
    ).one_or_none()
    ids = session.scalars(
        sa.select(WatchLook.id).filter_by(evidence_id=evidence_id).order_by(WatchLook.id)
    ).all()
    at = ids.index(look_id)
    return LookFile(
        line=lines[0],
        ours=ours,
        theirs=theirs,
        passages=_compared(ours, theirs),
        number=at + 1,
        before_id=ids[at - 1] if at else None,
        after_id=ids[at + 1] if at + 1 < len(ids) else None,
    )


def _with_words() -> sa.Select[Capture]:
    return sa.select(Capture).options(undefer("*"))


def _compared(ours: Capture, theirs: Capture | None) -> Sequence[Passage] | None:
    if theirs is None or theirs.status is not CaptureStatus.CAPTURED:
        return None
    texts = ours.text, theirs.text
    fits = all(
        0 < len(text) <= MOST_CHARACTERS and text.count("\n") <= MOST_PARAGRAPHS for text in texts
    )
    return passages(*texts) if fits else None


def watched(
    session: Session,
    *,
    actor: Actor,
    state: WatchState | None = None,
    after: str = "",
    size: int = PAGE,
) -> Page[WatchedLine]:
    """One page of what the desk watches, the next look first, in one query.

    What the piece is, is kept back from who may not know its source.
    """
    seen = read_cursor(after, (datetime, int))
    order = [Evidence.watch_at, Evidence.id]
    theirs = sa.and_(hidden_from(actor), Evidence.added_by_id != actor.user_id)
    ours = _watched_by(actor.desk_id, state)
    total = sa.select(sa.func.count(Evidence.id)).where(ours).scalar_subquery()
    last = sa.select(sa.func.max(WatchLook.id)).where(WatchLook.evidence_id == Evidence.id)
    rows = session.execute(
        sa.select(
            Evidence.id, Evidence.title, Evidence.url, Evidence.watch_state, Evidence.watch_at,
            WatchLook.reason, sa.func.coalesce(theirs, sa.false()).label("hidden"),
            total.label("total"),
        )
        .outerjoin(Source, Source.id == Evidence.source_id)
        .outerjoin(WatchLook, WatchLook.id == last.correlate(Evidence).scalar_subquery())
        .where(ours, beyond(order, seen) if seen else sa.true())
        .order_by(*order)
        .limit(size + 1)
    ).all()  # fmt: skip
    lines = tuple(_watched(row) for row in rows[:size])
    last_line = lines[-1] if len(rows) > size else None
    on = write_cursor((last_line.next_at, last_line.evidence_id)) if last_line else ""
    return Page(lines, on, rows[0].total if rows else 0)


def _watched_by(desk_id: int, state: WatchState | None) -> sa.ColumnElement[bool]:
    return sa.and_(
        Evidence.desk_id == desk_id,
        Evidence.watch_at.is_not(None),
        Evidence.retracted_at.is_(None),
        sa.true() if state is None else Evidence.watch_state == state,
    )


def _watched(row: sa.Row[*tuple[object, ...]]) -> WatchedLine:
    return WatchedLine(
        evidence_id=row.id,
        title=SEALED_PIECE if row.hidden else row.title,
        url="" if row.hidden else row.url,
        state=row.watch_state,
        next_at=row.watch_at,
        is_due=row.watch_at <= now(),
        reason=row.reason or "",
    )
