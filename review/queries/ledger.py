"""Reading a desk's ledger, and checking that its chain is whole."""

from collections.abc import Iterator

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
