"""Suggesting where a piece comes from, and what a person answers to that.

The worker looks once a piece has words of its own. Nothing it finds counts before a person has
taken it; what was refused is not suggested again.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.db import Sessions, now
from review.domain.errors import Conflict, NotFound
from review.domain.policy import Actor
from review.domain.vocabulary import CapturePurpose, CaptureStep, TextStatus
from review.models import Capture, Derivation, DerivationHint, Evidence
from review.queries.hint_facts import Known, read_around
from review.services.derivations import Parent, derive, require_on_descent
from review.services.ledger import record
from review.services.likely_parents import Guess, likely
from review.services.loading import LOCK, of_desk
from review.stores.store import MissingBytesError, Store

REFUSE = "refuse_hint"
# A page names its own address near its top.
HEAD_BYTES = 200_000
AT_ONCE = 100


def due(session: Session, evidence_id: int) -> None:
    """Have a piece looked at, anew where that was done: it stands beside others now."""
    session.execute(
        sa.update(Evidence)
        .where(Evidence.id == evidence_id)
        .values(hints_due_at=now())
        .execution_options(synchronize_session=False)
    )


def waiting(sessions: Sessions) -> list[int]:
    """Pieces to look at, whose words are there or are not coming."""
    coming = sa.exists().where(
        Capture.evidence_id == Evidence.id,
        Capture.purpose == CapturePurpose.FIRST,
        Capture.step != CaptureStep.DONE,
    )
    with sessions.read() as session:
        return list(
            session.scalars(
                sa.select(Evidence.id)
                .where(
                    Evidence.hints_due_at.is_not(None),
                    Evidence.text_status != TextStatus.PENDING,
                    ~coming,
                )
                .order_by(Evidence.hints_due_at)
                .limit(AT_ONCE)
            )
        )


def look(sessions: Sessions, store: Store, *, evidence_id: int) -> int:
    """Suggest what a piece may come from, and what may come from it. Safe to call again.

    The comparing is done outside any transaction; returns how many suggestions are new.
    """
    with sessions.read() as session:
        known = read_around(session, lambda sha256: _head(store, sha256), evidence_id)
    if known is None:
        return 0
    guesses = likely(known)
    with sessions.write.begin() as session:
        evidence = session.get_one(Evidence, evidence_id, with_for_update=LOCK)
        _looked(session, evidence, known)
        fresh = [guess for guess in guesses if not _settled(session, guess)]
        session.add_all(_hint(evidence.desk_id, guess) for guess in fresh)
        return len(fresh)


def _head(store: Store, sha256: str) -> str:
    try:
        with store.open(sha256) as stream:
            return stream.read(HEAD_BYTES).decode("utf-8", "replace")
    except MissingBytesError:
        return ""


def _looked(session: Session, evidence: Evidence, known: Known) -> None:
    """Keep the page's own address, without a new version: nothing that people wrote changed."""
    again = evidence.hints_due_at if evidence.hints_due_at != known.due_at else None
    session.execute(
        sa.update(Evidence)
        .where(Evidence.id == evidence.id)
        .values(canonical_url=known.piece.address, hints_due_at=again)
        .execution_options(synchronize_session=False)
    )


def _settled(session: Session, guess: Guess) -> bool:
    """Whether a link or a suggestion between the two is there already, either way round."""
    for kind in (Derivation, DerivationHint):
        pair = kind.child_id == guess.child_id
        if guess.source_id is not None:
            pair &= kind.parent_source_id == guess.source_id
        else:
            back = sa.and_(kind.child_id == guess.parent_id, kind.parent_id == guess.child_id)
            pair = sa.or_(pair & (kind.parent_id == guess.parent_id), back)
        if session.scalars(sa.select(kind.id).where(pair).limit(1)).first() is not None:
            return True
    return False


