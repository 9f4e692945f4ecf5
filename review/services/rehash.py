"""Reading kept bytes again: whether what we hold is still what we took in.

Bytes are read outside any unit of work, those read longest ago first, and as many in a run as its
bounds allow. What is found damaged or missing opens what rests on it; what is found right again
later is said so, and nobody's signature comes back by it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import Sessions, now
from review.domain.vocabulary import BlobCondition, NoticeKind, RippleCause
from review.models import Blob
from review.queries.kept_bytes import Rests, rest_on
from review.services import custody, notices, ripple
from review.services.sweeping import RESTS_ON
from review.stores.store import Condition, Store

AGAIN_AFTER = timedelta(days=30)
# Whoever restores bytes from a backup need not wait a month until they are found.
BAD_AGAIN_AFTER = timedelta(days=1)
BAD = frozenset({BlobCondition.DAMAGED, BlobCondition.MISSING})
# How many are read before what was found is written down.
_SLICE = 50
_FOUND = {
    Condition.INTACT: BlobCondition.SOUND,
    Condition.DAMAGED: BlobCondition.DAMAGED,
    Condition.MISSING: BlobCondition.MISSING,
}
_REASONS = {
    BlobCondition.DAMAGED: "Kept bytes were read again and are not what was taken in.",
    BlobCondition.MISSING: "Kept bytes were to be read again and are not there.",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many pieces and how many bytes one run may read; `everything`: not only what is due."""

    pieces: int | None = 500
    size: int | None = 200_000_000
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were read, and how many of them were found damaged, missing, or right again.

    `unread` could not be read although the store is well; `reached` is False where it was away.
    """

    read: int = 0
    damaged: int = 0
    missing: int = 0
    restored: int = 0
    unread: int = 0
    reached: bool = True


@dataclass(slots=True)
class _Slice:
    """What was found of some digests, and what could not be read."""

    found: dict[str, BlobCondition] = field(default_factory=dict)
    unread: int = 0
    reached: bool = True


def run(sessions: Sessions, store: Store, bounds: Bounds | None = None) -> Tally:
    """Read what is due and write down what was found, slice by slice.

    Safe to call by several workers at once: what is found by both opens things once.
    """
    due, tally = _due(sessions, bounds or Bounds()), Tally()
    while tally.reached and (digests := list(islice(due, _SLICE))):
        seen = _read(store, digests)
        restored = _note(sessions, seen.found) if seen.found else 0
        conditions = list(seen.found.values())
        tally = Tally(
            read=tally.read + len(conditions),
            damaged=tally.damaged + conditions.count(BlobCondition.DAMAGED),
            missing=tally.missing + conditions.count(BlobCondition.MISSING),
            restored=tally.restored + restored,
            unread=tally.unread + seen.unread,
            reached=seen.reached,
        )
    return tally


def _due(sessions: Sessions, bounds: Bounds) -> Iterator[str]:
    """Digests, read longest ago first, until the bounds are met; one at least."""
    with sessions.read() as session:
        rows = session.execute(
            sa.select(Blob.sha256, Blob.size)
            .where(sa.or_(*_rested_on()), sa.true() if bounds.everything else _old())
            .order_by(Blob.hashed_at.asc().nulls_first(), Blob.sha256)
            .limit(bounds.pieces)
        ).all()
    size = 0
    for row in rows:
        yield row.sha256
        size += row.size or 0
        if bounds.size is not None and size >= bounds.size:
            return


def _rested_on() -> Iterator[sa.ColumnElement[bool]]:
    for column in RESTS_ON:
        yield Blob.sha256.in_(sa.select(column).where(column.is_not(None)))


def _old() -> sa.ColumnElement[bool]:
    return sa.or_(
        Blob.hashed_at.is_(None),
        Blob.hashed_at < now() - AGAIN_AFTER,
        sa.and_(Blob.condition.in_(BAD), Blob.hashed_at < now() - BAD_AGAIN_AFTER),
    )


def _read(store: Store, digests: Sequence[str]) -> _Slice:
    """Hash the bytes of each. One that gives trouble is passed over while the store is well: that
    a file may not be read says nothing of its bytes.
    """
    seen = _Slice()
    for sha256 in digests:
        try:
            seen.found[sha256] = _FOUND[store.verify(sha256)]
        except OSError:
            if not store.writable():
                seen.reached = False
                break
            seen.unread += 1
    return seen


def _note(sessions: Sessions, found: Mapping[str, BlobCondition]) -> int:
    """Write down how bytes were found, and what follows; how many are right again."""
    with sessions.write.begin() as session:
        rows = session.scalars(
            sa.select(Blob)
            .where(Blob.sha256.in_(found))
            .order_by(Blob.sha256)
            .with_for_update(key_share=True)
        ).all()
        turned_bad, restored = [], 0
        for row in rows:
            condition = found[row.sha256]
            restored += row.condition in BAD and condition not in BAD
            if condition in BAD and row.condition not in BAD:
                turned_bad.append(row.sha256)
            row.condition, row.hashed_at = condition, now()
        resting = rest_on(session, [row.sha256 for row in rows])
        bad = [one for one in resting if one.sha256 in turned_bad]
        ripple.hold(session, evidence_ids=_proven(bad))
        _record(session, resting, found)
        _tell(session, bad, found)
        return restored


def _record(
    session: Session, resting: Collection[Rests], found: Mapping[str, BlobCondition]
) -> None:
    for desk_id in sorted({one.desk_id for one in resting}):
        ours = {(one.evidence_id, one.sha256) for one in resting if one.desk_id == desk_id}
        pieces = [custody.Rehashed(key, sha256, found[sha256]) for key, sha256 in sorted(ours)]
        custody.rehashed(session, desk_id=desk_id, pieces=pieces)


def _tell(session: Session, bad: Collection[Rests], found: Mapping[str, BlobCondition]) -> None:
    for condition in sorted(BAD):
        these = [one for one in bad if found[one.sha256] is condition]
        reason, proven = _REASONS[condition], _proven(these)
        if proven:
            ripple.run(
                session, cause=RippleCause.DAMAGED, reason=reason, actor=None, evidence_ids=proven
            )
        for evidence_id in sorted({one.evidence_id for one in these}):
            kind = NoticeKind.BYTES_DAMAGED
            notices.tell(session, kind=kind, reason=reason, evidence_id=evidence_id)


def _proven(resting: Collection[Rests]) -> set[int]:
    """The pieces whose evidence the bytes are."""
    return {one.evidence_id for one in resting if one.proves}
