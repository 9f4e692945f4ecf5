"""Sweeping the store: bytes that nothing rests on, and uploads that broke off.

Bytes go under the lock of their row, after one more look whether anything rests on them. Whoever
keeps the same bytes at that moment touches the row first, and so waits for the sweep, or stops it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from review.db import Sessions, now
from review.models import Blob, Capture, Derivative, Evidence, TimeStamp
from review.services.blobs import make_known
from review.services.loading import LOCK
from review.stores.store import Held, Store

STRAY_AFTER = timedelta(hours=1)
# Every column that names bytes in the store.
RESTS_ON: tuple[InstrumentedAttribute[str | None], ...] = (
    Evidence.sha256,
    Capture.sha256,
    Capture.text_sha256,
    Capture.raw_sha256,
    Capture.warc_sha256,
    Capture.pdf_sha256,
    Capture.picture_sha256,
    Derivative.sha256,
    TimeStamp.token_sha256,
    TimeStamp.chain_sha256,
)


@dataclass(frozen=True, slots=True)
class Swept:
    """How many bytes without a row were found, strays were removed, and broken uploads."""

    found: int = 0
    strays: int = 0
    unfinished: int = 0


def sweep(sessions: Sessions, store: Store, *, look_everywhere: bool = False) -> Swept:
    """Remove what nothing has rested on for an hour.

    With `look_everywhere` the whole store is listed for bytes that no row knows of, such as a
    restored backup may bring: from now on one does, and they have their hour too.
    """
    limit = now() - STRAY_AFTER
    listed = store.listing() if look_everywhere else ()
    found = sum(_make_known(sessions, held) for held in listed)
    strays = sum(_remove(sessions, store, sha256, limit) for sha256 in _strays(sessions, limit))
    return Swept(found, strays, store.forget_unfinished(limit))


def _strays(sessions: Sessions, limit: datetime) -> list[str]:
    with sessions.read() as session:
        return list(session.scalars(sa.select(Blob.sha256).where(*_stray(limit))))


def _stray(limit: datetime) -> Iterator[sa.ColumnElement[bool]]:
    yield Blob.touched_at < limit
    for column in RESTS_ON:
        yield Blob.sha256.not_in(sa.select(column).where(column.is_not(None)))


def _remove(sessions: Sessions, store: Store, sha256: str, limit: datetime) -> bool:
    with sessions.write.begin() as session:
        row = session.get(Blob, sha256, with_for_update=LOCK)
        if row is None or row.touched_at >= limit or _rested_on(session, sha256):
            return False
        # The bytes first: should this process die here, the row is still there to tell of them.
        store.remove(sha256)
        session.delete(row)
        return True


def _rested_on(session: Session, sha256: str) -> bool:
    anywhere = [sa.exists().where(column == sha256) for column in RESTS_ON]
    return bool(session.scalar(sa.select(sa.or_(*anywhere))))


def _make_known(sessions: Sessions, held: Held) -> bool:
    with sessions.read() as session:
        if session.get(Blob, held.sha256) is not None:
            return False
    with sessions.write.begin() as session:
        return make_known(session, held)
