"""What has to be known to suggest where a piece comes from: its words, and those around it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload

from review.domain.vocabulary import (
    CapturePurpose,
    CaptureStatus,
    DerivativeKind,
    EvidenceKind,
    SourceKind,
)
from review.models import Capture, ClaimEvidence, Derivative, Evidence, Source
from review.text.web_address import declared_address, same_page

# Pieces looked at beside one: those on its claims and those of its address, the newest first.
MOST = 100
MOST_SOURCES = 5000

# Reads the beginning of kept bytes as text, by their digest.
Head = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Told:
    """A piece as far as it tells where it comes from. `order` sorts earlier pieces first."""

    id: int
    order: tuple[datetime, int]
    text: str
    address: str
    source_id: int | None
    source: str
    owner: str


@dataclass(frozen=True, slots=True)
class Known:
    """One piece, those around it, and the names in the register: of all, and of agencies.

    `due_at` is what the piece was looked at for.
    """

    piece: Told
    due_at: datetime | None
    others: Sequence[Told]
    names: Mapping[str, int]
    agencies: frozenset[str]


def read_around(session: Session, head: Head, evidence_id: int) -> Known | None:
    """Read a piece and what to compare it with; None where there is no such piece."""
    evidence = session.scalars(
        sa.select(Evidence).where(Evidence.id == evidence_id).options(joinedload(Evidence.source))
    ).one_or_none()
    if evidence is None:
        return None
    captured = _captured(session, evidence_id)
    address = _address(evidence, captured, head)
    others = _around(session, evidence, address)
    texts = _texts(session, [evidence, *others])
    sources = session.scalars(
        sa.select(Source)
        .filter_by(desk_id=evidence.desk_id)
        .order_by(Source.id)
        .limit(MOST_SOURCES)
    ).all()
    return Known(
        piece=_told(evidence, texts, address),
        due_at=evidence.hints_due_at,
        others=[_told(row, texts, row.canonical_url) for row in others],
        # The name of a source that was merged leads to the one that stayed.
        names={row.name: row.merged_into_id or row.id for row in sources},
        agencies=frozenset(
            row.name
            for row in sources
            if row.kind is SourceKind.AGENCY and row.merged_into_id is None
        ),
    )


def _captured(session: Session, evidence_id: int) -> Capture | None:
    return session.scalars(
        sa.select(Capture).filter_by(
            evidence_id=evidence_id,
            purpose=CapturePurpose.FIRST,
            status=CaptureStatus.CAPTURED,
        )
    ).first()


def _address(evidence: Evidence, captured: Capture | None, head: Head) -> str:
    """What the page calls its own address, else where it was found; empty for files and notes."""
    if evidence.kind is not EvidenceKind.LINK:
        return ""
    found_at = (captured and captured.final_url) or evidence.url
    declared = ""
    if captured is not None and captured.sha256 and "html" in captured.media_type:
        declared = declared_address(head(captured.sha256), found_at)
    return same_page(declared or found_at)


def _around(session: Session, evidence: Evidence, address: str) -> Sequence[Evidence]:
    mine, theirs = aliased(ClaimEvidence), aliased(ClaimEvidence)
    on_claims = (
        sa.select(theirs.evidence_id)
        .join(mine, mine.claim_id == theirs.claim_id)
        .where(mine.evidence_id == evidence.id, theirs.detached_at.is_(None))
    )
    near: sa.ColumnElement[bool] = Evidence.id.in_(on_claims)
    if address:
        near = sa.or_(near, Evidence.canonical_url == address)
    return session.scalars(
        sa.select(Evidence)
        .where(Evidence.desk_id == evidence.desk_id, Evidence.id != evidence.id, near)
        .options(joinedload(Evidence.source))
        .order_by(Evidence.id.desc())
        .limit(MOST)
    ).all()


def _texts(session: Session, rows: Collection[Evidence]) -> dict[int, str]:
    """The words of each piece: a note's own, those of the first capture, those read from a file."""
    ids = [row.id for row in rows]
    captured = sa.select(Capture.evidence_id, Capture.text).where(
        Capture.evidence_id.in_(ids),
        Capture.purpose == CapturePurpose.FIRST,
        Capture.status == CaptureStatus.CAPTURED,
    )
    read = (
        sa.select(Derivative.evidence_id, Derivative.text)
        .where(Derivative.evidence_id.in_(ids), Derivative.kind == DerivativeKind.TEXT)
        .order_by(Derivative.id)
    )
    texts = {row.id: row.note for row in rows}
    texts |= {row.evidence_id: row.text for row in session.execute(captured)}
    return texts | {row.evidence_id: row.text for row in session.execute(read)}


def _told(row: Evidence, texts: Mapping[int, str], address: str) -> Told:
    source = row.source
    return Told(
        id=row.id,
        order=(row.added_at, row.id),
        text=texts[row.id],
        address=address,
        source_id=row.source_id,
        source=source.name if source else "",
        owner=" ".join(source.owner.casefold().split()) if source else "",
    )
