"""Reading a desk's ledger, and checking that its chain is whole."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.ledger import GENESIS, ChainResult, Entry, verify_chain
from review.domain.moments import iso
from review.models import Desk, LedgerEntry, LedgerHead
from review.seal import digest


def as_entry(row: LedgerEntry, desk: str) -> Entry:
    """A row in the plain shape that is hashed, exported and verified."""
    return Entry(
        desk=desk,
        number=row.number,
        previous=row.previous,
        at=iso(row.at),
        actor_id=row.actor_id,
        actor=row.actor,
        action=row.action,
        subject=row.subject,
        payload=row.payload,
        hash=row.hash,
    )


def entries(session: Session, *, desk: Desk) -> Iterator[Entry]:
    """Every entry of a desk in order, read in pieces."""
    rows = session.scalars(
        sa.select(LedgerEntry)
        .where(LedgerEntry.desk_id == desk.id)
        .order_by(LedgerEntry.number)
        .execution_options(yield_per=500)
    )
    return (as_entry(row, desk.slug) for row in rows)


def head(session: Session, *, desk_id: int) -> tuple[int, str]:
    """Number and hash of the newest entry; (0, genesis) before the first."""
    row = session.get(LedgerHead, desk_id)
    return (row.number, row.hash) if row else (0, GENESIS)


def verify(session: Session, *, desk: Desk) -> ChainResult:
    """Walk the whole chain and hold it against the kept head."""
    found = verify_chain(entries(session, desk=desk), digest)
    number, kept = head(session, desk_id=desk.id)
    if found.sound and (found.entries, found.head) != (number, kept):
        return ChainResult(found.entries, found.head, found.entries + 1, "entries are missing")
    return found


PAGE = 50


@dataclass(frozen=True, slots=True)
class Sought:
    """Which acts somebody wants to see. `before` is a number: older entries follow."""

    actor_id: int | None = None
    action: str = ""
    claim_id: int | None = None
    article_id: int | None = None
    day: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One act as the page shows it, with the claim or article that it was about."""

    number: int
    hash: str
    at: datetime
    actor: str
    action: str
    subject: str
    payload: dict[str, Any]
    claim_id: int | None
    article_id: int | None

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What the payload holds, name by name; what is not plain words is written as JSON."""
        return tuple(
            (name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
            for name, value in sorted(self.payload.items())
        )


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of acts, the newest first; `on` is the number before which the next page begins."""

    lines: tuple[Line, ...]
    on: int | None


def acts(session: Session, sought: Sought, *, desk_id: int, size: int = PAGE) -> Listing:
    """One page of a desk's acts, in one query."""
    columns = (
        LedgerEntry.number, LedgerEntry.hash, LedgerEntry.at, LedgerEntry.actor,
        LedgerEntry.action, LedgerEntry.subject, LedgerEntry.payload, LedgerEntry.claim_id,
        LedgerEntry.article_id,
    )  # fmt: skip
    rows = session.execute(
        sa.select(*columns)
        .where(LedgerEntry.desk_id == desk_id, *_sought(sought, desk_id))
        .order_by(LedgerEntry.number.desc())
        .limit(size + 1)
    ).all()
    lines = tuple(Line(*row) for row in rows[:size])
    return Listing(lines, lines[-1].number if len(rows) > size else None)


def _sought(sought: Sought, desk_id: int) -> Iterator[sa.ColumnElement[bool]]:
    wanted = {
        "actor_id": sought.actor_id,
        "action": sought.action or None,
        "claim_id": sought.claim_id,
        "article_id": sought.article_id,
    }
    for name, value in wanted.items():
        if value is not None:
            yield getattr(LedgerEntry, name) == value
    if sought.before is not None:
        yield LedgerEntry.number < sought.before
    if sought.day is not None:
        yield from _on_day(sought.day, desk_id)


def _on_day(day: date, desk_id: int) -> Iterator[sa.ColumnElement[bool]]:
    """Acts stand in the order of time, so a day is a range of numbers."""
    begins = datetime.combine(day, time(), UTC)
    ours = sa.and_(
        LedgerEntry.desk_id == desk_id,
        LedgerEntry.at >= begins,
        LedgerEntry.at < begins + timedelta(days=1),
    )
    yield (
        LedgerEntry.number
        >= sa.select(sa.func.min(LedgerEntry.number)).where(ours).scalar_subquery()
    )
    yield (
        LedgerEntry.number
        <= sa.select(sa.func.max(LedgerEntry.number)).where(ours).scalar_subquery()
    )


def kinds_of_act(session: Session, *, desk_id: int) -> tuple[str, ...]:
    """Every act that the desk's ledger knows, by walking its index from name to name."""
    first = sa.select(sa.func.min(LedgerEntry.action)).where(LedgerEntry.desk_id == desk_id)
    names = sa.select(first.scalar_subquery().label("action")).cte("names", recursive=True)
    following = (
        sa.select(sa.func.min(LedgerEntry.action))
        .where(LedgerEntry.desk_id == desk_id, LedgerEntry.action > names.c.action)
        .scalar_subquery()
    )
    names = names.union_all(sa.select(following).where(names.c.action.is_not(None)))
    return tuple(session.scalars(sa.select(names.c.action).where(names.c.action.is_not(None))))
