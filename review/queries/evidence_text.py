"""The words of a piece as they are kept: a page's first capture, a file's, or the note."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.vocabulary import (
    CapturePurpose,
    CaptureStatus,
    CaptureStep,
    DerivativeKind,
    EvidenceKind,
    TextStatus,
)
from review.models import Capture, Derivative, Evidence
from review.text.canonical import digest


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text and the digest of its UTF-8 bytes; places in it are counted in code points."""

    text: str
    sha256: str


def kept_text(session: Session, evidence: Evidence) -> KeptText | None:
    """The words in which excerpts of a piece are looked for; None where there are none, or not yet.

    Later looks at a page are not asked: the first capture is the evidence.
    """
    if evidence.kind is EvidenceKind.NOTE:
        return KeptText(evidence.note, digest(evidence.note))
    found = session.execute(_captured(evidence) if _is_link(evidence) else _read(evidence)).first()
    return KeptText(found.text, found.sha256) if found is not None and found.text else None


def _is_link(evidence: Evidence) -> bool:
    return evidence.kind is EvidenceKind.LINK


def _captured(evidence: Evidence) -> sa.Select[str, str | None]:
    return sa.select(Capture.text, Capture.text_sha256.label("sha256")).where(
        Capture.evidence_id == evidence.id,
        Capture.purpose == CapturePurpose.FIRST,
        Capture.status == CaptureStatus.CAPTURED,
    )


def _read(evidence: Evidence) -> sa.Select[str, str | None]:
    """The newest words of a file; an attempt that failed has none."""
    return (
        sa.select(Derivative.text, Derivative.sha256)
        .where(
            Derivative.evidence_id == evidence.id,
            Derivative.kind == DerivativeKind.TEXT,
            Derivative.sha256.is_not(None),
        )
        .order_by(Derivative.id.desc())
        .limit(1)
    )


def is_coming() -> sa.ColumnElement[bool]:
    """Whether the words of a piece may still come: its capture or its reading is under way."""
    under_way = sa.exists().where(
        Capture.evidence_id == Evidence.id,
        Capture.purpose == CapturePurpose.FIRST,
        Capture.step != CaptureStep.DONE,
        Capture.step != CaptureStep.PICTURING,
    )
    return sa.or_(Evidence.text_status == TextStatus.PENDING, under_way)
