"""Whether something tells of a sealed source, and words without the names of such sources."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.disclosure import HiddenSource, Mask, Redaction, mask_of
from review.domain.vocabulary import DisclosureLevel
from review.models import Evidence, Source


def without_sealed_names(session: Session, desk_id: int) -> Mask:
    """A function that takes the names of a desk's sealed sources out of words."""
    rows = session.execute(
        sa.select(Source.name, Source.kind, Source.disclosure).where(
            Source.desk_id == desk_id, Source.disclosure == DisclosureLevel.SEALED
        )
    )
    return mask_of(Redaction(sources=tuple(HiddenSource((n,), k, level) for n, k, level in rows)))


def tells_of_sealed(
    session: Session, *, evidence_ids: Collection[int], source_id: int | None
) -> bool:
    """Whether one of these pieces is of a sealed source, or the source itself is sealed."""
    of_pieces = sa.select(Evidence.source_id).where(Evidence.id.in_(evidence_ids))
    sealed = sa.select(Source.id).where(
        Source.disclosure == DisclosureLevel.SEALED,
        sa.or_(Source.id.in_(of_pieces), Source.id == source_id),
    )
    return session.scalars(sealed.limit(1)).first() is not None
