"""Sources that may be one body, and what merging two of them would move: seen before it is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.disclosure import strictest
from review.domain.errors import NotFound
from review.domain.policy import Actor
from review.domain.vocabulary import ClaimState, DisclosureLevel, SourceKind, SourceLetter
from review.models import (
    Accusation,
    Claim,
    ClaimEvidence,
    Derivation,
    DerivationHint,
    Evidence,
    Source,
    SourceLetterChange,
    User,
)
from review.queries.lineage import resting_on_source
from review.queries.sources import LetterGiven, register, resting_counts
from review.text.same_body import bare_domain, bare_name

# Enough to choose from; who looks for one among more writes more of its name.
MOST = 12
MOST_SOURCES = 5000
SAME_NAME = "The name is the same but for case, blanks, punctuation or an article."
SAME_DOMAIN = "It has the same web domain."


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source to merge with; `why` is what makes the desk think so, empty for one looked for."""

    id: int
    name: str
    kind: SourceKind
    letter: SourceLetter
    pieces: int
    claims: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Moves:
    """What goes along, by count; `signed` and `waiting` are claims that rest on what does."""

    pieces: int
    links: int
    suggestions: int
    accusations: int
    earlier: int
    signed: int
    waiting: int


@dataclass(frozen=True)
class Merging:
    """Two sources side by side, for an editor, who knows both by name."""

    merged: Source
    survivor: Source
    pieces: Mapping[int, int]
    moves: Moves

    @property
    def disclosure(self) -> DisclosureLevel:
        """The rule for the name that holds for both afterwards."""
        return strictest([self.merged.disclosure, self.survivor.disclosure])


@dataclass(frozen=True, slots=True)
class MergedLine:
    """A source that was merged into this one, with its letters over time, the newest first."""

    id: int
    name: str
    letter: SourceLetter
    reason: str
    by: str
    at: datetime
    letters: Sequence[LetterGiven]


def likely_same(session: Session, *, source_id: int, desk_id: int) -> tuple[Candidate, ...]:
    """Sources of the desk that are written like this one, or of its domain. Suggestions only."""
    rows = session.execute(
        sa.select(Source.id, Source.name, Source.domain, Source.kind, Source.letter)
        .where(Source.desk_id == desk_id, Source.merged_into_id.is_(None))
        .order_by(Source.id.desc())
        .limit(MOST_SOURCES)
    ).all()
    one = next((row for row in rows if row.id == source_id), None)
    if one is None:
        return ()
    name, domain = bare_name(one.name), bare_domain(one.domain)
    found = [(row, _why(row, name, domain)) for row in rows if row.id != source_id]
    alike = [(row, why) for row, why in found if why][:MOST]
    resting = resting_counts(session, [row.id for row, _ in alike]) if alike else {}
    return tuple(
        Candidate(row.id, row.name, row.kind, row.letter, *resting.get(row.id, (0, 0)), why)
        for row, why in alike
    )


def _why(
    row: sa.Row[*tuple[int, str, str, SourceKind, SourceLetter]], name: str, domain: str
) -> str:
    if name and bare_name(row.name) == name:
        return SAME_NAME
    # Most are told apart without taking their domain to pieces.
    maybe = domain and domain in row.domain.casefold()
    return SAME_DOMAIN if maybe and bare_domain(row.domain) == domain else ""


def found_for(
    session: Session, *, source_id: int, words: str, number: int | None, actor: Actor
) -> tuple[Candidate, ...]:
    """The first sources whose name holds the words, and before them the one of that number."""
    page = register(session, actor=actor, words=words, size=MOST).rows
    lines = [line for line in page if line.id != number]
    if number is not None:
        lines = [*register(session, actor=actor, number=number).rows, *lines]
    return tuple(
        Candidate(line.id, line.name, line.kind, line.letter, line.pieces, line.claims)
        for line in lines
        if line.id != source_id
    )


def merging(session: Session, *, source_id: int, into_id: int, desk_id: int) -> Merging:
    """What would happen. Raises NotFound where the one that is to stay is not on the desk."""
    rows = sa.select(Source).where(
        Source.id.in_([source_id, into_id]),
        Source.desk_id == desk_id,
        Source.merged_into_id.is_(None),
    )
    found = {row.id: row for row in session.scalars(rows)}
    if found.keys() != {source_id, into_id}:
        raise NotFound("There is no such source to merge with.", "Look for it in the register.")
    resting = resting_counts(session, list(found))
    return Merging(
        merged=found[source_id],
        survivor=found[into_id],
        pieces={key: resting.get(key, (0, 0))[0] for key in found},
        moves=_moves(session, source_id),
    )


def _moves(session: Session, source_id: int) -> Moves:
    states = _states(session, source_id)
    return Moves(
        pieces=_count(session, Evidence.source_id == source_id),
        links=_count(
            session, Derivation.parent_source_id == source_id, Derivation.ended_at.is_(None)
        ),
        suggestions=_count(
            session,
            DerivationHint.parent_source_id == source_id,
            DerivationHint.answered_at.is_(None),
        ),
        accusations=_count(session, Accusation.accuser_source_id == source_id),
        earlier=_count(session, Source.merged_into_id == source_id),
        signed=states.get(ClaimState.SIGNED_OFF, 0),
        waiting=states.get(ClaimState.AWAITING_SIGN_OFF, 0)
        + states.get(ClaimState.ADJUDICATION, 0),
    )


def _count(session: Session, *these: sa.ColumnElement[bool]) -> int:
    return session.scalars(sa.select(sa.func.count()).where(*these)).one()


def _states(session: Session, source_id: int) -> Mapping[ClaimState, int]:
    """How many claims rest on a source, and on what comes from it, in each state."""
    resting = sa.select(ClaimEvidence.claim_id).where(
        ClaimEvidence.evidence_id.in_(resting_on_source(source_id)),
        ClaimEvidence.detached_at.is_(None),
    )
    rows = session.execute(
        sa.select(Claim.state, sa.func.count()).where(Claim.id.in_(resting)).group_by(Claim.state)
    )
    return {row[0]: row[1] for row in rows}


def merged_into(session: Session, *, source_id: int) -> tuple[MergedLine, ...]:
    """What was merged into a source, the newest first, in two queries at most.

    For those who may know the source: its twins are as secret as it is.
    """
    rows = session.execute(
        sa.select(Source, User.name)
        .outerjoin(User, User.id == Source.merged_by_id)
        .where(Source.merged_into_id == source_id)
        .order_by(Source.merged_at.desc(), Source.id.desc())
    ).all()
    letters = _letters(session, [row.id for row, _ in rows]) if rows else {}
    return tuple(
        MergedLine(row.id, row.name, row.letter, row.merged_reason, by or "",
                   row.merged_at or row.created_at, letters.get(row.id, ()))
        for row, by in rows
    )  # fmt: skip


def _letters(session: Session, source_ids: Sequence[int]) -> Mapping[int, Sequence[LetterGiven]]:
    found: dict[int, list[LetterGiven]] = {}
    rows = session.execute(
        sa.select(SourceLetterChange, User.name)
        .join(User, User.id == SourceLetterChange.user_id)
        .where(SourceLetterChange.source_id.in_(source_ids))
        .order_by(SourceLetterChange.id.desc())
    )
    for given, by in rows:
        line = LetterGiven(given.letter, given.reason, by, given.changed_at)
        found.setdefault(given.source_id, []).append(line)
    return found
