"""What rests on kept bytes: pieces whose evidence they are, and what only shows more of a piece."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.vocabulary import CapturePurpose
from review.models import Capture, Derivative, Evidence, TimeStamp

_OF_A_CAPTURE = (
    Capture.sha256,
    Capture.warc_sha256,
    Capture.pdf_sha256,
    Capture.picture_sha256,
)


@dataclass(frozen=True, slots=True)
class Rests:
    """That a piece rests on bytes. `proves`: they are its original, or of the capture that is its
    evidence; and not a later look, a copy made from it, or a time stamp.
    """

    sha256: str
    evidence_id: int
    desk_id: int
    proves: bool


def rest_on(session: Session, digests: Collection[str]) -> list[Rests]:
    """Every piece that rests on these bytes, in one query; a piece may come several times."""
    proves = sa.literal(value=True)
    first = Capture.purpose == CapturePurpose.FIRST
    of_pieces = [
        *((column, Capture.evidence_id, first) for column in _OF_A_CAPTURE),
        (Derivative.sha256, Derivative.evidence_id, sa.false()),
        (TimeStamp.token_sha256, TimeStamp.evidence_id, sa.false()),
        (TimeStamp.chain_sha256, TimeStamp.evidence_id, sa.false()),
    ]
    rows = [
        sa.select(Evidence.sha256, Evidence.id, Evidence.desk_id, proves).where(
            Evidence.sha256.in_(digests)
        )
    ]
    for column, evidence_id, is_evidence in of_pieces:
        rows.append(
            sa.select(column, Evidence.id, Evidence.desk_id, is_evidence)
            .join(Evidence, Evidence.id == evidence_id)
            .where(column.in_(digests))
        )
    found = session.execute(sa.union_all(*rows))
    return [Rests(sha256 or "", key, desk_id, is_it) for sha256, key, desk_id, is_it in found]
