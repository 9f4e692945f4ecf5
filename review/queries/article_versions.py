"""The versions of an article's text: what each changed, and which claims wait for their place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.errors import NotFound
from review.domain.vocabulary import ClaimState
from review.models import Article, ArticleVersion, Claim, LedgerEntry
from review.queries.annotated_copy import newest
from review.queries.claim_file import names_on
from review.queries.claim_words import proposed_place
from review.text.differences import Passage, passages


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of the claims when a version came in: numbers, and how many were new."""

    same: tuple[int, ...]
    moved: tuple[int, ...]
    needs_human: tuple[int, ...]
    orphan: tuple[int, ...]
    added: int


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One frozen state of the text; `by` is who brought it in, `carried` None for the first."""

    number: int
    sha256: str
    characters: int
    original_name: str
    created_at: datetime
    by: str
    carried: Carried | None


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A live claim that the newest text does not hold; `proposal` is what it may have become."""

    id: int
    number: int
    text: str
    proposal: str


@dataclass(frozen=True, slots=True)
class Versions:
    """`changes` compare version `shown` with the one before it; empty for the first."""

    article: Article
    lines: tuple[VersionLine, ...]
    left_behind: tuple[LeftBehind, ...]
    signed: int
    shown: int
    changes: tuple[Passage, ...]

    @property
    def newest(self) -> int:
        return self.lines[0].number


def versions(
    session: Session, *, article_id: int, desk_id: int, shown: int | None = None
) -> Versions:
    """Every version, and what `shown` (the newest unless given) changed. Raises NotFound."""
    article, text = newest(session, article_id=article_id, desk_id=desk_id)
    number = shown or text.number
    live = session.scalars(
        sa.select(Claim)
        .where(Claim.article_id == article.id, Claim.state != ClaimState.WITHDRAWN)
        .order_by(Claim.number)
    ).all()
    return Versions(
        article=article,
        lines=_lines(session, article.id, names_on(session, desk_id)),
        left_behind=tuple(_left(c, text.body) for c in live if c.article_version_id != text.id),
        signed=sum(claim.state is ClaimState.SIGNED_OFF for claim in live),
        shown=number,
        changes=_changes(session, article.id, number),
    )


def _left(claim: Claim, body: str) -> LeftBehind:
    place = proposed_place(claim, body)
    return LeftBehind(claim.id, claim.number, claim.text, place.of(body) if place else "")


def _changes(session: Session, article_id: int, number: int) -> tuple[Passage, ...]:
    bodies = session.execute(
        sa.select(ArticleVersion.number, ArticleVersion.body).where(
            ArticleVersion.article_id == article_id,
            ArticleVersion.number.in_([number - 1, number]),
        )
    )
    found = {row.number: row.body for row in bodies}
    if number not in found:
        raise NotFound("There is no such version of this text.", "Choose one from the list.")
    return passages(found[number - 1], found[number]) if number > 1 else ()


def _lines(session: Session, article_id: int, names: Mapping[int, str]) -> tuple[VersionLine, ...]:
    carried = _carried(session, article_id)
    rows = session.execute(
        sa.select(
            ArticleVersion.number,
            ArticleVersion.sha256,
            sa.func.length(ArticleVersion.body).label("characters"),
            ArticleVersion.original_name,
            ArticleVersion.created_at,
            ArticleVersion.created_by_id,
        )
        .where(ArticleVersion.article_id == article_id)
        .order_by(ArticleVersion.number.desc())
    )
    return tuple(
        VersionLine(
            number=row.number,
            sha256=row.sha256,
            characters=row.characters,
            original_name=row.original_name,
            created_at=row.created_at,
            by=names.get(row.created_by_id or 0, "Proofdesk"),
            carried=carried.get(row.number),
        )
        for row in rows
    )


def _carried(session: Session, article_id: int) -> Mapping[int, Carried]:
    """Version number to what the ledger says of its claims."""
    payloads = session.scalars(
        sa.select(LedgerEntry.payload).filter_by(article_id=article_id, action="add_version")
    )
    return {said["number"]: _as_carried(said) for said in payloads}


def _as_carried(said: Mapping[str, Any]) -> Carried:
    numbers = {status: tuple(given) for status, given in said["claims"].items()}
    return Carried(**numbers, added=said["added"])
