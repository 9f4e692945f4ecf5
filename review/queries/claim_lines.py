"""Claims as lists show them, a line each. No verdict, grade or answer of anybody is read here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.policy import Actor, Permission, may
from review.domain.priority import band
from review.domain.vocabulary import CheckpointKind, ClaimKind, ClaimState, LeaseOutcome
from review.domain.workflow import RULES, Action
from review.models import Accusation, Article, Assignment, Checkpoint, Claim, User
from review.queries.wishes import meant

# What catches the eye in a line; a date or a quotation set off as well would set off everything.
SET_OFF = (CheckpointKind.NAME, CheckpointKind.FIGURE, CheckpointKind.DATE)

Row = sa.Row[*tuple[Any, ...]]

# A line names the weightiest reasons; the claim's own page names all of them.
REASONS = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a claim's words; `set_off` when it is a name, a figure or a date."""

    text: str
    set_off: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone who has the claim on loan until `until`."""

    name: str
    until: datetime
    is_me: bool


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom an editor wishes to take the claim; `name` and `note` are for editors and that person.

    Everybody else reads only that it is meant for a colleague, so that they leave it alone.
    """

    name: str
    note: str
    until: datetime
    is_me: bool


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim of a list; who has assessed it, and how many have, is not in it."""

    id: int
    number: int
    pieces: tuple[Piece, ...]
    kind: ClaimKind
    band: str
    why: tuple[str, ...]
    said_by: str
    state: ClaimState
    holders: tuple[Holder, ...]
    meant: Meant | None
    flagged: bool
    created_at: datetime
    due_at: datetime | None
    sent_back_reason: str
    article_id: int
    article: str

    @property
    def waits(self) -> bool:
        """Whether it stands where it can be taken, and so be given to somebody."""
        return self.state in RULES[Action.TAKE].sources

    @property
    def mine_until(self) -> datetime | None:
        """Until when the reader holds it."""
        return next((holder.until for holder in self.holders if holder.is_me), None)


def claim_lines(
    session: Session, claim_ids: Collection[int], *, actor: Actor, at: datetime
) -> Mapping[int, ClaimLine]:
    """The lines of these claims by id, in four queries however many they are."""
    rows = session.execute(_claims(claim_ids, at)).all()
    points = _checkpoints(session, claim_ids)
    holders = _holders(session, claim_ids, actor, at)
    flagged = set(
        session.scalars(
            sa.select(Accusation.claim_id).where(
                Accusation.claim_id.in_(claim_ids),
                Accusation.flagged_at.is_not(None),
                Accusation.settled_at.is_(None),
            )
        )
    )
    return {
        row.id: _line(
            row,
            pieces=set_off(row.text, row.start, points[row.id]),
            holders=tuple(holders[row.id]),
            meant=_meant(row, actor),
            flagged=row.id in flagged,
        )
        for row in rows
    }


def _line(row: Row, **counted: Any) -> ClaimLine:
    return ClaimLine(
        id=row.id,
        number=row.number,
        kind=row.kind,
        band=band(row.priority),
        why=tuple(row.why[:REASONS]),
        said_by=row.attributed_to,
        state=row.state,
        created_at=row.created_at,
        due_at=row.due_at,
        sent_back_reason=row.sent_back_reason,
        article_id=row.article_id,
        article=row.title,
        **counted,
    )


def _meant(row: Row, actor: Actor) -> Meant | None:
    if row.meant_name is None:
        return None
    is_me = row.meant_for_id == actor.user_id
    told = is_me or may(actor, Permission.ASSIGN_CLAIMS)
    name, note = (row.meant_name, row.meant_note) if told else ("", "")
    return Meant(name, note, row.meant_until, is_me)


def _claims(claim_ids: Collection[int], at: datetime) -> sa.Select[*tuple[Any, ...]]:
    wanted = (
        Claim.id, Claim.number, Claim.text, Claim.start, Claim.kind, Claim.priority, Claim.why,
        Claim.attributed_to, Claim.state, Claim.created_at, Claim.due_at,
        Claim.sent_back_reason, Claim.article_id, Article.title, Claim.meant_for_id,
        Claim.meant_note, Claim.meant_until, User.name.label("meant_name"),
    )  # fmt: skip
    joined = sa.select(*wanted).join(Article, Article.id == Claim.article_id)
    joined = joined.outerjoin(User, sa.and_(User.id == Claim.meant_for_id, meant(at)))
    return joined.where(Claim.id.in_(claim_ids))


def _checkpoints(
    session: Session, claim_ids: Collection[int]
) -> Mapping[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rows = session.execute(
        sa.select(Checkpoint.claim_id, Checkpoint.start, Checkpoint.end)
        .where(Checkpoint.claim_id.in_(claim_ids), Checkpoint.kind.in_(SET_OFF))
        .order_by(Checkpoint.start, Checkpoint.end.desc())
    )
    for claim_id, start, end in rows:
        found[claim_id].append((start, end))
    return found


def set_off(text: str, begins: int, points: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """Cut a claim's words at its checkpoints, in order; where two overlap the first one stands.

    `points` and `begins` count code points of the article's text, as the claim itself does.
    """
    pieces, at = [], 0
    for start, end in points:
        if start - begins < at or end - begins > len(text):
            continue
        pieces.append(Piece(text[at : start - begins]))
        at = end - begins
        pieces.append(Piece(text[start - begins : at], set_off=True))
    pieces.append(Piece(text[at:]))
    return tuple(piece for piece in pieces if piece.text)


def _holders(
    session: Session, claim_ids: Collection[int], actor: Actor, at: datetime
) -> Mapping[int, list[Holder]]:
    """Who holds each claim at this moment."""
    found: dict[int, list[Holder]] = defaultdict(list)
    rows = session.execute(
        sa.select(Assignment.claim_id, Assignment.user_id, User.name, Assignment.expires_at)
        .join(User, User.id == Assignment.user_id)
        .where(
            Assignment.claim_id.in_(claim_ids),
            Assignment.outcome == LeaseOutcome.HELD,
            Assignment.expires_at > at,
        )
        .order_by(Assignment.slot)
    )
    for row in rows:
        found[row.claim_id].append(Holder(row.name, row.expires_at, row.user_id == actor.user_id))
    return found
