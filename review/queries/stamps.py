"""The time stamps of a piece's captures, and every stamp of which a token is kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.vocabulary import CapturePurpose, CaptureStatus, StampStatus
from review.models import Capture, Desk, Evidence, TimeStamp

# The shape beside the word, out of the icons of the pages, and the manner in which both are set.
_SHAPES = {
    StampStatus.PENDING: ("s-in_review", "is-waived"),
    StampStatus.VERIFIED: ("g-open", "is-open"),
    StampStatus.FAILED: ("g-closed", "is-closed"),
}
_NOBODY = "the desk itself"


@dataclass(frozen=True, slots=True)
class StampLine:
    """What one authority was asked, and how that stands.

    `moment` is what it vouches for, to the second; `commands` are for somebody outside.
    """

    row: TimeStamp
    moment: str
    shape: str
    manner: str
    asked_by: str
    commands: Sequence[str]


@dataclass(frozen=True, slots=True)
class StampedRecord:
    """The record of one capture and its stamps, or none; `record` is the name it is saved under."""

    capture: Capture
    record: str
    stamps: Sequence[StampLine]


def stamped_records(
    session: Session, captures: Sequence[Capture], names: Mapping[int, str]
) -> list[StampedRecord]:
    """The captures of a piece that are stamped, and the one that is the evidence in any case.

    One query. `names` are those of the desk's people, by user id.
    """
    kept = {row.warc_sha256: row for row in captures if row.warc_sha256 and row.sha256}
    found = session.scalars(
        sa.select(TimeStamp)
        .where(TimeStamp.evidence_id.in_({row.evidence_id for row in kept.values()}))
        .order_by(TimeStamp.id)
    ).all()
    return [
        StampedRecord(
            capture=capture,
            record=_record_name(capture),
            stamps=[_line(row, capture, names) for row in found if row.subject_sha256 == sha256],
        )
        for sha256, capture in kept.items()
        if capture.purpose is CapturePurpose.FIRST
        or any(row.subject_sha256 == sha256 for row in found)
    ]


def _record_name(capture: Capture) -> str:
    return f"evidence-{capture.evidence_id}-capture-{capture.id}.warc.gz"


def stamp_name(row: TimeStamp, ending: str) -> str:
    """The name under which a part of a stamp is saved."""
    return f"evidence-{row.evidence_id}-stamp-{row.id}.{ending}"


def _line(row: TimeStamp, capture: Capture, names: Mapping[int, str]) -> StampLine:
    shape, manner = _SHAPES[row.status]
    return StampLine(
        row=row,
        moment=f"{row.gen_time:%Y-%m-%d %H:%M:%S}" if row.gen_time else "",
        shape=shape,
        manner=manner,
        asked_by=names.get(row.asked_by_id or 0, _NOBODY),
        commands=list(_commands(row, _record_name(capture))),
    )


def _commands(row: TimeStamp, record: str) -> Iterator[str]:
    """How somebody who trusts nobody here verifies the stamp, with openssl and the files alone."""
    if row.token_sha256 is None or row.gen_time is None:
        return
    token, chain = stamp_name(row, "tsr"), stamp_name(row, "pem")
    yield f"openssl ts -reply -in {token} -text"
    yield (
        f"openssl ts -verify -data {record} -in {token} -CAfile roots.pem -untrusted {chain}"
        f" -attime {int(row.gen_time.timestamp())}"
    )


def stamp_of_piece(session: Session, *, evidence_id: int, stamp_id: int) -> TimeStamp | None:
    """The stamp, when it is one of this piece."""
    return session.scalars(
        sa.select(TimeStamp).filter_by(id=stamp_id, evidence_id=evidence_id)
    ).one_or_none()


@dataclass(frozen=True, slots=True)
class KeptStamp:
    """A stamp of which the token is kept, to be judged again offline."""

    desk: str
    about: str
    authority: str
    sha256: str
    token_sha256: str
    status: StampStatus
    gen_time: datetime | None


def kept_stamps(session: Session, *, desk_ids: Sequence[int]) -> list[KeptStamp]:
    """Every stamp of these desks that came, in the order in which they were asked for."""
    rows = session.execute(
        sa.select(TimeStamp, Desk.slug)
        .join(Desk, Desk.id == TimeStamp.desk_id)
        .where(TimeStamp.desk_id.in_(desk_ids), TimeStamp.token_sha256.is_not(None))
        .order_by(TimeStamp.id)
    )
    return [
        KeptStamp(
            desk=slug,
            about=f"evidence {row.evidence_id}" if row.evidence_id else row.subject_kind.value,
            authority=row.authority,
            sha256=row.subject_sha256,
            token_sha256=row.token_sha256 or "",
            status=row.status,
            gen_time=row.gen_time,
        )
        for row, slug in rows
    ]


def unstamped(session: Session, *, desk_id: int, authorities: Sequence[str]) -> list[int]:
    """Captured pieces of a desk that not every authority was asked to stamp, or that one failed."""
    asked = (
        sa.select(sa.func.count())
        .where(
            TimeStamp.desk_id == desk_id,
            TimeStamp.subject_sha256 == Capture.warc_sha256,
            TimeStamp.authority.in_(authorities),
            TimeStamp.status != StampStatus.FAILED,
        )
        .correlate(Capture)
        .scalar_subquery()
    )
    found = (
        sa.select(Evidence.id)
        .join(Capture, Capture.evidence_id == Evidence.id)
        .where(
            Evidence.desk_id == desk_id,
            Capture.purpose == CapturePurpose.FIRST,
            Capture.status == CaptureStatus.CAPTURED,
            Capture.warc_sha256.is_not(None),
            asked < len(authorities),
        )
        .order_by(Evidence.id)
    )
    return list(session.scalars(found))
