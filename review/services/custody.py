"""Who saw a piece of evidence or took it away, the reports it is in, and the reading of its bytes.

Each is a line of the ledger and changes nothing else. Whether somebody may see the piece is
decided before, and the line is committed before anything of the piece goes out.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from review.db import now
from review.domain.custody import CustodyAct, subject_of
from review.domain.policy import Actor, system
from review.domain.report import VerifiedClaimReport
from review.domain.vocabulary import BlobCondition
from review.models import Evidence, LedgerEntry, LedgerHead
from review.queries.custody import seen_this_hour
from review.queries.reports import subject_of as report_subject
from review.services.ledger import record
from review.services.loading import of_desk


@dataclass(frozen=True, slots=True)
class Taken:
    """`part` is the name of what was taken, as in the address: original, copy, text, record.

    `sha256` are the bytes handed out; None for words that no bytes are kept of. `capture` is the
    number of the capture that the part is of, where it is of one.
    """

    part: str
    sha256: str | None = None
    capture: int | None = None


@dataclass(frozen=True, slots=True)
class Rehashed:
    """One piece whose kept bytes were read through, and how they were found."""

    evidence_id: int
    sha256: str
    condition: BlobCondition


def viewed(session: Session, *, evidence_id: int, actor: Actor) -> LedgerEntry | None:
    """That somebody opened the page of a piece: one line for a person, piece and hour of the clock.

    None where that line is there. Raises NotFound for a piece of another desk.
    """
    evidence = of_desk(session, Evidence, evidence_id, actor)
    # Under the ledger's own lock, so that two pages opened at once make one line.
    session.get_one(LedgerHead, actor.desk_id, with_for_update=True, populate_existing=True)
    if seen_this_hour(session, evidence_id=evidence.id, actor=actor, at=now()):
        return None
    return _record(session, actor, CustodyAct.VIEW, evidence.id, {})


def downloaded(session: Session, *, evidence_id: int, what: Taken, actor: Actor) -> LedgerEntry:
    """That somebody took a part of a piece away: a line each time."""
    evidence = of_desk(session, Evidence, evidence_id, actor)
    told = {name: value for name, value in asdict(what).items() if value is not None}
    return _record(session, actor, CustodyAct.DOWNLOAD, evidence.id, told)


def exported(session: Session, *, report: VerifiedClaimReport, actor: Actor) -> LedgerEntry:
    """That pieces left the desk in a report: a line that names them, before the report's own.

    That one stays the last of the making, and so the head that proves the report.
    """
    return record(
        session,
        actor=actor,
        action=CustodyAct.EXPORT,
        subject=report_subject(report.id),
        payload={"pieces": pieces_in(report)},
        article_id=report.article.id,
    )


def pieces_in(report: VerifiedClaimReport) -> list[dict[str, Any]]:
    """The pieces that a report names, each once, with the digest of its bytes.

    What its variant withholds it does not name.
    """
    named = {
        piece["id"]: piece["sha256"]
        for claim in report.claims
        for piece in claim.content["evidence"]
        if piece["id"] is not None
    }
    return [{"evidence": key, "sha256": named[key]} for key in sorted(named)]


def rehashed(session: Session, *, desk_id: int, pieces: Sequence[Rehashed]) -> LedgerEntry | None:
    """That the desk read kept bytes through again: one line for a slice of them.

    To be called once for each desk whose pieces rest on the bytes of a slice, in the unit of work
    that writes their condition and `hashed_at` into `blob`; what follows for claims is the
    caller's, before. None, and no line, for no pieces.
    """
    if not pieces:
        return None
    told = [
        {"evidence": one.evidence_id, "sha256": one.sha256, "condition": one.condition.value}
        for one in sorted(pieces, key=lambda one: one.evidence_id)
    ]
    return record(
        session,
        actor=system(desk_id),
        action=CustodyAct.REHASH,
        subject="kept bytes",
        payload={"pieces": told},
    )


def _record(
    session: Session, actor: Actor, action: CustodyAct, evidence_id: int, told: dict[str, Any]
) -> LedgerEntry:
    return record(
        session, actor=actor, action=action, subject=subject_of(evidence_id), payload=told
    )
