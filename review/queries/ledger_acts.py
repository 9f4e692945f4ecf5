"""A desk's acts as the ledger's page lists them: who did what when, the newest first."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.custody import subject_of
from review.domain.policy import BLIND_STATES, Actor, Permission, may
from review.domain.sealed import KEPT_BACK
from review.domain.vocabulary import LeaseOutcome, Role
from review.models import Assignment, Claim, LedgerEntry
from review.queries.act_words import act_words
from review.queries.custody import shown_to
from review.queries.discussion import AT_WORK, LEADING, QUIET
from review.queries.sealed_pieces import INTO, LISTED, entries_kept_back

PAGE = 50
# What would tell, of a piece from a sealed source, what or whose it is.
TELLING = frozenset(
    {"url", "final_url", "failure", "sha256", "sha512", "reason", "moved", LISTED, INTO}
)
# For whom an editor means claims is for editors and that person, who reads it in the queue.
FOR_EDITORS = frozenset({"meant_for"})


@dataclass(frozen=True, slots=True)
class Sought:
    """Which acts somebody wants to see. `before` is a number: older entries follow."""

    actor_id: int | None = None
    action: str = ""
    claim_id: int | None = None
    article_id: int | None = None
    evidence_id: int | None = None
    day: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One act. `kept` is the payload, name by name; of an act by a fellow assessor in a round that
    runs it is kept back from a reviewer, who must not read what the other thinks.
    """

    number: int
    hash: str
    at: datetime
    actor: str
    words: str
    subject: str
    claim_id: int | None
    article_id: int | None
    kept: tuple[tuple[str, str], ...]
    kept_back: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of acts, the newest first; `on` is the number before which the next page begins."""

    lines: tuple[Line, ...]
    on: int | None


def acts(session: Session, sought: Sought, *, actor: Actor, size: int = PAGE) -> Listing:
    """One page of the desk's acts, in two queries; in three where it tells of pieces."""
    rows = session.scalars(
        sa.select(LedgerEntry)
        .where(
            LedgerEntry.desk_id == actor.desk_id,
            shown_to(actor),
            *_sought(sought, actor.desk_id),
        )
        .order_by(LedgerEntry.number.desc())
        .limit(size + 1)
    ).all()
    blind, at_work = _running(session, rows[:size], actor)
    sealed = entries_kept_back(session, rows[:size], actor)
    lines = tuple(
        _line(
            row,
            kept_back=fellow or leads,
            quiet=fellow and row.action in QUIET,
            sealed=row.id in sealed,
            edits=may(actor, Permission.ASSIGN_CLAIMS),
        )
        for row in rows[:size]
        for fellow in [(row.claim_id, row.actor_id) in at_work]
        for leads in [
            row.action in LEADING and row.claim_id in blind and row.actor_id != actor.user_id
        ]
        # Asked for by its name, a quiet act would be told after all.
        if not (fellow and sought.action in QUIET)
    )
    return Listing(lines, rows[size - 1].number if len(rows) > size else None)


def _line(row: LedgerEntry, *, kept_back: bool, quiet: bool, sealed: bool, edits: bool) -> Line:
    return Line(
        number=row.number,
        hash=row.hash,
        at=row.at,
        actor=row.actor,
        words=AT_WORK if quiet else act_words(row.action),
        # A person or a desk is kept as "person:7"; what reads it by machine takes it from there.
        subject=row.subject.replace(":", " "),
        claim_id=row.claim_id,
        article_id=row.article_id,
        kept=() if kept_back else _kept(row.payload, sealed=sealed, edits=edits),
        kept_back=kept_back,
    )


def _kept(payload: dict[str, Any], *, sealed: bool, edits: bool) -> tuple[tuple[str, str], ...]:
    """Plain words as they are, everything else as JSON; nothing that tells a sealed source."""
    return tuple(
        (name, KEPT_BACK if sealed and name in TELLING else _as_words(value))
        for name, value in sorted(payload.items())
        if edits or name not in FOR_EDITORS
    )


def _as_words(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _running(
    session: Session, rows: Sequence[LedgerEntry], actor: Actor
) -> tuple[frozenset[int], frozenset[tuple[int, int]]]:
    """The claims whose round runs, and claim and person of everybody else who assesses one."""
    if Role.REVIEWER not in actor.roles:
        return frozenset(), frozenset()
    found = session.execute(
        sa.select(Claim.id, Assignment.user_id)
        .outerjoin(
            Assignment,
            sa.and_(
                Claim.id == Assignment.claim_id,
                Claim.round == Assignment.round,
                Assignment.outcome.in_([LeaseOutcome.HELD, LeaseOutcome.SUBMITTED]),
                Assignment.user_id != actor.user_id,
            ),
        )
        .where(
            Claim.id.in_({row.claim_id for row in rows if row.claim_id is not None}),
            Claim.state.in_(BLIND_STATES),
        )
    ).all()
    at_work = frozenset((claim_id, user_id) for claim_id, user_id in found if user_id is not None)
    return frozenset(claim_id for claim_id, _ in found), at_work


def _sought(sought: Sought, desk_id: int) -> Iterator[sa.ColumnElement[bool]]:
    wanted = {
        "actor_id": sought.actor_id,
        "action": sought.action or None,
        "claim_id": sought.claim_id,
        "article_id": sought.article_id,
        "subject": subject_of(sought.evidence_id) if sought.evidence_id is not None else None,
    }
    for name, value in wanted.items():
        if value is not None:
            yield getattr(LedgerEntry, name) == value
    if sought.before is not None:
        yield LedgerEntry.number < sought.before
    if sought.day is not None:
        yield from _on_day(sought.day, desk_id)


def _on_day(day: date, desk_id: int) -> Iterator[sa.ColumnElement[bool]]:
    """Acts stand in the order of time, so a day is a range of numbers."""
    begins = datetime.combine(day, time(), UTC)
    ours = sa.and_(
        LedgerEntry.desk_id == desk_id,
        LedgerEntry.at >= begins,
        LedgerEntry.at < begins + timedelta(days=1),
    )
    yield (
        LedgerEntry.number
        >= sa.select(sa.func.min(LedgerEntry.number)).where(ours).scalar_subquery()
    )
    yield (
        LedgerEntry.number
        <= sa.select(sa.func.max(LedgerEntry.number)).where(ours).scalar_subquery()
    )


def kinds_of_act(session: Session, *, desk_id: int) -> tuple[str, ...]:
    """Every act that the desk's ledger knows, by walking its index from name to name."""
    first = sa.select(sa.func.min(LedgerEntry.action)).where(LedgerEntry.desk_id == desk_id)
    names = sa.select(first.scalar_subquery().label("action")).cte("names", recursive=True)
    following = (
        sa.select(sa.func.min(LedgerEntry.action))
        .where(LedgerEntry.desk_id == desk_id, LedgerEntry.action > names.c.action)
        .scalar_subquery()
    )
    names = names.union_all(sa.select(following).where(names.c.action.is_not(None)))
    return tuple(session.scalars(sa.select(names.c.action).where(names.c.action.is_not(None))))