def _hint(desk_id: int, guess: Guess) -> DerivationHint:
    return DerivationHint(
        desk_id=desk_id,
        child_id=guess.child_id,
        parent_id=guess.parent_id,
        parent_source_id=guess.source_id,
        kind=guess.kind,
        why=guess.why,
        words=guess.words,
        score=guess.score,
        found_at=now(),
    )


def answer(session: Session, *, hint_id: int, actor: Actor, taken: bool) -> DerivationHint:
    """Take a suggestion, which makes the link, or refuse it. Either stands in the ledger."""
    row = session.get(DerivationHint, hint_id, with_for_update=LOCK)
    if row is None or row.desk_id != actor.desk_id:
        raise NotFound("There is no such suggestion on this desk.", "Check the address.")
    if row.answered_at is not None:
        raise Conflict("This suggestion was answered already.", "Load the page again.")
    row.answered_at, row.answered_by_id, row.taken = now(), actor.user_id, taken
    if not taken:
        _refuse(session, row, actor)
        return row
    derive(
        session,
        evidence_id=row.child_id,
        parent=Parent(row.parent_id, row.parent_source_id),
        kind=row.kind,
        actor=actor,
        suggested=row.why,
    )
    return row


def _refuse(session: Session, row: DerivationHint, actor: Actor) -> None:
    child = of_desk(session, Evidence, row.child_id, actor, lock=True)
    require_on_descent(session, child, actor)
    told = {"parent": row.parent_id, "parent_source": row.parent_source_id}
    record(
        session,
        actor=actor,
        action=REFUSE,
        subject=f"evidence {child.id}",
        payload={
            **{name: key for name, key in told.items() if key is not None},
            "kind": row.kind.value,
            "suggested": row.why.value,
        },
    )


def children_of(source_id: int) -> sa.Select[int]:
    """The ids of pieces for which a source was suggested, whatever was answered."""
    return sa.select(DerivationHint.child_id).where(DerivationHint.parent_source_id == source_id)


def answer_twins(session: Session, *, merged_id: int, survivor_id: int, actor: Actor) -> None:
    """Where two sources become one: of two suggestions for one piece the survivor's stays, with
    whichever answer there was. Part of another act, so it writes no ledger row of its own.
    """
    rows = session.scalars(
        sa.select(DerivationHint).where(
            DerivationHint.parent_source_id.in_([merged_id, survivor_id]),
            DerivationHint.child_id.in_(children_of(merged_id)),
            DerivationHint.child_id.in_(children_of(survivor_id)),
        )
    ).all()
    twins = {(row.parent_source_id, row.child_id): row for row in rows}
    for child in {row.child_id for row in rows}:
        mine, stays = twins[merged_id, child], twins[survivor_id, child]
        if stays.answered_at is None and mine.answered_at is not None:
            stays.answered_at, stays.answered_by_id = mine.answered_at, mine.answered_by_id
            stays.taken = mine.taken
        elif mine.answered_at is None:
            _settle(mine, actor, taken=False)


def answer_settled(session: Session, *, source_id: int, actor: Actor) -> None:
    """Answer suggestions of what is so already: the piece's own source, or a link that stands."""
    rows = session.execute(
        sa.select(DerivationHint, Evidence.source_id, Derivation.id)
        .join(Evidence, Evidence.id == DerivationHint.child_id)
        .outerjoin(
            Derivation,
            sa.and_(
                Derivation.child_id == DerivationHint.child_id,
                Derivation.parent_source_id == source_id,
                Derivation.ended_at.is_(None),
            ),
        )
        .where(DerivationHint.parent_source_id == source_id, DerivationHint.answered_at.is_(None))
    ).all()
    for hint, own, link in rows:
        if own == source_id or link is not None:
            _settle(hint, actor, taken=link is not None)


def _settle(hint: DerivationHint, actor: Actor, *, taken: bool) -> None:
    hint.answered_at, hint.answered_by_id, hint.taken = now(), actor.user_id, taken
