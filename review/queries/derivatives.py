"""What was made from the original of a piece: its words, or a working copy."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.domain.vocabulary import DerivativeKind
from review.models import Derivative


def made_of(session: Session, evidence_id: int) -> Mapping[DerivativeKind, Derivative]:
    """The newest of each kind, without its words; where it failed, with the reason."""
    rows = session.scalars(
        sa.select(Derivative).filter_by(evidence_id=evidence_id).order_by(Derivative.id)
    )
    return {row.kind: row for row in rows}


def words_of(session: Session, evidence_id: int) -> str | None:
    """The words that were read from a file; None where none were, or not yet."""
    return session.scalars(
        sa.select(Derivative.text)
        .filter_by(evidence_id=evidence_id, kind=DerivativeKind.TEXT)
        .where(Derivative.sha256.is_not(None))
        .order_by(Derivative.id.desc())
        .limit(1)
    ).first()
