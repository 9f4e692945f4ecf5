"""Attaching evidence to claims: links, files and notes, many to many."""

from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import now
from review.domain.assessment import EvidenceGrade
from review.domain.errors import Conflict, Invalid, NotFound
from review.domain.policy import Actor, require
from review.domain.vocabulary import EvidenceKind, IfKept, Stance
from review.domain.workflow import Action
from review.models import Capture, Claim, ClaimEvidence, Evidence
from review.queries.claim_facts import facts_of
from review.services import captures, excerpts, hints, kept_pieces
from review.services.assessments import drafted, keep
from review.services.assignments import held_by, renew
from review.services.blobs import settle
from review.services.derivatives import text_status_for
from review.services.ledger import record_on_claim
from review.services.loading import of_desk
from review.services.sign_offs import void_if_changed
from review.services.sources import named_source


@dataclass(frozen=True, slots=True)
class Piece:
    """What is to be attached. Bytes of files and notes are kept before the database hears of it.

    Whoever kept them (`blobs.keep`) knows `sha512` as well: such bytes are settled. `if_kept` says
    which page a link means that the desk keeps a copy of.
    """

    kind: EvidenceKind
    title: str = ""
    url: str = ""
    note: str = ""
    file_name: str = ""
    media_type: str = ""
    size: int | None = None
    sha256: str | None = None
    sha512: str | None = None
    if_kept: IfKept | None = None


@dataclass(frozen=True, slots=True)
class Bearing:
    """How a piece bears on the claim. `stance` goes into the attaching person's own draft."""

    source: str = ""
    locator: str = ""
    excerpt: str = ""
    stance: Stance | None = None


_NO_BEARING = Bearing()


@dataclass(frozen=True, slots=True)
class Attached:
    """The row made, and the capture that now waits for the worker, where a page is fetched."""

    row: ClaimEvidence
    capture_id: int | None


def attach(
    session: Session,
    *,
    claim_id: int,
    actor: Actor,
    piece: Piece,
    bearing: Bearing = _NO_BEARING,
) -> Attached:
    """Attach a new piece, or one that the desk holds already, to a claim.

    Raises Conflict when the same piece is on the claim already, Invalid on `if_kept` when the desk
    keeps an older copy of the link and nobody said which page is meant; voids a signature.
    """
    claim = of_desk(session, Claim, claim_id, actor, lock=True)
    require(Action.ATTACH, facts_of(session, claim), actor)
    evidence, capture_id = _known_or_new(session, actor, piece, bearing)
    if piece.sha256 is not None and piece.sha512 is not None:
        settle(session, piece.sha256)
    row = _bind(session, claim, evidence, actor, bearing)
    hints.due(session, evidence.id)
    renew(session, claim, actor)
    _into_draft(session, claim, actor, evidence.id, bearing.stance)
    record_on_claim(
        session,
        claim,
        actor=actor,
        action=Action.ATTACH,
        payload={
            "evidence": evidence.id,
            "number": row.number,
            "kind": evidence.kind.value,
            "sha256": evidence.sha256,
            "url": evidence.url,
        },
    )
    void_if_changed(session, claim, because=f"E{row.number} was attached")
    if piece.if_kept is IfKept.LOOK and capture_id is None:
        capture_id = captures.look_again(session, evidence=evidence, actor=actor)
    return Attached(row, capture_id)


def _known_or_new(
    session: Session, actor: Actor, piece: Piece, bearing: Bearing
) -> tuple[Evidence, int | None]:
    source = named_source(session, actor=actor, name=bearing.source) if bearing.source else None
    known = _known(session, actor, piece, source.id if source else None)
    if known is not None and known.retracted_at is not None:
        raise Conflict(
            "This piece was retracted.",
            "Attach what holds in its place, or ask an editor to restore it.",
        )
    if known is not None:
        return known, None
    evidence = Evidence(
        desk_id=actor.desk_id,
        kind=piece.kind,
        title=piece.title.strip() or piece.file_name or piece.url or _opening(piece.note),
        url=piece.url,
        note=piece.note,
        file_name=piece.file_name,
        media_type=piece.media_type,
        size=piece.size,
        sha256=piece.sha256,
        sha512=piece.sha512,
        text_status=text_status_for(piece.kind, piece.media_type),
        source=source,
        added_by_id=actor.user_id,
        added_at=now(),
    )
    session.add(evidence)
    session.flush()
    return evidence, _ask_for_capture(session, evidence, actor)


