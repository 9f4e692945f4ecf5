"""One piece of evidence: where it came from, what is kept of it, and every claim it bears on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, undefer

from review.domain.policy import Actor
from review.domain.sealed import KEPT_BACK, SEALED_PIECE
from review.domain.vocabulary import ClaimState, DerivationKind, EvidenceKind
from review.models import Article, Capture, Claim, ClaimEvidence, Derivation, Evidence, Source
from review.queries.excerpts import ExcerptLine, excerpt_line
from review.queries.sealed_pieces import may_read
from review.queries.source_names import hidden_from, shown_name


@dataclass(frozen=True, slots=True)
class BearsOn:
    claim_id: int
    number: int
    text: str
    state: ClaimState
    article: str
    locator: str
    excerpt: str
    looked: ExcerptLine | None
    detached: bool


@dataclass(frozen=True, slots=True)
class Kin:
    """A piece that this one comes from, or that comes from it."""

    evidence_id: int
    title: str
    kind: DerivationKind
    reason: str


@dataclass(frozen=True, slots=True)
class Named:
    """A source that the piece is said to come from; without a name, that nobody knows whence."""

    source_id: int | None
    name: str
    kind: DerivationKind
    reason: str


@dataclass(frozen=True, slots=True)
class KeptBack:
    """What is told of a piece from a sealed source to those who may not read it."""

    id: int
    kind: EvidenceKind
    added_at: datetime
    source: Source | None
    title: str = SEALED_PIECE
    url: str = ""
    file_name: str = KEPT_BACK
    note: str = ""
    media_type: str = ""
    size: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """`readable` is whether the reader may know what the piece is, and have its bytes."""

    evidence: Evidence | KeptBack
    readable: bool
    added_by: str
    captures: Sequence[Capture]
    bears_on: Sequence[BearsOn]
    parents: Sequence[Kin]
    children: Sequence[Kin]
    named: Sequence[Named] = ()


def piece_of(session: Session, evidence: Evidence, added_by: str, actor: Actor) -> Piece:
    """Everything about one piece that `actor` may read, in four queries."""
    captures = (
        sa.select(Capture)
        .filter_by(evidence_id=evidence.id)
        .options(undefer(Capture.request_headers), undefer(Capture.response_headers))
        .order_by(Capture.id.desc())
    )
    parents = _parents(session, actor, evidence.id)
    piece = Piece(
        evidence=evidence,
        readable=True,
        added_by=added_by,
        captures=session.scalars(captures).all(),
        bears_on=_bears_on(session, evidence.id, evidence.kind),
        parents=[one for one in parents if isinstance(one, Kin)],
        children=_children(session, actor, evidence.id),
        named=[one for one in parents if isinstance(one, Named)],
    )
    return piece if may_read(session, evidence, actor) else _bare(piece, evidence)


def _bare(piece: Piece, row: Evidence) -> Piece:
    return replace(
        piece,
        evidence=KeptBack(row.id, row.kind, row.added_at, row.source),
        readable=False,
        captures=(),
        bears_on=[replace(one, locator="", excerpt="", looked=None) for one in piece.bears_on],
        parents=[replace(one, reason="") for one in piece.parents],
        children=[replace(one, reason="") for one in piece.children],
        named=[replace(one, reason="") for one in piece.named],
    )


def found(session: Session, evidence_id: int, desk_id: int) -> Evidence | None:
    """The piece with its source, when it is this desk's."""
    return session.scalars(
        sa.select(Evidence)
        .filter_by(id=evidence_id, desk_id=desk_id)
        .options(joinedload(Evidence.source))
    ).one_or_none()


def _bears_on(session: Session, evidence_id: int, kind: EvidenceKind) -> Sequence[BearsOn]:
    rows = session.execute(
        sa.select(ClaimEvidence, Claim.text, Claim.state, Article.title)
        .join(Claim, Claim.id == ClaimEvidence.claim_id)
        .join(Article, Article.id == Claim.article_id)
        .where(ClaimEvidence.evidence_id == evidence_id)
        .order_by(ClaimEvidence.id)
    )
    return [
        BearsOn(
            claim_id=row.claim_id,
            number=row.number,
            text=text,
            state=state,
            article=article,
            locator=row.locator,
            excerpt=row.excerpt,
            looked=None if row.detached_at else excerpt_line(row, kind),
            detached=row.detached_at is not None,
        )
        for row, text, state, article in rows
    ]


def _children(session: Session, actor: Actor, evidence_id: int) -> Sequence[Kin]:
    rows = session.execute(
        sa.select(
            Evidence.id, Evidence.title, Derivation.kind, Derivation.reason,
            sa.func.coalesce(hidden_from(actor), sa.false()).label("hidden"),
        )
        .join(Derivation, Derivation.child_id == Evidence.id)
        .outerjoin(Source, Source.id == Evidence.source_id)
        .where(Derivation.parent_id == evidence_id, Derivation.ended_at.is_(None))
        .order_by(Derivation.id)
    )  # fmt: skip
    return [_kin(row) for row in rows]


def _parents(session: Session, actor: Actor, evidence_id: int) -> Sequence[Kin | Named]:
    """Pieces and sources, and that nobody knows whence, in the order in which it was said."""
    rows = session.execute(
        sa.select(
            Evidence.id, Evidence.title, Derivation.kind, Derivation.reason,
            Source.id.label("source_id"), shown_name(actor).label("name"),
            sa.func.coalesce(hidden_from(actor), sa.false()).label("hidden"),
        )
        .select_from(Derivation)
        .outerjoin(Evidence, Evidence.id == Derivation.parent_id)
        .outerjoin(
            Source,
            Source.id == sa.func.coalesce(Evidence.source_id, Derivation.parent_source_id),
        )
        .where(Derivation.child_id == evidence_id, Derivation.ended_at.is_(None))
        .order_by(Derivation.id)
    )  # fmt: skip
    return [_kin(row) if row.id is not None else _named(row) for row in rows]


def _kin(row: sa.Row[*tuple[Any, ...]]) -> Kin:
    if row.hidden:
        return Kin(row.id, SEALED_PIECE, row.kind, "")
    return Kin(row.id, row.title, row.kind, row.reason)


def _named(row: sa.Row[*tuple[Any, ...]]) -> Named:
    return Named(row.source_id, row.name or "", row.kind, "" if row.hidden else row.reason)
