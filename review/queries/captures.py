"""What became of each attempt to capture a page, in words and with what is kept of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
# So much of the text of a capture stands on the page of its piece.
OPENING = 1_500


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is kept of a capture; `part` is its name in the address of the download."""

    part: str
    label: str
    sha256: str


@dataclass(frozen=True, slots=True)
class HopLine:
    """One address on the way to the page, what answered, and the headers both ways."""

    url: str
    status: int | None
    peer: str
    sent: Sequence[Sequence[str]]
    heard: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class CaptureLine:
    """One attempt. `said` is how it stands; `page` what the page says about itself, by term.

    `opening` are the first words that were read, `has_more` whether there are others.
    """

    row: Capture
    said: str
    purpose: str
    under_way: bool
    is_evidence: bool
    collector: str
    kept: Sequence[Kept]
    page: Sequence[tuple[str, str]]
    hops: Sequence[HopLine]
    opening: Sequence[str]
    has_more: bool

    @property
    def is_text(self) -> bool:
        """Whether its words are those in which excerpts are looked for."""
        return self.is_evidence and bool(self.opening)


def lines_of(
    captures: Sequence[Capture], names: Mapping[int, str], openings: Mapping[int, str]
) -> list[CaptureLine]:
    """`names` are those of the desk's people, by user id; `openings` as `openings_of` gives."""
    return [
        CaptureLine(
            row=row,
            said=_UNDER_WAY[row.step] if _under_way(row) else row.status.title_text,
            purpose=_tried(row) if row.status is CaptureStatus.FAILED else _PURPOSES[row.purpose],
            under_way=_under_way(row),
            is_evidence=_is_evidence(row),
            collector=names.get(row.requested_by_id or 0, NOBODY),
            kept=list(_kept(row)),
            page=[(term, value) for term, value in _page(row) if value],
            hops=list(_hops(row)),
            opening=[one for one in openings.get(row.id, "")[:OPENING].split("\n\n") if one],
            has_more=len(openings.get(row.id, "")) > OPENING,
        )
        for row in captures
    ]


def without_looks(captures: Sequence[Capture]) -> list[Capture]:
    """Those that stand on the page of a piece. A look of the watch that is done has its own."""
    return [
        row
        for row in captures
        if row.purpose is not CapturePurpose.WATCH or row.step is not CaptureStep.DONE
    ]


def openings_of(session: Session, evidence_id: int) -> Mapping[int, str]:
    """How the text of each capture begins, and one character more where it goes on."""
    beginning = sa.func.substr(Capture.text, 1, OPENING + 1)
    found = session.execute(
        sa.select(Capture.id, beginning).where(Capture.evidence_id == evidence_id)
    )
    return {row[0]: row[1] for row in found}


def _is_evidence(row: Capture) -> bool:
    return row.purpose is CapturePurpose.FIRST and row.status is CaptureStatus.CAPTURED


def _hops(row: Capture) -> Iterator[HopLine]:
    """The redirects, and where they ended."""
    for hop in row.redirects:
        yield HopLine(
            hop["url"],
            hop["status"],
            hop.get("peer", ""),
            hop.get("request_headers", ()),
            hop.get("response_headers", ()),
        )
    if row.final_url:
        yield HopLine(
            row.final_url, row.http_status, row.peer, row.request_headers, row.response_headers
        )


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
