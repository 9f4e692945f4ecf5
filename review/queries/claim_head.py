"""The head of a claim's page: the claim in its place, how far it is, and who says so."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from review.domain.priority import band
from review.domain.vocabulary import CheckpointKind, ClaimKind, ClaimState
from review.queries.claim_case import Case
from review.queries.claim_next import round_words, source_chain
from review.queries.claim_place import Place
from review.text.finding import PartFound
from review.text.suggestion import cue_in, parts_in


@dataclass(frozen=True, slots=True)
class Point:
    """A checkpoint; `ticked` is the viewer's own tick."""

    id: int
    kind: CheckpointKind
    text: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Head:
    """`lease_until` is the end of the viewer's own lease, `holders` are the others at work."""

    claim_id: int
    number: int
    text: str
    start: int
    kind: ClaimKind
    state: ClaimState
    round_words: str
    version: int
    revision: int
    required: int
    place: Place
    chain: tuple[str, ...]
    attributed_to: str
    source_chain: tuple[str, ...]
    parts: tuple[PartFound, ...]
    priority: str
    why: str
    due_at: datetime | None
    lease_until: datetime | None
    holders: tuple[str, ...]
    sent_back_reason: str
    withdrawn_reason: str
    same_as_id: int | None
    has_sheet: bool
    flag_open: bool
    cue: str
    points: tuple[Point, ...]

    @property
    def ticks(self) -> int:
        return sum(point.ticked for point in self.points)


def head_of(case: Case, ticked: Collection[int]) -> Head:
    """The head as the viewer sees it. `ticked` are their own ticks."""
    claim, me = case.claim, case.actor.user_id
    return Head(
        claim_id=claim.id,
        number=claim.number,
        text=claim.text,
        start=claim.start,
        kind=claim.kind,
        state=claim.state,
        round_words=round_words(claim),
        version=claim.version,
        revision=claim.revision,
        required=claim.required,
        place=case.place,
        chain=source_chain(case),
        attributed_to=claim.attributed_to,
        source_chain=tuple(claim.source_chain),
        parts=tuple(parts_in(claim.suggestion)),
        priority=band(claim.priority),
        why="; ".join(claim.why),
        due_at=claim.due_at,
        lease_until=next((end for user, end in case.leases.items() if user == me), None),
        holders=tuple(case.file.name(user) for user in case.leases if user != me),
        sent_back_reason=claim.sent_back_reason,
        withdrawn_reason=claim.withdrawn_reason,
        same_as_id=claim.same_as_id,
        has_sheet=case.file.accusation is not None,
        flag_open=case.facts.flagged,
        cue=cue_in(claim.suggestion),
        points=tuple(Point(p.id, p.kind, p.text, p.id in ticked) for p in case.file.checkpoints),
    )
