"""That a piece was retracted: when, by whom, and why, as the reader may know it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from review.domain.disclosure import knows_sealed
from review.domain.policy import Actor
from review.domain.vocabulary import DisclosureLevel
from review.models import Evidence
from review.queries.sealed_names import without_sealed_names


@dataclass(frozen=True, slots=True)
class Retraction:
    """`at` is None for a piece that counts. `reason` is empty where it is kept from the reader."""

    at: datetime | None = None
    by: str = ""
    reason: str = ""


def retraction_of(
    session: Session, row: Evidence, names: Mapping[int, str], actor: Actor
) -> Retraction:
    """The retraction of a piece whose source is loaded."""
    if row.retracted_at is None:
        return Retraction()
    by = names.get(row.retracted_by_id or 0, "")
    if knows_sealed(actor):
        return Retraction(row.retracted_at, by, row.retracted_reason)
    if row.source is not None and row.source.disclosure is DisclosureLevel.SEALED:
        return Retraction(row.retracted_at, by)
    mask = without_sealed_names(session, row.desk_id)
    return Retraction(row.retracted_at, by, mask(row.retracted_reason))
