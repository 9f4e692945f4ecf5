"""What holds after any number of kills, once the sweep has been an hour later."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
import time_machine

from review.db import Sessions, now
from review.domain.vocabulary import CaptureStatus, DerivativeKind, EvidenceKind
from review.models import Blob, Capture, Derivative, Evidence
from review.services import captures, derivatives
from review.services.sweeping import RESTS_ON, STRAY_AFTER, sweep
from review.stores.folder import FolderStore
from review.stores.store import Condition, Store
from tests.crash.house import Acknowledged

SWEEPS = 50
# Digests of what is kept elsewhere: words in the database, the wire's bytes in the record.
_ELSEWHERE = {"capture.text_sha256", "capture.raw_sha256"}


def end_what_was_begun(sessions: Sessions, store: Store, allow: str) -> None:
    """What the worker's own sweep does in its time: the cut off is begun again."""
    with time_machine.travel(now() + timedelta(minutes=5), tick=True):
        # As many at once as one sweep finds; what still waits after all of them is found wrong.
        for _ in range(SWEEPS):
            for capture_id in captures.waiting(sessions):
                captures.run(sessions, store, capture_id=capture_id, allow=allow)
            for evidence_id in derivatives.waiting(sessions):
                derivatives.run(sessions, store, evidence_id=evidence_id)


def wrongs(sessions: Sessions, store: Store, told: list[Acknowledged]) -> list[str]:
    """Everything that should not be, in words; empty when the desk kept its promise."""
    with time_machine.travel(now() + STRAY_AFTER + timedelta(minutes=6)):
        sweep(sessions, store)
    return [
        *_lost(sessions, store, told),
        *_without_bytes(sessions, store),
        *_stray(sessions, store),
        *_undone(sessions),
    ]


def _lost(sessions: Sessions, store: Store, told: list[Acknowledged]) -> Iterator[str]:
    with sessions.read() as session:
        rows = session.execute(sa.select(Evidence.sha256, Evidence.url)).all()
    files, links = {row.sha256 for row in rows}, {row.url for row in rows}
    for one in told:
        yield from (f"acknowledged file {sha} has no row" for sha in one.files - files)
        yield from (f"acknowledged link {url} has no row" for url in one.links - links)
        for sha256 in one.files:
            if store.verify(sha256) is not Condition.INTACT:
                yield f"acknowledged file {sha256} is not held"


def _without_bytes(sessions: Sessions, store: Store) -> Iterator[str]:
    with sessions.read() as session:
        for column in RESTS_ON:
            name = str(column.expression)
            rows = sa.select(column).where(column.is_not(None)).distinct()
            if name == "derivative.sha256":
                rows = rows.where(Derivative.kind != DerivativeKind.TEXT)
            for sha256 in () if name in _ELSEWHERE else session.scalars(rows).all():
                if store.verify(sha256 or "") is not Condition.INTACT:
                    yield f"{name} speaks of {sha256}, which is not held"
        for sha256 in session.scalars(sa.select(Blob.sha256)).all():
            if not store.exists(sha256):
                yield f"a row expects {sha256}, which is not held"


def _stray(sessions: Sessions, store: Store) -> Iterator[str]:
    with sessions.read() as session:
        known = set(session.scalars(sa.select(Blob.sha256)))
        rested_on = {sha for column in RESTS_ON for sha in session.scalars(sa.select(column))}
    on_disk = {held.sha256 for held in store.listing()}
    yield from (f"{sha} is on disk without a row" for sha in on_disk - known)
    yield from (f"nothing rests on {sha}" for sha in on_disk - rested_on)
    broken_off = store.forget_unfinished(now() + STRAY_AFTER)
    yield from (f"{broken_off} uploads that broke off",) if broken_off else ()
    if isinstance(store, FolderStore):
        places = {store.path(sha256) for sha256 in on_disk}
        files = {path for path in Path(store.root).rglob("*") if path.is_file()}
        yield from (f"{path} is a stray file" for path in files - places)


def _undone(sessions: Sessions) -> Iterator[str]:
    with sessions.read() as session:
        for row in session.scalars(sa.select(Capture)):
            if row.status is not CaptureStatus.CAPTURED:
                yield f"capture {row.id} is {row.status.value}: {row.failure}"
        links = sa.select(Evidence.id).where(
            Evidence.kind == EvidenceKind.LINK, Evidence.sha256.is_(None)
        )
        yield from (f"link {number} has no bytes" for number in session.scalars(links))
