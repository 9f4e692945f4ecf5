"""Every act takes the ledger's lock last, so that no two acts wait for each other."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from review.capture.errors import FetchCode, Unreachable
from review.db import Sessions, make_engine, now
from review.domain.vocabulary import (
    CapturePurpose,
    CaptureStatus,
    CaptureStep,
    CommentKind,
    SourceLetter,
)
from review.models import Capture, Evidence, Source
from review.services import (
    blobs,
    captures,
    comments,
    evidence,
    looks,
    rehash,
    retracting,
    source_merge,
    sources,
)
from review.services.loading import claims_resting_on
from review.stores.folder import FolderStore
from review.stores.store import Stored
from tests.desk import Desk, furnish, link, sha256
from tests.postgres import until_somebody_waits


def letter(sessions: Sessions, desk: Desk, _folder: Path) -> None:
    with sessions.write.begin() as session:
        source = session.scalars(sa.select(Source.id)).one()
        sources.give_letter(
            session, source_id=source, actor=desk.ana, version=None, letter=SourceLetter.B,
            reason="It held.",
        )  # fmt: skip


def merge(sessions: Sessions, desk: Desk, _folder: Path) -> None:
    with sessions.write.begin() as session:
        source = session.scalars(sa.select(Source.id)).one()
        twin = sources.named_source(session, actor=desk.ana, name="The Gazette")
        source_merge.merge_source(
            session, source_id=source, into_id=twin.id, actor=desk.editor, version=None,
            into_version=None, reason="One paper under two names.",
        )  # fmt: skip


def capture(sessions: Sessions, _desk: Desk, folder: Path) -> None:
    with sessions.read() as session:
        waiting = session.scalars(sa.select(Capture.id)).one()
    captures.run(sessions, FolderStore(folder), capture_id=waiting)


def retract(sessions: Sessions, desk: Desk, _folder: Path) -> None:
    with sessions.write.begin() as session:
        retracting.retract(
            session, evidence_id=session.scalars(sa.select(Evidence.id)).one(), actor=desk.editor,
            version=None, reason="It was forged.",
        )  # fmt: skip


def captured(sessions: Sessions) -> int:
    """The page came, and other words at a look of the watch; the look is not concluded."""
    with sessions.write.begin() as session:
        first = session.scalars(sa.select(Capture)).one()
        look = Capture(evidence_id=first.evidence_id, url=first.url, requested_at=now(),
                       purpose=CapturePurpose.WATCH)  # fmt: skip
        session.add(look)
        for row, words in ((first, "Fares doubled."), (look, "Fares tripled.")):
            row.status, row.step, row.finished_at = CaptureStatus.CAPTURED, CaptureStep.DONE, now()
            row.text, row.sha256 = words, sha256(words)
        session.get_one(Evidence, first.evidence_id).sha256 = first.sha256
        blobs.announce(session, Stored(first.sha256 or "", "", 14))
        session.flush()
        return look.id


def look(sessions: Sessions, _desk: Desk, _folder: Path) -> None:
    capture_id = captured(sessions)
    assert looks.conclude(sessions, capture_id=capture_id, distance=timedelta(days=7))


def read_again(sessions: Sessions, _desk: Desk, folder: Path) -> None:
    captured(sessions)
    assert rehash.run(sessions, FolderStore(folder)).missing == 1


def no_page(*_: object, **__: object) -> None:
    raise Unreachable(FetchCode.TIMEOUT, "It did not answer.", "Try again later.")


@pytest.mark.postgres
@pytest.mark.parametrize("act", [letter, merge, capture, retract, look, read_again])
def test_an_act_on_many_claims_does_not_keep_the_ledger_while_it_waits_for_one(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    act: Callable[[Sessions, Desk, Path], None],
) -> None:  # fmt: skip
    monkeypatch.setattr(captures, "fetch", no_page)
    engine = make_engine(postgres_url)
    sessions = Sessions(engine)
    with sessions.write.begin() as session:
        desk = furnish(session)
        row = evidence.attach(
            session, claim_id=desk.plain.id, actor=desk.ana, piece=link(),
            bearing=evidence.Bearing(source="Gazette"),
        ).row  # fmt: skip
    thread = threading.Thread(target=act, args=(sessions, desk, tmp_path))
    with sessions.write.begin() as session:
        claims_resting_on(session, row.evidence_id)
        thread.start()
        until_somebody_waits(engine)
        session.execute(sa.text("SET LOCAL lock_timeout = '5s'"))
        comments.comment(
            session, claim_id=desk.plain.id, actor=desk.ana, text="Seen.", kind=CommentKind.NOTE
        )
    thread.join(20)
    assert not thread.is_alive()
    engine.dispose()
