"""The pieces of evidence on a claim as its page lists them, and how each is kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.assessment import Submission
from review.domain.corroboration import spoken
from review.domain.errors import NotFound
from review.domain.policy import Actor
from review.domain.rating import Grade
from review.domain.sealed import SEALED_PIECE
from review.domain.vocabulary import (
    CaptureStatus,
    EvidenceKind,
    InfoDigit,
    SourceLetter,
    Stance,
)
from review.models import Assessment, Checkpoint, Claim, ClaimEvidence, Evidence
from review.queries.claim_file import ClaimFile
from review.queries.claim_gates import excerpt_alarms, origin_alarms
from review.queries.claim_origins import OriginLine, origin_lines
from review.queries.excerpts import ExcerptLine, excerpt_line


@dataclass(frozen=True, slots=True)
class Mark:
    """What one assessor makes of a piece; `who` is empty for the person who looks."""

    who: str
    letter: SourceLetter | None
    digit: InfoDigit | None
    stance: Stance | None
    reason: str


Marks = Mapping[int, tuple[Mark, ...]]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece on a claim. `held` is whether its bytes are in the store now, `struck` why it was
    retracted; None where it was not.
    """

    evidence_id: int
    called: str
    kind: EvidenceKind
    title: str
    source: str
    source_letter: SourceLetter | None
    locator: str
    excerpt: str
    looked: ExcerptLine | None
    kept_at: datetime
    sha256: str | None
    held: bool
    capture: CaptureStatus | None
    failure: str
    origin: str
    marks: tuple[Mark, ...]
    struck: str | None

    @property
    def pending(self) -> bool:
        return self.capture is CaptureStatus.PENDING

    @property
    def looks(self) -> bool:
        """Whether its excerpt is being looked for."""
        return self.looked is not None and self.looked.is_under_way

    @property
    def failed(self) -> bool:
        return self.capture is CaptureStatus.FAILED


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """The pieces, where they come from, and the whole in one line that can be said aloud."""

    pieces: tuple[Piece, ...]
    lines: tuple[OriginLine, ...]
    sentence: str
    spoken: str
    alarms: tuple[str, ...]
    unfound: tuple[str, ...] = ()

    @property
    def pending(self) -> bool:
        """Whether a capture or a search is under way, so that the list looks again by itself."""
        return any(piece.pending or piece.looks for piece in self.pieces)


def evidence_of(
    file: ClaimFile, actor: Actor, marks: Marks, lost: Collection[str], hidden: Collection[int] = ()
) -> EvidenceList:
    """Every attached piece. `marks` holds only what the viewer may see, by evidence id; `lost` are
    digests of bytes that are missing or damaged. Of the `hidden` pieces, from a sealed source, all
    that would tell it is left out.
    """
    lines = origin_lines(file, actor)
    pieces = (
        _piece(file, row, line, marks.get(row.evidence_id, ()), lost)
        for row, line in zip(file.attached, lines, strict=False)
    )
    return EvidenceList(
        pieces=tuple(_bare(one) if one.evidence_id in hidden else one for one in pieces),
        lines=lines,
        sentence=file.origins.sentence,
        spoken=spoken(file.origins, _known(marks, file.counting)),
        alarms=tuple(origin_alarms(file)),
        unfound=tuple(excerpt_alarms(file)),
    )


def marks_of_draft(draft: Submission) -> Marks:
    """What a person has chosen so far."""
    return {
        key: (Mark("", grade.letter, grade.digit, grade.stance, grade.reason),)
        for key, grade in draft.grades.items()
    }


def marks_of_assessments(file: ClaimFile, given: Sequence[Assessment], actor: Actor) -> Marks:
    """What these assessors made of each piece, in the order in which they handed in."""
    found: dict[int, tuple[Mark, ...]] = {}
    for one in given:
        who = "" if one.user_id == actor.user_id else file.name(one.user_id)
        for grade in one.grades:
            mark = Mark(who, grade.letter, InfoDigit(grade.digit), grade.stance, grade.reason)
            found[grade.evidence_id] = (*found.get(grade.evidence_id, ()), mark)
    return found


def _known(marks: Marks, attached: Collection[int]) -> list[Grade]:
    return [
        Grade(mark.letter, mark.digit)
        for evidence_id, given in marks.items()
        if evidence_id in attached
        for mark in given
        if mark.letter is not None and mark.digit is not None
    ]


def _piece(
    file: ClaimFile,
    row: ClaimEvidence,
    line: OriginLine,
    marks: tuple[Mark, ...],
    lost: Collection[str],
) -> Piece:
    evidence, capture = row.evidence, file.captures.get(row.evidence_id)
    source = evidence.source
    return Piece(
        evidence_id=evidence.id,
        called=line.called,
        kind=evidence.kind,
        title=evidence.title,
        source=line.source,
        source_letter=source.letter if source else None,
        locator=row.locator,
        excerpt=row.excerpt,
        looked=excerpt_line(row, evidence.kind),
        kept_at=(capture and capture.finished_at) or evidence.added_at,
        sha256=evidence.sha256,
        held=evidence.sha256 is not None and evidence.sha256 not in lost,
        capture=capture.status if capture else None,
        failure=capture.failure if capture else "",
        origin=line.words,
        marks=marks,
        struck=file.struck.get(row.evidence_id),
    )


def _bare(piece: Piece) -> Piece:
    return replace(
        piece,
        title=SEALED_PIECE,
        locator="",
        excerpt="",
        looked=None,
        sha256=None,
        failure="",
        marks=tuple(replace(mark, reason="") for mark in piece.marks),
    )


def attached_ids(session: Session, claim_id: int) -> list[int]:
    """The evidence that is on a claim now and may be graded: what was retracted may not."""
    return list(
        session.scalars(
            sa.select(ClaimEvidence.evidence_id)
            .join(Evidence, Evidence.id == ClaimEvidence.evidence_id)
            .where(
                ClaimEvidence.claim_id == claim_id,
                ClaimEvidence.detached_at.is_(None),
                Evidence.retracted_at.is_(None),
            )
            .order_by(ClaimEvidence.number)
        )
    )


def checkpoint_ids(session: Session, claim_id: int) -> list[int]:
    return list(session.scalars(sa.select(Checkpoint.id).filter_by(claim_id=claim_id)))


def digests_on(session: Session, claim_id: int, desk_id: int) -> list[str]:
    """The digests of all kept bytes that a claim of this desk rests on now."""
    return list(
        session.scalars(
            sa.select(Evidence.sha256)
            .join(ClaimEvidence, ClaimEvidence.evidence_id == Evidence.id)
            .join(Claim, Claim.id == ClaimEvidence.claim_id)
            .where(
                Claim.id == claim_id,
                Claim.desk_id == desk_id,
                ClaimEvidence.detached_at.is_(None),
                Evidence.sha256.is_not(None),
            )
            .distinct()
        )
    )


def claim_resting_on(session: Session, evidence_id: int, desk_id: int) -> int:
    """A claim of this desk that a piece is attached to now. Raises NotFound where there is none."""
    found = session.scalars(
        sa.select(Claim.id)
        .join(ClaimEvidence, ClaimEvidence.claim_id == Claim.id)
        .where(
            ClaimEvidence.evidence_id == evidence_id,
            ClaimEvidence.detached_at.is_(None),
            Claim.desk_id == desk_id,
        )
        .order_by(Claim.id)
        .limit(1)
    ).first()
    if found is None:
        raise NotFound("There is no such piece on a claim of this desk.", "Check the address.")
    return found
