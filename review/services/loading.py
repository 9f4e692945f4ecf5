"""Loading what an act is about: locked, of this desk, in the version that was looked at."""

from typing import TypeVar

from sqlalchemy.orm import Session

from review.domain.errors import NotFound, Stale
from review.domain.policy import Actor
from review.models import Accusation, Article, Claim, Evidence, Source

T = TypeVar("T", Accusation, Article, Claim, Evidence, Source)


def of_desk(session: Session, kind: type[T], key: int, actor: Actor, *, lock: bool = False) -> T:
    """The row of the actor's desk, raising NotFound for one that is not there or not theirs."""
    row = session.get(kind, key, with_for_update=lock or None, populate_existing=lock)
    if row is None or row.desk_id != actor.desk_id:
        raise NotFound("There is no such page on this desk.", "Check the address, or search.")
    return row


def require_version(stands: int, seen: int | None) -> None:
    """Raise Stale unless the act was decided on the version that stands; None asks for nothing."""
    if seen is not None and seen != stands:
        raise Stale(
            "Somebody changed this after you opened it, so nothing was done.",
            "Load the page again, see what changed, and decide anew.",
        )
