"""What the desk suggests about where the pieces on a claim come from, until a person answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from review.domain.errors import NotFound
from review.domain.policy import Actor
from review.domain.sealed import SEALED_PIECE
from review.domain.vocabulary import DerivationKind, HintReason
from review.models import ClaimEvidence, DerivationHint, Evidence, Source
from review.queries.claim_file import ClaimFile
from review.queries.claim_origins import called
from review.queries.source_names import hidden_from, shown_name

MOST = 12
WHY = {
    HintReason.SAME_ADDRESS: "Both are of one address.",
    HintReason.SAME_TEXT: "Nearly the same words stand in both.",
    HintReason.REPORTED_BY: "It says so itself.",
    HintReason.SAME_CREDIT: "Both are credited to one agency.",
    HintReason.SAME_OWNER: "Both sources have one owner.",
}


@dataclass(frozen=True, slots=True)
class Hint:
    """That a piece on the claim may come from another, or from a source. `words` is what was seen.

    `child` and `parent` are how the two are called on the claim; `parent` is empty for what is
    not in the graph yet.
    """

    id: int
    child: str
    parent: str
    parent_title: str
    from_source: bool
    kind: DerivationKind
    why: str
    words: str


def hints_on(session: Session, file: ClaimFile, actor: Actor) -> Sequence[Hint]:
    """The likeliest open suggestions about the pieces on a claim, in one query.

    What would tell a sealed source is left out for those who may not know it.
    """
    child, parent, its_source, source = (
        aliased(Evidence), aliased(Evidence), aliased(Source), aliased(Source),
    )  # fmt: skip
    own_source = aliased(Source)
    rows = session.execute(
        sa.select(
            DerivationHint,
            parent.title.label("title"),
            shown_name(actor, source).label("source"),
            hidden_from(actor, own_source).label("child_hidden"),
            hidden_from(actor, its_source).label("parent_hidden"),
            hidden_from(actor, source).label("source_hidden"),
        )
        .join(child, child.id == DerivationHint.child_id)
        .join(ClaimEvidence, ClaimEvidence.evidence_id == child.id)
        .outerjoin(own_source, own_source.id == child.source_id)
        .outerjoin(parent, parent.id == DerivationHint.parent_id)
        .outerjoin(its_source, its_source.id == parent.source_id)
        .outerjoin(source, source.id == DerivationHint.parent_source_id)
        .where(
            ClaimEvidence.claim_id == file.claim.id,
            ClaimEvidence.detached_at.is_(None),
            DerivationHint.answered_at.is_(None),
        )
        .order_by(DerivationHint.score.desc(), DerivationHint.id)
        .limit(MOST)
    )
    names = called(file)
    return [_hint(row, names) for row in rows]


def _hint(row: sa.Row[*tuple[Any, ...]], names: Mapping[int, str]) -> Hint:
    hint: DerivationHint = row.DerivationHint
    kept_back = any((row.child_hidden, row.parent_hidden, row.source_hidden))
    title = SEALED_PIECE if row.parent_hidden else row.title
    from_source = hint.parent_id is None
    return Hint(
        id=hint.id,
        child=names[hint.child_id],
        parent=names.get(hint.parent_id or 0, ""),
        parent_title=row.source if from_source else title,
        from_source=from_source,
        kind=hint.kind,
        why=WHY[hint.why],
        words="" if kept_back else hint.words,
    )


def child_of_hint(session: Session, hint_id: int) -> int:
    """The piece that a suggestion is about. Raises NotFound where there is none."""
    found = session.scalars(
        sa.select(DerivationHint.child_id).where(DerivationHint.id == hint_id)
    ).one_or_none()
    if found is None:
        raise NotFound("There is no such suggestion on this desk.", "Check the address.")
    return found
