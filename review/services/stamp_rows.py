"""The row of a time stamp, step by step: each step is one short unit of work."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from review.db import Sessions, now
from review.domain.moments import iso_or_none
from review.domain.policy import system
from review.domain.vocabulary import StampStatus
from review.models import TimeStamp
from review.services import blobs
from review.services.ledger import record
from review.services.loading import LOCK

# Longer than asking may take: one that was begun before that was cut off, and is begun again.
CUT_OFF_AFTER = timedelta(minutes=2)
# How long each time until it is tried once more, some two days in all.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440))
MOST_ATTEMPTS = len(WAITS) + 1


@dataclass(frozen=True, slots=True)
class Begun:
    """What is to be asked, and the stamp that came earlier, if one did."""

    authority: str
    sha256: str
    token_sha256: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A stamp whose bytes are in the store."""

    token_sha256: str
    chain_sha256: str
    gen_time: datetime
    serial: str


def begin(
    sessions: Sessions, stamp_id: int, resting: Collection[str] = frozenset()
) -> Begun | None:
    """Mark the stamp as asked for; None when it is not due, or another worker is at it.

    The authorities that are `resting` are asked later, which is no attempt of this stamp.
    """
    with sessions.write.begin() as session:
        row = session.get(TimeStamp, stamp_id, with_for_update=LOCK)
        if row is None or row.status is not StampStatus.PENDING or _is_later(row):
            return None
        if row.authority in resting:
            row.due_at = now() + WAITS[0]
            return None
        if row.attempts >= MOST_ATTEMPTS:
            _fail(session, row, f"It was begun {MOST_ATTEMPTS} times and never came to its end.")
            return None
        row.attempts, row.due_at = row.attempts + 1, now() + CUT_OFF_AFTER
        return Begun(row.authority, row.subject_sha256, row.token_sha256)


def _is_later(row: TimeStamp) -> bool:
    return row.due_at is not None and row.due_at > now()


def put_off(sessions: Sessions, stamp_id: int, why: str) -> None:
    """No answer that can be used: it is asked again later, and not for ever."""
    with sessions.write.begin() as session:
        row = session.get_one(TimeStamp, stamp_id, with_for_update=LOCK)
        if row.status is not StampStatus.PENDING:
            return
        if row.attempts >= MOST_ATTEMPTS:
            _fail(session, row, f"{why} It was tried {row.attempts} times.")
            return
        row.failure, row.due_at = why, now() + WAITS[row.attempts - 1]


def failed(sessions: Sessions, stamp_id: int, why: str) -> None:
    """What came does not hold, and asking again by itself would not help."""
    with sessions.write.begin() as session:
        row = session.get_one(TimeStamp, stamp_id, with_for_update=LOCK)
        if row.status is StampStatus.PENDING:
            _fail(session, row, why)


def kept(sessions: Sessions, stamp_id: int, stamp: Kept, failure: str) -> None:
    """The stamp and its chain are in the store. With a `failure` nobody trusted vouches for it."""
    with sessions.write.begin() as session:
        row = session.get_one(TimeStamp, stamp_id, with_for_update=LOCK)
        if row.status is not StampStatus.PENDING:
            return
        blobs.settle(session, stamp.token_sha256, stamp.chain_sha256)
        row.token_sha256, row.chain_sha256 = stamp.token_sha256, stamp.chain_sha256
        row.gen_time, row.serial = stamp.gen_time, stamp.serial
        if failure:
            _fail(session, row, failure)
            return
        row.status, row.failure, row.due_at = StampStatus.VERIFIED, "", None
        row.verified_at = now()
        _tell(session, row)


def _fail(session: Session, row: TimeStamp, why: str) -> None:
    row.status, row.failure, row.due_at = StampStatus.FAILED, why, None
    _tell(session, row)


def in_ledger(row: TimeStamp) -> str:
    """What the ledger says that a stamp is about."""
    if row.evidence_id is not None:
        return f"evidence {row.evidence_id}"
    return f"{row.subject_kind.value} {row.subject_sha256}"


def _tell(session: Session, row: TimeStamp) -> None:
    record(
        session,
        actor=system(row.desk_id),
        action="stamp",
        subject=in_ledger(row),
        payload={
            "subject_sha256": row.subject_sha256,
            "authority": row.authority,
            "status": row.status.value,
            "token_sha256": row.token_sha256,
            "chain_sha256": row.chain_sha256,
            "gen_time": iso_or_none(row.gen_time),
            "serial": row.serial,
            "failure": row.failure,
        },
    )
