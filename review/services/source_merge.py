"""Merging a source that stands twice in the register into the one that stays.

What rests on it goes along; its letters, and what was told of it, stay with the row that it was.
There is no way back: who put what under which of the two is in the ledger alone.
"""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from review.db import now
from review.domain.disclosure import strictest
from review.domain.errors import Conflict, Invalid
from review.domain.policy import Actor, Permission, require_permission
from review.domain.vocabulary import DerivationKind, DisclosureLevel, RippleCause
from review.models import (
    Accusation,
    Claim,
    Derivation,
    DerivationHint,
    Evidence,
    Notice,
    ReportMark,
    Source,
    SourceLetterChange,
)
from review.queries.resting import reach_of
from review.queries.sealed_pieces import INTO
from review.seal import digest
from review.services import hints, ripple
from review.services.ledger import record
from review.services.loading import of_desk, require_version
from review.services.sign_offs import void_if_changed

MERGE = "merge_sources"
# What points at a source and goes along, and what is history and stays with the row it is about.
MOVED: Sequence[InstrumentedAttribute[int | None]] = (
    Evidence.source_id,
    Derivation.parent_source_id,
    DerivationHint.parent_source_id,
    Accusation.accuser_source_id,
    Source.merged_into_id,
)
KEPT = (SourceLetterChange.source_id, ReportMark.source_id, Notice.source_id)
SAID_TWICE = "it was said of both sources, which are one now"
ITS_OWN = "the piece is of this source itself, which is one with another now"


def merge_source(
    session: Session,
    *,
    source_id: int,
    into_id: int,
    actor: Actor,
    version: int | None,
    into_version: int | None,
    reason: str,
) -> Source:
    """Merge a source into another, which keeps its letter; return the one that stays.

    The stricter rule for the name holds for both from then on. Signed claims whose words change
    lose their signature, and those that wait to be signed are open again. Raises Conflict where
    one of the two was merged already.
    """
    require_permission(actor, Permission.MERGE_SOURCES)
    if source_id == into_id:
        raise Invalid("", fields={"into": "A source cannot be merged into itself."})
    merged, survivor, claims = _held(session, source_id, into_id, actor)
    require_version(merged.version, version, merged)
    require_version(survivor.version, into_version, survivor)
    if merged.merged_into_id is not None or survivor.merged_into_id is not None:
        raise Conflict("One of the two was merged already.", "Look in the register for both.")
    if not reason.strip():
        raise Invalid("", fields={"reason": "Say why the two are one; the reason is kept."})
    reach = reach_of(session, evidence_ids=(), source_id=merged.id)
    moved = _move(session, merged, survivor, actor)
    merged.merged_into_id, merged.merged_reason = survivor.id, reason.strip()
    merged.merged_at, merged.merged_by_id = now(), actor.user_id
    _keep_secret(session, merged, survivor)
    record(
        session,
        actor=actor,
        action=MERGE,
        subject=f"source {merged.id}",
        payload={INTO: survivor.id, "moved": moved, **_reason_of(survivor, reason)},
    )
    ripple.run(
        session, cause=RippleCause.MERGED, reason=merged.merged_reason, actor=actor,
        source_id=merged.id, reach=reach,
    )  # fmt: skip
    for claim in claims:
        void_if_changed(session, claim, because="a source it rests on is one with another")
    return survivor


def _keep_secret(session: Session, merged: Source, survivor: Source) -> None:
    """The stricter rule for the name, for both and for whatever was merged into either earlier."""
    level = strictest([merged.disclosure, survivor.disclosure])
    merged.disclosure = survivor.disclosure = level
    session.flush()
    earlier = sa.update(Source).where(Source.merged_into_id == survivor.id)
    session.execute(earlier.values(disclosure=level))


def _reason_of(survivor: Source, reason: str) -> dict[str, str]:
    """Why, for the ledger, which reviewers read too: of a sealed source only the digest."""
    if survivor.disclosure is DisclosureLevel.SEALED:
        return {"reason_sha256": digest(reason.strip())}
    return {"reason": reason.strip()}


