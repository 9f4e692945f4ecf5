"""A captured page that a test changes under the desk's eyes, for the tests of the watch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from review.db import now
from review.domain.vocabulary import ClaimState, WatchState
from review.domain.watching import Finding
from review.models import Capture, Claim, Evidence, Notice, WatchLook
from review.services import evidence, watch
from review.services.evidence import Bearing
from review.services.watch_turns import Pace
from tests.capture.servers import Line, RawServer, Serve, page, serve
from tests.desk import again, link
from tests.services.capture_room import BODY, HTML, Room, room

__all__ = ["RawServer", "Serve", "page_of", "room", "serve"]
PACE = Pace(days=7, a_minute=6)
A_WEEK = timedelta(days=7)
QUOTE = "Fares in Vantoria doubled in 2025"
TRIPLED = BODY.replace(b"doubled", b"tripled")
ADDED = BODY.replace(b"</p>", b"</p><p>A note was added on Tuesday, after a letter came.</p>")


@dataclass
class Page:
    """A page of the web, and the desk that keeps a copy of it."""

    room: Room
    server: RawServer
    body: bytes = BODY
    status: str = "200 OK"
    evidence_id: int = 0
    asked: list[str] = field(default_factory=list)

    def captured(self, path: str = "/fares", *, excerpt: str = "") -> int:
        """Attach the page and capture it; the number of the piece."""
        room = self.room
        with room.sessions.write.begin() as session:
            made = evidence.attach(
                session, claim_id=room.desk.plain.id, actor=room.desk.ana,
                piece=link(self.server.url + path), bearing=Bearing(excerpt=excerpt),
            )  # fmt: skip
            self.evidence_id, capture_id = made.row.evidence_id, made.capture_id
        assert capture_id is not None
        room.run(capture_id, self.server)
        return self.evidence_id

    def look(self, pace: Pace = PACE) -> Finding | None:
        """Look now, if it is the page's turn."""
        return watch.look(
            self.room.sessions, self.room.store, evidence_id=self.evidence_id, pace=pace,
            allow=f"127.0.0.1:{self.server.port}",
        )  # fmt: skip

    def look_at(self, moment: datetime, *, body: bytes | None = None, status: str = "") -> Finding:
        """What a look at a later moment finds, where it is due."""
        self.body, self.status = body or self.body, status or self.status
        with time_machine.travel(moment, tick=False):
            found = self.look()
        assert found is not None
        return found

    def row(self) -> Evidence:
        with self.room.sessions.read() as session:
            return session.get_one(Evidence, self.evidence_id)

    def looks(self) -> list[WatchLook]:
        return self._all(WatchLook)

    def captures(self) -> list[Capture]:
        return self._all(Capture)

    def notices(self) -> list[Notice]:
        return self._all(Notice)

    def _all(self, kind: type[Any]) -> list[Any]:
        with self.room.sessions.read() as session:
            return list(session.scalars(sa.select(kind).order_by(kind.id)))

    def claim(self) -> Claim:
        with self.room.sessions.read() as session:
            return session.get_one(Claim, self.room.desk.plain.id)

    def signed(self) -> None:
        with self.room.sessions.write.begin() as session:
            desk = again(self.room.desk, session)
            desk.signed(desk.plain)
        assert self.claim().state is ClaimState.SIGNED_OFF

    def acts(self, action: str) -> list[dict[str, Any]]:
        with self.room.sessions.read() as session:
            return [line.payload for line in again(self.room.desk, session).acts(action)]

    def outcomes(self) -> list[WatchState]:
        return [look.outcome for look in self.looks()]


@pytest.fixture
def page_of(room: Room, serve: Serve) -> Callable[[], Page]:
    """`page_of()` opens a server whose one page the test changes."""

    def opened() -> Page:
        def answer(line: Line) -> None:
            page(found.body, HTML, status=found.status)(line)

        found = Page(room, serve(answer))
        return found

    return opened


def in_a_week() -> datetime:
    return now() + 2 * A_WEEK
