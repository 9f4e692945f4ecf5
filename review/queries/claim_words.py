"""What an editor needs to change which words a claim is: its passage, and its neighbours."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.errors import NotFound
from review.domain.policy import Actor, available_actions
from review.domain.vocabulary import ClaimKind, ClaimState
from review.domain.workflow import Action
from review.models import Article, Claim
from review.queries.annotated_copy import newest
from review.queries.claim_facts import facts_of
from review.text.anchors import Anchor, AnchorStatus, reanchor
from review.text.markup import Paragraph, paragraphs
from review.text.spans import Span

NEIGHBOURS = 10


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """A claim in its passage. `place` is where its words stand, or seem to stand, in the newest
    text; None when they are lost. `settled` is False while a person has to give it its place.
    """

    id: int
    number: int
    version: int
    text: str
    kind: ClaimKind
    article: Article
    text_number: int
    body: str
    place: Span | None
    settled: bool
    passage: tuple[Paragraph, ...]
    neighbours: tuple[tuple[int, str], ...]
    actions: frozenset[Action]

    @property
    def proposal(self) -> str:
        """The words that a lost claim may have become; empty when it stands or nothing fits."""
        return self.place.of(self.body) if self.place and not self.settled else ""

    @property
    def may_change(self) -> bool:
        return not self.actions.isdisjoint({Action.REWORD, Action.SPLIT, Action.MERGE})

    @property
    def near(self) -> Span:
        return self.place or Span(0, 1)


def claim_words(session: Session, *, claim_id: int, actor: Actor) -> ClaimWords:
    """Read the claim's words. Raises NotFound for another desk's claim."""
    claim = session.get(Claim, claim_id)
    if claim is None or claim.desk_id != actor.desk_id:
        raise NotFound("There is no such claim on this desk.", "Look in the queue.")
    article, text = newest(session, article_id=claim.article_id, desk_id=actor.desk_id)
    settled = claim.article_version_id == text.id
    place = Span(claim.start, claim.end) if settled else proposed_place(claim, text.body)
    return ClaimWords(
        id=claim.id,
        number=claim.number,
        version=claim.version,
        text=claim.text,
        kind=claim.kind,
        article=article,
        text_number=text.number,
        body=text.body,
        place=place,
        settled=settled,
        passage=_passage(text.body, claim.id, place),
        neighbours=_neighbours(session, claim) if settled else (),
        actions=available_actions(facts_of(session, claim), actor),
    )


def proposed_place(claim: Claim, body: str) -> Span | None:
    """Where a claim that was left behind may stand in another text, for a person to confirm."""
    found = reanchor(Anchor(claim.start, claim.end, claim.text, claim.prefix, claim.suffix), body)
    if found.status is AnchorStatus.ORPHAN or found.start is None or found.end is None:
        return None
    return Span(found.start, found.end)


def _passage(body: str, key: int, place: Span | None) -> tuple[Paragraph, ...]:
    """The paragraphs that hold the claim, and one on each side; all of them for a lost claim."""
    found = paragraphs(body, {}, {key: place} if place else {})
    here = [p.number for p in found if any(piece.claims for piece in p.pieces)]
    if not here:
        return found
    return tuple(p for p in found if here[0] - 1 <= p.number <= here[-1] + 1)


def _neighbours(session: Session, claim: Claim) -> tuple[tuple[int, str], ...]:
    """Queued claims of the same text, the nearest first."""
    rows = session.execute(
        sa.select(Claim.id, Claim.number, Claim.text)
        .where(
            Claim.article_version_id == claim.article_version_id,
            Claim.state == ClaimState.QUEUED,
            Claim.id != claim.id,
        )
        .order_by(sa.func.abs(Claim.start - claim.start), Claim.number)
        .limit(NEIGHBOURS)
    )
    return tuple((row.id, f"{row.number}: {row.text}") for row in rows)
