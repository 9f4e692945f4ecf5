"""What rests on pieces of evidence or on a source: pieces, claims, and signed words."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.vocabulary import ClaimState
from review.models import Accusation, Claim, ClaimEvidence, SignOff, Source
from review.queries.claim_file import is_accuser
from review.queries.lineage import descending_from, resting_on_source


@dataclass(frozen=True)
class Reach:
    """How far pieces or a source reach.

    `pieces` are those asked for and all that comes from them or from the source, each with the
    piece asked for that it comes from, None where that is the source. `claims` are the claims they
    are on, withdrawn ones left out, in the same way. `accused` are claims whose accuser it is.
    """

    source_id: int | None = None
    pieces: dict[int, int | None] = field(default_factory=dict)
    claims: dict[int, int | None] = field(default_factory=dict)
    accused: frozenset[int] = frozenset()

    def in_words(self, content: Mapping[str, Any]) -> tuple[bool, int | None]:
        """Whether signed content rests on what was asked for, and on which piece."""
        for item in (*content["evidence"], *content.get("forebears", ())):
            if item["id"] in self.pieces:
                return True, self.pieces[item["id"]]
            if item["source"] and item["source"]["id"] == self.source_id:
                return True, None
        accused = content["claim"]["id"] in self.accused
        return accused and content["accusation"] is not None, None


def reach_of(session: Session, *, evidence_ids: Collection[int], source_id: int | None) -> Reach:
    """What rests on these pieces and on this source now: three queries a piece or source."""
    reach = Reach(source_id)
    for key in sorted(set(evidence_ids)):
        _further(session, reach, descending_from([key]), key)
    if source_id is None:
        return reach
    _further(session, reach, resting_on_source(source_id), None)
    accused = _accused_by(session, session.get_one(Source, source_id))
    for claim_id in _live(session, Claim.id.in_(accused)):
        reach.claims.setdefault(claim_id, None)
    return Reach(source_id, reach.pieces, reach.claims, accused)


def _further(session: Session, reach: Reach, pieces: sa.Select[int], root: int | None) -> None:
    for piece_id in session.scalars(pieces):
        reach.pieces.setdefault(piece_id, root)
    attached = sa.select(ClaimEvidence.claim_id).where(
        ClaimEvidence.evidence_id.in_(pieces), ClaimEvidence.detached_at.is_(None)
    )
    for claim_id in _live(session, Claim.id.in_(attached)):
        reach.claims.setdefault(claim_id, root)


def _live(session: Session, these: sa.ColumnElement[bool]) -> Sequence[int]:
    return session.scalars(
        sa.select(Claim.id).where(these, Claim.state != ClaimState.WITHDRAWN).order_by(Claim.id)
    ).all()


def _accused_by(session: Session, source: Source) -> frozenset[int]:
    records = session.scalars(sa.select(Accusation).filter_by(desk_id=source.desk_id))
    return frozenset(record.claim_id for record in records if is_accuser(record, source))


@dataclass(frozen=True, slots=True)
class SignedOn:
    """Words that were signed, now or once, and that rest on what was asked for."""

    claim_id: int
    article_id: int
    content_hash: str
    signed_at: datetime
    evidence_id: int | None


def signed_on(session: Session, reach: Reach) -> Iterator[SignedOn]:
    """Every signature, standing or ended, whose words rest on what is reached.

    What was taken off since, or came from it by a link that was taken back, counts as well: the
    words were signed as they were.
    """
    ever = [descending_from(list(reach.pieces), ever=True)]
    if reach.source_id is not None:
        ever.append(resting_on_source(reach.source_id, ever=True))
    on_claims = sa.select(ClaimEvidence.claim_id).where(
        sa.or_(*(ClaimEvidence.evidence_id.in_(pieces) for pieces in ever))
    )
    rows = session.execute(
        sa.select(SignOff.claim_id, Claim.article_id, SignOff.content_hash, SignOff.signed_at,
                  SignOff.content)
        .join(Claim, Claim.id == SignOff.claim_id)
        .where(sa.or_(Claim.id.in_(on_claims), Claim.id.in_(reach.accused)))
        .order_by(SignOff.id)
    )  # fmt: skip
    for row in rows:
        rests, evidence_id = reach.in_words(row.content)
        if rests:
            signed = row.claim_id, row.article_id, row.content_hash, row.signed_at
            yield SignedOn(*signed, evidence_id)
