"""The kept text of a piece, a leaf at a time, with what is quoted from it marked in place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.models import Claim, ClaimEvidence, Evidence
from review.queries.evidence_text import kept_text
from review.text.leaves import leaves
from review.text.spans import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the text that a claim quotes. `leaf` counts from 1."""

    row_id: int
    number: int
    claim_id: int
    claim: str
    words: str
    leaf: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the leaf. `quoted`: a passage covers it; `begins`: those that do here."""

    text: str
    quoted: bool
    begins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WordsPage:
    """One leaf of `leaves`, and every passage quoted from the whole text."""

    leaf: int
    leaves: int
    length: int
    sha256: str
    stretches: Sequence[Stretch]
    passages: Sequence[Passage]


def words_page(
    session: Session, evidence: Evidence, *, leaf: int = 0, passage: int | None = None
) -> WordsPage | None:
    """The given leaf, else the one on which a passage begins; None where no text is kept."""
    kept = kept_text(session, evidence)
    if kept is None:
        return None
    cut, rows = leaves(kept.text), _quoted(session, evidence.id, kept.sha256)
    passages = [_passage(row, text, cut) for row, text in rows]
    wanted = next((one.leaf for one in passages if one.row_id == passage), 1)
    shown = min(max(1, leaf or wanted), len(cut))
    places = {row.id: Span(row.excerpt_start or 0, row.excerpt_end or 0) for row, _ in rows}
    return WordsPage(
        leaf=shown,
        leaves=len(cut),
        length=len(kept.text),
        sha256=kept.sha256,
        stretches=list(_stretches(kept.text, cut[shown - 1], places)),
        passages=passages,
    )


def _quoted(session: Session, evidence_id: int, sha256: str) -> Sequence[tuple[ClaimEvidence, str]]:
    """What is quoted from this very text, in its order."""
    rows = session.execute(
        sa.select(ClaimEvidence, Claim.text)
        .join(Claim, Claim.id == ClaimEvidence.claim_id)
        .where(
            ClaimEvidence.evidence_id == evidence_id,
            ClaimEvidence.detached_at.is_(None),
            ClaimEvidence.text_sha256 == sha256,
            ClaimEvidence.excerpt_start.is_not(None),
        )
        .order_by(ClaimEvidence.excerpt_start, ClaimEvidence.id)
    )
    return [(row, text) for row, text in rows]


def _passage(row: ClaimEvidence, claim: str, cut: Sequence[Span]) -> Passage:
    begins = row.excerpt_start or 0
    leaf = next(number for number, one in enumerate(cut, 1) if begins < one.end)
    return Passage(row.id, row.number, row.claim_id, claim, row.excerpt_exact, leaf)


def _stretches(text: str, leaf: Span, places: dict[int, Span]) -> Iterator[Stretch]:
    """Cut at every beginning and end of a passage, so that passages may overlap."""
    edges = {edge for place in places.values() for edge in (place.start, place.end)}
    cuts = [leaf.start, *sorted(edge for edge in edges if leaf.start < edge < leaf.end), leaf.end]
    for start, end in pairwise(cuts):
        yield Stretch(
            text[start:end],
            any(place.start <= start < place.end for place in places.values()),
            tuple(key for key, place in places.items() if place.start == start),
        )