def _known(session: Session, actor: Actor, piece: Piece, source_id: int | None) -> Evidence | None:
    if piece.if_kept is IfKept.OWN:
        return None
    known = kept_pieces.held_already(
        session,
        kind=piece.kind,
        url=piece.url,
        sha256=piece.sha256,
        source_id=source_id,
        actor=actor,
    )
    if known is not None and known.kind is EvidenceKind.LINK:
        kept_pieces.require_choice(session, known, piece.if_kept)
    return known


def _opening(note: str) -> str:
    line = note.strip().splitlines()[0] if note.strip() else ""
    return line if len(line) <= 80 else line[:77].rsplit(" ", 1)[0] + "…"


def _ask_for_capture(session: Session, evidence: Evidence, actor: Actor) -> int | None:
    if evidence.kind is not EvidenceKind.LINK:
        return None
    capture = Capture(
        evidence_id=evidence.id,
        url=evidence.url,
        requested_by_id=actor.user_id,
        requested_at=now(),
    )
    session.add(capture)
    session.flush()
    return capture.id


def _bind(
    session: Session, claim: Claim, evidence: Evidence, actor: Actor, bearing: Bearing
) -> ClaimEvidence:
    rows = session.scalars(sa.select(ClaimEvidence).filter_by(claim_id=claim.id)).all()
    row = next((row for row in rows if row.evidence_id == evidence.id), None)
    if row is not None and row.detached_at is None:
        raise Conflict(f"This is on the claim already, as E{row.number}.")
    if row is None:
        number = max((row.number for row in rows), default=0) + 1
        row = ClaimEvidence(claim_id=claim.id, evidence=evidence, number=number)
        session.add(row)
    row.locator, row.excerpt = bearing.locator.strip(), bearing.excerpt.strip()
    excerpts.forget(row)
    row.attached_by_id, row.attached_at = actor.user_id or 0, now()
    row.detached_at, row.detached_by_id, row.detached_reason = None, None, ""
    session.flush()
    return row


def _into_draft(
    session: Session, claim: Claim, actor: Actor, evidence_id: int, stance: Stance | None
) -> None:
    """A stance is a judgement: it belongs to the assessor's own draft, not to the evidence."""
    if stance is None or held_by(session, claim, actor) is None:
        return
    given = drafted(session, claim, actor)
    grade = replace(given.grades.get(evidence_id, EvidenceGrade()), stance=stance)
    grades = {**given.grades, evidence_id: grade}
    keep(session, claim, actor, replace(given, grades=grades))


def detach(
    session: Session, *, claim_id: int, evidence_id: int, actor: Actor, reason: str
) -> ClaimEvidence:
    """Take a piece off a claim, with a reason. The piece itself and the row are kept."""
    claim = of_desk(session, Claim, claim_id, actor, lock=True)
    require(Action.DETACH, facts_of(session, claim), actor)
    row = session.scalars(
        sa.select(ClaimEvidence).filter_by(claim_id=claim.id, evidence_id=evidence_id)
    ).one_or_none()
    if row is None or row.detached_at is not None:
        raise NotFound("This piece is not on the claim.")
    if not reason.strip():
        raise Invalid("", fields={"reason": "Say why this is taken off; the reason is kept."})
    row.detached_at, row.detached_by_id = now(), actor.user_id
    row.detached_reason = reason.strip()
    record_on_claim(
        session,
        claim,
        actor=actor,
        action=Action.DETACH,
        payload={"evidence": evidence_id, "number": row.number, "reason": reason.strip()},
    )
    void_if_changed(session, claim, because=f"E{row.number} was taken off")
    return row
