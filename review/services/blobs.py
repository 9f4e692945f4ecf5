"""The bytes in the store, and the rows that know of them before they are there.

A row is written, or touched, and committed before bytes get their name, so that a crash at any
point leaves no bytes that nobody knows of. What nothing rests on an hour later is swept.
"""

from collections.abc import Collection
from typing import Any, BinaryIO

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from review.db import Sessions, now
from review.domain.errors import Conflict
from review.domain.vocabulary import BlobCondition
from review.models import Blob
from review.stores.store import Held, Store, Stored


def keep(sessions: Sessions, store: Store, source: bytes | BinaryIO) -> Stored:
    """Keep bytes that the database knows of first. Not to be called inside a unit of work.

    When this returns the bytes are safe, for an hour: the row that is to speak of them has to
    `settle` them by then. Raises OSError where the store does not take them.
    """

    def told(coming: Stored) -> None:
        with sessions.write.begin() as session:
            announce(session, coming)

    return store.put(source, told)


def announce(session: Session, *coming: Stored) -> None:
    """That these bytes are about to be put, for who knows their digests before; commit, then put.

    One statement each writes the row, or touches it, so that whoever is at the same bytes waits.
    """
    for stored in sorted(coming, key=lambda one: one.sha256):
        told = {"sha512": stored.sha512, "size": stored.size, "touched_at": now()}
        row = {"sha256": stored.sha256, "first_at": now(), "condition": BlobCondition.EXPECTED}
        session.execute(
            _insert(session)
            .values(**row, **told)
            .on_conflict_do_update(index_elements=[Blob.sha256], set_=told)
        )


def settle(session: Session, *digests: str) -> None:
    """That bytes are there and stay, in the unit of work whose row speaks of them.

    Raises Conflict for bytes that were swept meanwhile, which takes an hour of idling.
    """
    # Always in this order, so that two who settle the same bytes do not wait for each other.
    for sha256 in sorted(set(digests)):
        there = session.execute(
            sa.update(Blob)
            .where(Blob.sha256 == sha256)
            .values(touched_at=now(), hashed_at=now(), condition=BlobCondition.SOUND)
            .returning(Blob.sha256)
        )
        if there.one_or_none() is None:
            raise Conflict("This took so long that the bytes were put away.", "Send them again.")


def suspect(session: Session, digests: Collection[str]) -> None:
    """Have bytes that somebody found wanting read through before all others.

    What follows for whatever rests on them is the re-hash's own matter.
    """
    session.execute(sa.update(Blob).where(Blob.sha256.in_(digests)).values(hashed_at=None))


def make_known(session: Session, held: Held) -> bool:
    """Write a row for bytes that were found without one; False where there is one by now."""
    row = {"sha256": held.sha256, "size": held.size, "first_at": held.kept_at, "touched_at": now()}
    made = session.execute(
        _insert(session).values(**row, condition=BlobCondition.EXPECTED)
        .on_conflict_do_nothing().returning(Blob.sha256)
    )  # fmt: skip
    return made.one_or_none() is not None


def _insert(session: Session) -> Any:
    kinds: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
    return kinds[session.get_bind().dialect.name](Blob)
