"""A whole desk in processes of its own, whose plug may be pulled again and again."""

import contextlib
import random
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa

from config import Settings
from review.app import create_app
from review.db import Sessions, make_engine
from review.domain.vocabulary import CaptureStatus
from review.models import Capture
from review.stores.opening import store_of
from tests.capture.servers import HTML, RawServer, page
from tests.crash.house import House, Person, at_work
from tests.crash.reckoning import end_what_was_begun, wrongs
from tests.desk import furnish
from tests.web_client import SECRET_KEY, visit

PEOPLE = 4
# As long as what is cut off may take: a page is fetched and kept, a file is taken in.
LONGEST_LIFE_S = 1.2
SLOWEST_S, ENOUGH = 30, 5


@dataclass(frozen=True)
class Found:
    """How much there was to lose, and what went wrong."""

    files: int
    links: int
    captured_while_dying: int
    cut_off: int
    refused: list[tuple[int, bytes]]
    wrongs: list[str]


class Plug(contextlib.ExitStack):
    """`folder` holds a migrated `desk.sqlite3`. The same seed pulls at the same times."""

    def __init__(self, folder: Path, seed: int = 0, **settings: Any) -> None:
        super().__init__()
        self._dice, self._seed, self._pause = random.Random(seed), seed, threading.Event()
        self._pages = RawServer(page(HTML, "Content-Type: text/html"))
        self.callback(self._pages.close)
        data = folder / "data"
        data.mkdir()
        usual: dict[str, Any] = {
            "database_url": f"sqlite:///{folder / 'desk.sqlite3'}",
            "secret_key": SECRET_KEY,
            "evidence_url": f"file://{data / 'evidence'}",
            "fetch_allow": f"127.0.0.1:{self._pages.port}",
        }
        self.settings = Settings(data_dir=data, **usual | settings)
        engine = make_engine(self.settings.database_url)
        self.callback(engine.dispose)
        self._sessions, self._store = Sessions(engine), store_of(self.settings)

    def __enter__(self) -> Self:
        super().__enter__()
        with self._sessions.write.begin() as session:
            desk = furnish(session)
        self.house = House(self.settings)
        self.callback(self.house.close)
        browser = visit(create_app(self.settings, self._sessions), self._sessions, desk.ana)
        token = browser.token()
        cookie = browser.client.get_cookie("proofdesk", domain="localhost")
        assert cookie is not None
        self.people = [
            Person(self.house.port, claim.id, cookie.value, token, self._pages.url)
            for claim in (desk.plain, desk.third, desk.accusation, desk.plain)[:PEOPLE]
        ]
        return self

    def pull(self, times: int) -> None:
        """Let everybody work, and kill web, worker or both at `times` random moments."""
        with at_work(self.people, self._seed):
            for _ in range(times):
                self._pause.wait(self._dice.uniform(0.05, LONGEST_LIFE_S))
                self.house.kill(*self._dice.choice((["web"], ["worker"], ["web", "worker"])))
            # A last life for what still waits at the door, longer where the machine is slow.
            until = time.monotonic() + SLOWEST_S
            self._pause.wait(LONGEST_LIFE_S)
            while self._captured() < ENOUGH and time.monotonic() < until:
                self._pause.wait(LONGEST_LIFE_S)

    def _captured(self) -> int:
        done = sa.select(sa.func.count()).where(Capture.status == CaptureStatus.CAPTURED)
        with self._sessions.read() as session:
            return session.scalar(done) or 0

    def reckon(self) -> Found:
        """End everything, do what the worker would do in its time, sweep, and look."""
        self.house.close()
        captured = self._captured()
        end_what_was_begun(self._sessions, self._store, self.settings.fetch_allow)
        told = [person.told for person in self.people]
        return Found(
            files=sum(len(one.files) for one in told),
            links=sum(len(one.links) for one in told),
            captured_while_dying=captured,
            cut_off=sum(one.cut_off for one in told),
            refused=[one for person in told for one in person.refused],
            wrongs=wrongs(self._sessions, self._store, told),
        )
