"""Which pieces of evidence are kept back from a person, as they come from a sealed source."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.disclosure import knows_sealed
from review.domain.policy import Actor, ClaimFacts
from review.domain.sealed import judges, reads_piece
from review.domain.vocabulary import DisclosureLevel
from review.models import Claim, ClaimEvidence, Evidence, LedgerEntry, Source
from review.queries.claim_facts import facts_of
from review.queries.claim_file import ClaimFile

# Where an act on a source keeps the id of the one that it was merged into.
INTO = "into_source"
# Under which names an act's payload keeps the id of a piece, and of a source that one comes from.
PIECES = ("evidence", "parent")
SOURCES = ("parent_source", INTO)
# Where an act on many pieces lists each by its id and the digest of its bytes.
LISTED = "pieces"


def kept_back(file: ClaimFile, facts: ClaimFacts, actor: Actor) -> frozenset[int]:
    """The ids of those pieces on a claim that `actor` may not read."""
    judging = judges(facts, actor)
    pieces = (row.evidence for row in file.attached)
    return frozenset(row.id for row in pieces if not _reads(row, actor, judging=judging))


def may_read(session: Session, evidence: Evidence, actor: Actor) -> bool:
    """Whether `actor` may read a piece, for whichever claim it bears on now."""
    if _reads(evidence, actor, judging=False):
        return True
    claims = session.scalars(
        sa.select(Claim)
        .join(ClaimEvidence, ClaimEvidence.claim_id == Claim.id)
        .where(ClaimEvidence.evidence_id == evidence.id, ClaimEvidence.detached_at.is_(None))
    )
    return any(judges(facts_of(session, claim), actor) for claim in claims.all())


def _reads(evidence: Evidence, actor: Actor, *, judging: bool) -> bool:
    level = evidence.source.disclosure if evidence.source else DisclosureLevel.PUBLIC
    brought = evidence.added_by_id == actor.user_id
    return reads_piece(actor, level=level, brought=brought, judging=judging)


def entries_kept_back(
    session: Session, rows: Sequence[LedgerEntry], actor: Actor
) -> frozenset[int]:
    """The ids of those entries of the ledger that tell of a piece from a sealed source."""
    if knows_sealed(actor):
        return frozenset()
    told = {row.id: _pieces_in(row) for row in rows}
    sources = {
        row.id: {row.payload[name] for name in SOURCES if name in row.payload} for row in rows
    }
    sealed = sa.select(Source.id).where(Source.disclosure == DisclosureLevel.SEALED)
    pieces = frozenset[int]().union(*told.values())
    named = frozenset[int]().union(*sources.values())
    of_pieces = sa.select(Evidence.id).where(
        Evidence.id.in_(pieces), Evidence.source_id.in_(sealed)
    )
    hidden = frozenset(session.scalars(of_pieces) if pieces else ())
    itself = frozenset(session.scalars(sealed.where(Source.id.in_(named))) if named else ())
    return frozenset(row.id for row in rows if told[row.id] & hidden or sources[row.id] & itself)


def _pieces_in(row: LedgerEntry) -> set[int]:
    kind, _, number = row.subject.partition(" ")
    named = {one for one in map(row.payload.get, PIECES) if isinstance(one, int)}
    named |= {piece["evidence"] for piece in row.payload.get(LISTED, ())}
    return named | {int(number)} if kind == "evidence" else named
