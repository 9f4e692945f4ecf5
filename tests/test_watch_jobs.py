"""The worker looks at watched pages when it is their turn, and reads kept bytes again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from huey import SqliteHuey

from config import Settings
from review.db import Sessions, now
from review.domain.vocabulary import BlobCondition, WatchState
from review.jobs import register
from review.jobs.room import Room
from review.models import Blob, Capture, Evidence, WatchLook
from review.services import looks, watch
from review.services.watch_turns import LEASE, Pace
from review.stores.opening import open_store
from tests.capture.servers import RawServer, serve
from tests.desk import Desk, again
from tests.services.capture_room import Died, dies
from tests.test_jobs import room, server

__all__ = ["room", "serve", "server"]
AFTER = timedelta(days=8)


@pytest.fixture
def captured(sessions: Sessions, room: tuple[Desk, int, Settings]) -> Settings:
    """A page that a worker has captured."""
    _, _, settings = room
    sweep(settings)
    return settings


def sweep(settings: Settings, name: str = "sweep") -> None:
    huey = SqliteHuey("watch", filename=str(settings.worker_file), immediate=True)
    register(huey, settings)[name].call_local()


def found(sessions: Sessions) -> list[WatchState]:
    with sessions.read() as session:
        return list(session.scalars(sa.select(WatchLook.outcome)))


def test_a_page_is_looked_at_when_it_is_its_turn_and_not_before(
    sessions: Sessions, captured: Settings, server: RawServer
) -> None:
    sweep(captured)
    assert (found(sessions), len(server.requests)) == ([], 1)
    with time_machine.travel(now() + AFTER):
        sweep(captured)
        assert found(sessions) == [WatchState.SAME]
        sweep(captured)
    assert (found(sessions), len(server.requests)) == ([WatchState.SAME], 2)


def test_where_the_days_are_none_no_page_is_looked_at(
    sessions: Sessions, captured: Settings, server: RawServer
) -> None:
    with time_machine.travel(now() + AFTER):
        sweep(replace(captured, watch_days=0))
    assert (found(sessions), len(server.requests)) == ([], 1)
    assert Room(replace(captured, watch_a_minute=2)).pace == Pace(7, 2)


def test_a_look_that_somebody_asks_for_is_made_by_the_worker_in_their_name(
    sessions: Sessions, captured: Settings, room: tuple[Desk, int, Settings]
) -> None:
    with sessions.write.begin() as session:
        desk = again(room[0], session)
        piece = session.scalars(sa.select(Evidence.id)).one()
        watch.ask(session, evidence_id=piece, actor=desk.ana, pace=Pace(7, 6))
    huey = SqliteHuey("watch", filename=str(captured.worker_file), immediate=True)
    register(huey, captured)["look"](piece)
    with sessions.read() as session:
        assert session.scalars(sa.select(WatchLook.user_id)).all() == [room[0].ana.user_id]


def test_a_worker_that_died_between_fetch_and_writing_down_leaves_it_to_the_sweep(
    sessions: Sessions, captured: Settings, server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = now() + AFTER
    room = Room(captured)
    with monkeypatch.context() as patch, time_machine.travel(moment):
        patch.setattr(looks, "_written", dies)
        with pytest.raises(Died):
            watch.look(sessions, room.store, evidence_id=1, pace=room.pace,
                       allow=captured.fetch_allow)  # fmt: skip
    with time_machine.travel(moment + LEASE / 2):
        sweep(captured)
    assert found(sessions) == []
    with time_machine.travel(moment + LEASE + timedelta(minutes=1)):
        sweep(captured)
    assert (found(sessions), len(server.requests)) == ([WatchState.SAME], 2)
    with sessions.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Capture)) == 2


def test_kept_bytes_are_read_again_when_it_is_long_ago(
    sessions: Sessions, captured: Settings
) -> None:
    store = open_store(captured.evidence_url)
    with sessions.read() as session:
        sha256 = session.scalars(sa.select(Evidence.sha256)).one() or ""
    path = store.path(sha256)
    path.chmod(0o600)
    path.write_bytes(b"spoilt")
    sweep(captured, "rehash")
    with sessions.read() as session:
        assert session.get_one(Blob, sha256).condition is BlobCondition.SOUND
    with time_machine.travel(now() + timedelta(days=31)):
        sweep(captured, "rehash")
    with sessions.read() as session:
        assert session.get_one(Blob, sha256).condition is BlobCondition.DAMAGED
