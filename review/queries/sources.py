"""The register of sources: a page of it, and one source with all that rests on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.errors import NotFound
from review.domain.policy import Actor, Permission, may
from review.domain.vocabulary import DisclosureLevel, SourceKind, SourceLetter
from review.models import ClaimEvidence, Evidence, Source, SourceLetterChange, User
from review.queries.finding import holds, words_of
from review.queries.paging import PAGE, Page, beyond, read_cursor, write_cursor
from review.queries.source_names import hidden_from, shown_key, shown_name


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source of the register; `pieces` and `claims` count what rests on it now."""

    id: int
    name: str
    kind: SourceKind
    letter: SourceLetter
    disclosure: DisclosureLevel
    pieces: int
    claims: int


@dataclass(frozen=True, slots=True)
class LetterGiven:
    letter: SourceLetter
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One source as the reader may know it: where it is sealed to them, only what tells nothing."""

    id: int
    version: int
    name: str
    kind: SourceKind
    letter: SourceLetter
    disclosure: DisclosureLevel
    hidden: bool
    domain: str
    owner: str
    notes: str
    created_at: datetime
    letters: tuple[LetterGiven, ...]
    may_edit: bool
    merged_into: int | None


def register(
    session: Session,
    *,
    actor: Actor,
    words: str = "",
    letter: SourceLetter | None = None,
    number: int | None = None,
    after: str = "",
    size: int = PAGE,
) -> Page[SourceLine]:
    """One page of the register by name, in two queries."""
    wanted = {Source.letter: letter, Source.id: number}
    these = [column == value for column, value in wanted.items() if value is not None]
    these += [_called(actor, word) for word in words_of(words)]
    listed = _standing(actor).where(*these).cte("listed")
    total = sa.select(sa.func.count()).select_from(listed).scalar_subquery()
    order, seen = [listed.c.key, listed.c.id], read_cursor(after, (str, int))
    rows = session.execute(
        sa.select(
            Source.id, shown_name(actor).label("name"), Source.kind, Source.letter,
            Source.disclosure, listed.c.key, total.label("total"),
        )
        .join(listed, listed.c.id == Source.id)
        .where(beyond(order, seen) if seen else sa.true())
        .order_by(*order)
        .limit(size + 1)
    ).all()  # fmt: skip
    shown = rows[:size]
    resting = resting_counts(session, [row.id for row in shown])
    lines = tuple(
        SourceLine(
            row.id, row.name, row.kind, row.letter, row.disclosure, *resting.get(row.id, (0, 0))
        )
        for row in shown
    )
    on = write_cursor((shown[-1].key, shown[-1].id)) if len(rows) > size else ""
    return Page(lines, on, rows[0].total if rows else 0)


def _standing(actor: Actor) -> sa.Select[int, str]:
    """The sources of the desk that were not merged into another, each with what sorts it."""
    return sa.select(Source.id, shown_key(actor).label("key")).where(
        Source.desk_id == actor.desk_id, Source.merged_into_id.is_(None)
    )


def _called(actor: Actor, word: str) -> sa.ColumnElement[bool]:
    """That a source, or one that was merged into it, has the word in its name."""
    merged = sa.orm.aliased(Source)
    names = sa.select(merged.merged_into_id).where(
        merged.desk_id == actor.desk_id,
        merged.merged_into_id.is_not(None),
        holds(shown_key(actor, merged), word),
    )
    return sa.or_(holds(shown_key(actor), word), Source.id.in_(names))


def resting_counts(session: Session, source_ids: list[int]) -> Mapping[int, tuple[int, int]]:
    """How many pieces of evidence and how many claims rest on each source."""
    distinct = (
        sa.func.count(sa.distinct(Evidence.id)),
        sa.func.count(sa.distinct(ClaimEvidence.claim_id)),
    )
    rows = session.execute(
        sa.select(Evidence.source_id, *distinct)
        .join(ClaimEvidence, ClaimEvidence.evidence_id == Evidence.id)
        .where(Evidence.source_id.in_(source_ids), ClaimEvidence.detached_at.is_(None))
        .group_by(Evidence.source_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows if row[0] is not None}


def source_file(session: Session, *, source_id: int, actor: Actor) -> SourceFile:
    """One source of the desk with its letters over time. Raises NotFound."""
    hidden = hidden_from(actor)
    row = session.execute(
        sa.select(Source, shown_name(actor).label("name"), hidden.label("hidden")).where(
            Source.id == source_id, Source.desk_id == actor.desk_id
        )
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such source on this desk.", "Look in the register.")
    source: Source = row[0]
    kept: dict[str, Any] = {"domain": "", "owner": "", "notes": ""}
    if not row.hidden:
        kept = {"domain": source.domain, "owner": source.owner, "notes": source.notes}
    return SourceFile(
        id=source.id,
        version=source.version,
        name=row.name,
        kind=source.kind,
        letter=source.letter,
        disclosure=source.disclosure,
        hidden=bool(row.hidden),
        created_at=source.created_at,
        letters=_letters(session, source.id, hidden=bool(row.hidden)),
        may_edit=may(actor, Permission.EDIT_SOURCES) and not row.hidden,
        merged_into=source.merged_into_id,
        **kept,
    )


def _letters(session: Session, source_id: int, *, hidden: bool) -> tuple[LetterGiven, ...]:
    """The newest first. A reason may tell whose it is, so it is kept back with the name."""
    rows = session.execute(
        sa.select(SourceLetterChange, User.name)
        .join(User, User.id == SourceLetterChange.user_id)
        .where(SourceLetterChange.source_id == source_id)
        .order_by(SourceLetterChange.id.desc())
    )
    return tuple(
        LetterGiven(given.letter, "" if hidden else given.reason, name, given.changed_at)
        for given, name in rows
    )
