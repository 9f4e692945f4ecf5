"""Sending for time stamps in the background, and keeping what comes with what vouches for it.

The request runs outside any transaction. A worker that dies between the answer and the row leaves
the row as it was, and the same authority is asked again for the same row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from review.db import Sessions, now
from review.domain.errors import Conflict
from review.domain.vocabulary import StampStatus
from review.models import TimeStamp
from review.services import stamp_rows as rows
from review.services.blobs import keep
from review.stamps.authority import ask
from review.stamps.errors import NoStampYetError, StampError, UntrustedError
from review.stamps.question import question
from review.stamps.roots import roots_of
from review.stamps.token import NOT_INSTALLED, is_there
from review.stamps.verify import Stamp, require_trust, stamp_of
from review.stores.store import MissingBytesError, Store

AT_ONCE = 100
_NOT_KEPT = "The store could not be reached, or did not take the stamp."
_NAMED_NO_MORE = "The settings name this authority no more, so nothing was sent."


def waiting(sessions: Sessions) -> list[int]:
    """Stamps that are due to be asked for, first those that have waited longest."""
    with sessions.read() as session:
        return list(
            session.scalars(
                sa.select(TimeStamp.id)
                .where(TimeStamp.status == StampStatus.PENDING, TimeStamp.due_at <= now())
                .order_by(TimeStamp.due_at)
                .limit(AT_ONCE)
            )
        )


class Resting:
    """Authorities that gave no answer a moment ago. One for a process.

    Without it each of many stamps would hold a worker until the same dead authority has taken all
    its time; so they cost one wait a minute together.
    """

    def __init__(self) -> None:
        self._until: dict[str, datetime] = {}

    def __call__(self) -> frozenset[str]:
        """Those that are left alone now."""
        return frozenset(name for name, until in self._until.copy().items() if until > now())

    def begin(self, authority: str) -> None:
        self._until[authority] = now() + rows.WAITS[0]


def run(
    sessions: Sessions,
    store: Store,
    *,
    stamp_id: int,
    authorities: Sequence[str],
    roots: str,
    resting: Resting,
) -> None:
    """Ask one authority once, and write down what came of it. `roots` is the file of the settings.

    Safe to call again, and by several workers at once.
    """
    begun = rows.begin(sessions, stamp_id, resting())
    if begun is None:
        return
    try:
        if not is_there():
            raise StampError(" ".join(NOT_INSTALLED))
        found = _kept_before(store, begun, roots) or _asked(begun, authorities, roots)
        _keep(sessions, store, stamp_id, found)
    except NoStampYetError as later:
        resting.begin(begun.authority)
        rows.put_off(sessions, stamp_id, str(later))
    except StampError as bad:
        rows.failed(sessions, stamp_id, str(bad))
    except (OSError, Conflict):
        rows.put_off(sessions, stamp_id, _NOT_KEPT)


@dataclass(frozen=True, slots=True)
class _Found:
    """A stamp of these very bytes. `failure` says why nobody trusted vouches for it, if so."""

    data: bytes
    stamp: Stamp
    failure: str = ""


def _kept_before(store: Store, begun: rows.Begun, roots: str) -> _Found | None:
    """The stamp that came earlier and was not trusted then, where it is now: it is the older."""
    if begun.token_sha256 is None:
        return None
    try:
        with store.open(begun.token_sha256) as stream:
            found = _judged(stream.read(), begun.sha256, None, roots)
    except (MissingBytesError, StampError):
        return None
    return None if found.failure else found


def _asked(begun: rows.Begun, authorities: Sequence[str], roots: str) -> _Found:
    if begun.authority not in authorities:
        raise StampError(_NAMED_NO_MORE)
    sent = question(begun.sha256)
    data = ask(begun.authority, sent.as_bytes())
    return _judged(data, begun.sha256, sent.nonce, roots)


def _judged(data: bytes, sha256: str, nonce: int | None, roots: str) -> _Found:
    stamp = stamp_of(data, sha256=sha256, nonce=nonce)
    try:
        require_trust(data, sha256=sha256, roots=roots_of(roots))
    except (UntrustedError, ValueError) as why:
        return _Found(data, stamp, str(why))
    return _Found(data, stamp)


def _keep(sessions: Sessions, store: Store, stamp_id: int, found: _Found) -> None:
    token = keep(sessions, store, found.data)
    chain = keep(sessions, store, found.stamp.chain)
    rows.kept(
        sessions,
        stamp_id,
        rows.Kept(token.sha256, chain.sha256, found.stamp.gen_time, found.stamp.serial),
        found.failure,
    )
