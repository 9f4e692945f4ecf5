"""What became of each attempt to capture a page, in words and with what is kept of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.vocabulary import CapturePurpose, CaptureStatus, CaptureStep
from review.models import Capture

_PURPOSES = {
    CapturePurpose.FIRST: "The capture that is the evidence",
    CapturePurpose.AGAIN: "A later look, asked for",
    CapturePurpose.WATCH: "A later look, by the watch",
}
_UNDER_WAY = {
    CaptureStep.WAITING: "Waiting for its turn",
    CaptureStep.FETCHING: "Fetching the page",
    CaptureStep.KEEPING: "Keeping its bytes",
    CaptureStep.READING: "Kept; reading its words",
    CaptureStep.PICTURING: "Kept; taking pictures of it",
}
NOBODY = "the desk itself"


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is kept of a capture; `part` is its name in the address of the download."""

    part: str
    label: str
    sha256: str


@dataclass(frozen=True, slots=True)
class CaptureLine:
    """One attempt. `said` is how it stands; `page` what the page says about itself, by term."""

    row: Capture
    said: str
    purpose: str
    under_way: bool
    collector: str
    kept: Sequence[Kept]
    page: Sequence[tuple[str, str]]
    hops: Sequence[Mapping[str, Any]]
    paragraphs: Sequence[str]


def lines_of(captures: Sequence[Capture], names: Mapping[int, str]) -> list[CaptureLine]:
    """`names` are those of the desk's people, by user id."""
    return [
        CaptureLine(
            row=row,
            said=_UNDER_WAY[row.step] if _under_way(row) else row.status.title_text,
            purpose=_tried(row) if row.status is CaptureStatus.FAILED else _PURPOSES[row.purpose],
            under_way=_under_way(row),
            collector=names.get(row.requested_by_id or 0, NOBODY),
            kept=list(_kept(row)),
            page=[(term, value) for term, value in _page(row) if value],
            hops=row.redirects,
            paragraphs=row.text.split("\n\n") if row.text else (),
        )
        for row in captures
    ]


def _under_way(row: Capture) -> bool:
    after = row.step in {CaptureStep.READING, CaptureStep.PICTURING}
    return row.status is CaptureStatus.PENDING or (row.status is CaptureStatus.CAPTURED and after)


def _tried(row: Capture) -> str:
    attempts = "" if row.attempts < 2 else f", begun {row.attempts} times"
    return f"Nothing of it is evidence{attempts}"


def _kept(row: Capture) -> Iterator[Kept]:
    for part, label, sha256 in (
        ("page", "The page", row.sha256),
        ("record", "The record (WARC)", row.warc_sha256),
        ("pdf", "PDF", row.pdf_sha256),
        ("picture", "Picture", row.picture_sha256),
    ):
        if sha256 is not None:
            yield Kept(part, label, sha256)


def _page(row: Capture) -> Iterator[tuple[str, str]]:
    yield "Title", row.title
    yield "Author", row.byline
    yield "Publisher", row.publisher
    yield "Published", row.published_on.isoformat() if row.published_on else ""
    yield "Language", row.language


def capture_of(session: Session, *, evidence_id: int, capture_id: int) -> Capture | None:
    """The capture, when it is one of this piece."""
    return session.scalars(
        sa.select(Capture).filter_by(id=capture_id, evidence_id=evidence_id)
    ).one_or_none()
