"""Reviewers at one queue, through the web application: how fast, and is any place given out twice.

Each reviewer takes the next claim, opens its page and hands in an assessment, by the real pages
with their tokens, until nothing is left. A third of the claims needs two of them.

    python -m benchmarks.taking [--claims 2000] [--reviewers 8 16 32] [--database sqlite postgres]
"""

import argparse
import random
import re
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from config import Settings
from review import schema
from review.app import create_app
from review.db import Sessions, make_engine
from review.domain.policy import Actor
from review.domain.vocabulary import ClaimKind, ClaimState, Disposition, Role
from review.models import Assessment, Assignment, Claim, Desk, User
from review.queries import ledger
from review.services.accounts import add_user
from review.services.articles import Prepared, import_article
from review.services.desks import create_desk
from review.services.web_sessions import start
from review.text.canonical import digest
from review.text.finding import ClaimFound, Found, SentenceFound

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
CLAIMS_AN_ARTICLE = 200
JUDGED = {
    "verdict": "unverifiable", "recommendation": "hold", "reason": "No register goes so far.",
    "digit": "6", "sheet_read": "y", "version": "1",
}  # fmt: skip


def article(number: int, claims: int) -> Prepared:
    """An invented article of this many claims, every third of them an accusation."""
    found, seen, at, words = [], [], 0, []
    for count in range(claims):
        kind = ClaimKind.FACT if count % 3 else ClaimKind.ACCUSATION
        text = f"Bridge {number}-{count} over the Sill was built."
        words.append(text)
        seen.append(SentenceFound(at, at + len(text), Disposition.CLAIM, ""))
        found.append(ClaimFound(at, at + len(text), text, random.random(), kind, None, None, None,
                                None, (), ("a full sentence",)))  # fmt: skip
        at += len(text) + 1
    text = "\n".join(words)
    return Prepared(text, digest(text), Found("en", tuple(seen), tuple(found)), f"Article {number}")


def furnish(sessions: Sessions, claims: int, reviewers: int) -> list[str]:
    """A desk with its queue; the token of one signed-in browser for each reviewer."""
    with sessions.write.begin() as session:
        desk = create_desk(session, slug="harrow", name="The Harrow Ledger")
        editor = Actor(None, desk.id, "command line", frozenset({Role.EDITOR}))
        for number, first in enumerate(range(0, claims, CLAIMS_AN_ARTICLE)):
            made = article(number, min(CLAIMS_AN_ARTICLE, claims - first))
            import_article(session, prepared=made, actor=editor)
        people = [
            add_user(session, email=f"r{n}@harrow.example", name=f"Reviewer {n}",
                     role=Role.REVIEWER, desk=desk)
            for n in range(reviewers)
        ]  # fmt: skip
        return [start(session, user=session.get_one(User, one.id)) or "" for one in people]


class Reviewer(threading.Thread):
    """One person with one browser; keeps how long each answer took and what it was."""

    def __init__(self, app: Flask, token: str) -> None:
        super().__init__()
        self.client, self.answers = app.test_client(), Counter[int]()
        self.seconds: dict[str, list[float]] = {"take": [], "open": [], "submit": []}
        with self.client.session_transaction() as kept:
            kept["token"] = token

    def run(self) -> None:
        found = TOKEN.search(self.client.get("/queue").text)
        form = {"csrf_token": found.group(1) if found else ""}
        while "/claims/" in (place := self._send("take", "/queue/take", form)):
            self._send("open", place)
            self._send("submit", f"{place}/submit", {**form, **JUDGED})

    def _send(self, what: str, path: str, form: dict[str, str] | None = None) -> str:
        began = time.perf_counter()
        answer = self.client.get(path) if form is None else self.client.post(path, data=form)
        self.seconds[what].append(time.perf_counter() - began)
        self.answers[answer.status_code] += 1
        return answer.location or ""


def measure(url: str, folder: Path, claims: int, reviewers: int) -> float:
    """Run once and print what was seen; returns assessments a second."""
    sessions = Sessions(make_engine(url, pool_size=reviewers + 4))
    tokens = furnish(sessions, claims, reviewers)
    settings = Settings(folder, url, "a key for this run alone " * 3, f"file://{folder}/evidence")
    app = create_app(settings, sessions)
    crew = [Reviewer(app, token) for token in tokens]
    began = time.perf_counter()
    for person in crew:
        person.start()
    for person in crew:
        person.join()
    took = time.perf_counter() - began
    with sessions.read() as session:
        given = session.scalar(sa.select(sa.func.count()).select_from(Assessment)) or 0
        held = session.execute(sa.select(Assignment.claim_id, Assignment.slot)).all()
        left = session.scalar(
            sa.select(sa.func.count()).where(Claim.state != ClaimState.AWAITING_SIGN_OFF)
        )
        chain = ledger.verify(session, desk=session.scalars(sa.select(Desk)).one())
    answers = sum((person.answers for person in crew), Counter[int]())
    print(f"  {reviewers:>3} reviewers, {claims} claims, {given} assessments in {took:.1f} s: "
          f"{given / took:.1f} a second")  # fmt: skip
    for what in ("take", "open", "submit"):
        times = [t for person in crew for t in person.seconds[what]]
        print(f"      {what:<7} median {statistics.median(times) * 1000:7.1f} ms, "
              f"worst {max(times) * 1000:7.1f} ms")  # fmt: skip
    failed = sum(count for code, count in answers.items() if code >= 500)
    print(f"      places taken twice {len(held) - len(set(map(tuple, held)))}, left over {left}, "
          f"answers 5xx {failed}, 409 {answers[409]}, other refusals "
          f"{sum(n for c, n in answers.items() if 400 <= c < 500 and c != 409)}, "
          f"chain {'whole' if chain.sound else 'BROKEN'} of {chain.entries}")  # fmt: skip
    sessions.engine.dispose()
    return given / took


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """A migrated database without rows."""
    if kind == "sqlite":
        url = f"sqlite:///{folder / 'desk.sqlite3'}"
        schema.upgrade(url)
        yield url
        return
    from tests.postgres import running_server

    with running_server() as server, server.database() as name:
        schema.upgrade(server.url(name))
        yield server.url(name)


def main() -> None:
    options = argparse.ArgumentParser(description="Reviewers at one queue, through the web.")
    options.add_argument("--claims", type=int, default=2000)
    options.add_argument("--reviewers", type=int, nargs="+", default=[8, 16, 32])
    options.add_argument("--database", nargs="+", default=["sqlite", "postgres"])
    given = options.parse_args()
    for kind in given.database:
        print(kind)
        speeds = []
        for reviewers in given.reviewers:
            folder = Path(tempfile.mkdtemp(prefix="taking-"))
            with database(kind, folder) as url:
                speeds.append(measure(url, folder, given.claims, reviewers))
            shutil.rmtree(folder)
        print(f"  from {given.reviewers[0]} to {given.reviewers[-1]} reviewers: "
              f"{speeds[-1] / speeds[0]:.2f} times the speed")  # fmt: skip
    sys.stdout.flush()


if __name__ == "__main__":
    main()