def _held(
    session: Session, source_id: int, into_id: int, actor: Actor
) -> tuple[Source, Source, list[Claim]]:
    """Both sources, after the pieces and claims on them: in the order in which other acts lock.

    Under this lock nobody names either until the merge is done; what was named before is here.
    """
    rows = {key: of_desk(session, Source, key, actor) for key in (source_id, into_id)}
    pieces = sa.select(Evidence.id).where(Evidence.source_id == source_id).order_by(Evidence.id)
    session.execute(pieces.with_for_update(key_share=True))
    _hold_claims(session, rows)
    for key in sorted(rows):
        session.refresh(rows[key], with_for_update=True)
    return rows[source_id], rows[into_id], _hold_claims(session, rows)


def _hold_claims(session: Session, rows: Collection[int]) -> list[Claim]:
    held = {
        claim.id: claim for key in sorted(rows) for claim in ripple.hold(session, source_id=key)
    }
    return [held[key] for key in sorted(held)]


def _move(session: Session, merged: Source, survivor: Source, actor: Actor) -> dict[str, list[int]]:
    """Let everything point at the survivor; the ids of what did, by its table."""
    _end_links(session, (merged.id, survivor.id), actor)
    hints.answer_twins(session, merged_id=merged.id, survivor_id=survivor.id, actor=actor)
    _name_accuser(session, merged, survivor.id)
    session.flush()
    moved = {}
    for column in MOVED:
        these = column == merged.id
        if column is DerivationHint.parent_source_id:
            these &= DerivationHint.child_id.not_in(hints.children_of(survivor.id))
        table = column.class_
        ids = session.scalars(sa.select(table.id).where(these).order_by(table.id)).all()
        change = sa.update(table).where(these).values({column.key: survivor.id})
        session.execute(change.execution_options(synchronize_session=False))
        moved[table.__tablename__] = list(ids)
    _forget(session)
    hints.answer_settled(session, source_id=survivor.id, actor=actor)
    return {table: ids for table, ids in moved.items() if ids}


def _forget(session: Session) -> None:
    """What the session knows of such rows was read before they moved."""
    tables = {column.class_ for column in MOVED}
    for row in [*session]:
        if type(row) in tables:
            session.expire(row)


def _end_links(session: Session, both: Sequence[int], actor: Actor) -> None:
    """End what would say the same twice, the earlier of two; and that a piece is from its source.

    A doubt how a piece comes from what is its own source now is one about nothing in particular.
    """
    rows = session.execute(
        sa.select(Derivation, Evidence.source_id)
        .join(Evidence, Evidence.id == Derivation.child_id)
        .where(Derivation.parent_source_id.in_(both), Derivation.ended_at.is_(None))
        .order_by(Derivation.created_at.desc(), Derivation.id.desc())
    ).all()
    doubted = _doubted(session, [link.child_id for link, _ in rows])
    seen: set[int] = set()
    for link, own in rows:
        if link.child_id in seen:
            _end(link, actor, SAID_TWICE)
        elif own in both and link.kind is DerivationKind.UNKNOWN and link.child_id not in doubted:
            link.parent_source_id = None
        elif own in both:
            _end(link, actor, ITS_OWN)
        seen.add(link.child_id)


def _doubted(session: Session, pieces: Collection[int]) -> frozenset[int]:
    """Those of these pieces of which it is said that nobody knows whence they come."""
    said = sa.select(Derivation.child_id).where(
        Derivation.child_id.in_(pieces),
        Derivation.parent_id.is_(None),
        Derivation.parent_source_id.is_(None),
        Derivation.ended_at.is_(None),
    )
    return frozenset(session.scalars(said))


def _end(link: Derivation, actor: Actor, reason: str) -> None:
    link.ended_at, link.ended_by_id, link.ended_reason = now(), actor.user_id, reason


def _name_accuser(session: Session, merged: Source, survivor_id: int) -> None:
    """Accusers that were known by the merged source's name alone are known by a row's number."""
    unlinked = (Accusation.desk_id == merged.desk_id, Accusation.accuser_source_id.is_(None))
    names = session.scalars(sa.select(Accusation.accuser).where(*unlinked).distinct())
    same = [name for name in names if _folded(name) == _folded(merged.name)]
    session.execute(
        sa.update(Accusation)
        .where(*unlinked, Accusation.accuser.in_(same))
        .values(accuser_source_id=survivor_id)
        .execution_options(synchronize_session=False)
    )


def _folded(name: str) -> str:
    return name.casefold().strip()
