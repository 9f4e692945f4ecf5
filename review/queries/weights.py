"""The weights that a desk has learned and those it uses. Both are read out of its ledger.

Every learning is an act with its weights and figures in it, so none can be overwritten; which of
them the finder uses is the newest choice among the acts.
"""

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from review.models import LedgerEntry
from review.text.worth import SHIPPED, Weights


class LearningAct(StrEnum):
    """What the ledger calls an act on the finder's weights."""

    LEARN = "learn_weights"
    USE = "use_learned_weights"
    BACK = "use_shipped_weights"


def weights_in_use(session: Session, desk_id: int) -> Weights:
    """What the desk's choice adds to the shipped weights: nothing, unless it chose learned ones."""
    number = version_in_use(session, desk_id)
    if number is None:
        return SHIPPED
    learned = session.scalars(
        sa.select(LedgerEntry.payload).filter_by(desk_id=desk_id, number=number)
    ).one()
    weights: Weights = learned["weights"]
    return weights


def version_in_use(session: Session, desk_id: int) -> int | None:
    """The ledger's number of the learning that the finder uses; None for the shipped weights."""
    chosen = _newest(session, desk_id, LearningAct.USE, LearningAct.BACK)
    if chosen is None or chosen.action == LearningAct.BACK:
        return None
    number: int = chosen.payload["learned"]
    return number


def newest_learned(session: Session, desk_id: int) -> LedgerEntry | None:
    """The act of the newest learning."""
    return _newest(session, desk_id, LearningAct.LEARN)


def _newest(session: Session, desk_id: int, *acts: LearningAct) -> LedgerEntry | None:
    return session.scalars(
        sa.select(LedgerEntry)
        .where(LedgerEntry.desk_id == desk_id, LedgerEntry.action.in_(acts))
        .order_by(LedgerEntry.number.desc())
        .limit(1)
    ).first()
