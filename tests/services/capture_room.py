"""A desk at which links are captured, for the tests of captures."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import time_machine
from sqlalchemy.orm import undefer

from review.capture.addresses import Allowed
from review.capture.camera import Camera, Pictures
from review.db import Sessions, now
from review.domain.vocabulary import CaptureStatus
from review.models import Capture, Evidence
from review.services import captures, evidence
from review.stores.folder import FolderStore
from tests.capture.asking import Kept, records_of
from tests.capture.servers import RawServer
from tests.desk import again, furnish, link

BODY = (
    b"<html><head><title>Fares of Vantoria</title></head><body><article><p>Fares in Vantoria "
    b"doubled in 2025, the ministry of transport told the Gazette on Monday.</p></article></body>"
)
HTML = "Content-Type: text/html; charset=utf-8"


class Room:
    """A committed desk, a store, and the worker's own way into the database."""

    def __init__(self, sessions: Sessions, folder: Path) -> None:
        self.sessions, self.store = sessions, FolderStore(folder)
        with sessions.write.begin() as session:
            self.desk = furnish(session)

    def attached(self, url: str, title: str = "") -> int:
        """Attach a link to the plain claim; the number of its waiting capture."""
        piece = replace(link(url), title=title)
        with self.sessions.write.begin() as session:
            made = evidence.attach(
                session, claim_id=self.desk.plain.id, actor=self.desk.ana, piece=piece
            )
        assert made.capture_id is not None
        return made.capture_id

    def run(
        self, capture_id: int, server: RawServer | None = None, camera: Camera | None = None
    ) -> CaptureStatus:
        allow = f"127.0.0.1:{server.port}" if server else ""
        return captures.run(
            self.sessions, self.store, capture_id=capture_id, allow=allow, camera=camera
        )

    def row(self, capture_id: int) -> Capture:
        with self.sessions.read() as session:
            return session.get_one(Capture, capture_id, options=[undefer("*")])

    def evidence(self, capture_id: int) -> Evidence:
        with self.sessions.read() as session:
            return session.get_one(Evidence, self.row(capture_id).evidence_id)

    def records(self, row: Capture) -> list[Kept]:
        with self.store.open(row.warc_sha256 or "") as warc:
            return records_of(warc.read())

    def acts(self) -> list[dict[str, Any]]:
        with self.sessions.read() as session:
            return [line.payload for line in again(self.desk, session).acts("capture")]


@pytest.fixture
def room(sessions: Sessions, tmp_path: Path) -> Iterator[Room]:
    return Room(sessions, tmp_path / "evidence")


class Died(BaseException):
    """What a kill is to a worker: nothing after it is done."""


def dies(*_: object, **__: object) -> None:
    raise Died


def later(times: int) -> time_machine.travel:
    return time_machine.travel(now() + times * (captures.CUT_OFF_AFTER + timedelta(seconds=1)))


class Painted(Camera):
    """A camera without a browser: gives these bytes, or says why not."""

    pdf, picture, failure = b"%PDF- fares", b"\x89PNG fares", ""

    @contextmanager
    def pictures(self, url: str, allow: Allowed = frozenset()) -> Iterator[Pictures]:
        if self.failure:
            yield Pictures(failure=self.failure)
            return
        with TemporaryDirectory() as folder:
            pdf, picture = Path(folder) / "pdf", Path(folder) / "png"
            pdf.write_bytes(self.pdf)
            picture.write_bytes(self.picture)
            yield Pictures(pdf, picture)


class Jammed(Painted):
    failure = "No picture was made: there is no film."
