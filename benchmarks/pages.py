"""How long each page takes, and how many queries, with 1,000 and with 10,000 claims.

Fills a SQLite database for each size, asks every page some times through the whole application,
and prints the median server time, how much of it was work of this process (the rest is waiting for
a machine that does other things), how the work grows, and the number of queries:

    .venv/bin/python -m benchmarks.pages [--claims 1000 10000] [--times 9]
"""

import argparse
import statistics
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from benchmarks.filled_desk import REPORTED, fill
from config import Settings
from review import schema
from review.app import create_app
from review.db import Sessions, make_engine
from review.domain.policy import Actor
from review.domain.vocabulary import Role
from review.models import User
from review.services.reports import make_report
from review.services.web_sessions import start

# Who looks at what. Each address stands for one kind of page.
PAGES = {
    Role.REVIEWER: (
        "/", "/queue", "/queue?view=mine", "/queue?view=unassigned", "/queue?view=second",
        "/queue?view=stale", "/queue?view=sent_back", "/queue?sort=press", "/queue?sort=age",
        "/queue?q=maresk+900", "/queue?q=nothing", "/queue?article=7", "/articles",
        "/articles/7", "/articles/7/versions", "/claims/77", "/claims/77/history", "/evidence/7",
        "/accusations", "/accusations/7", "/sources", "/sources?q=17", "/sources/7", "/ledger",
        "/ledger?act=take", "/ledger?claim=77", "/ledger?article=7", "/ledger/head", "/account",
        "/clip",
    ),
    Role.EDITOR: (
        "/", "/queue", "/claims/77", "/claims/77/words", "/claims/77/evidence", "/claims/77/steps",
        "/articles/7", "/articles/7/claims", "/articles/new", "/articles/7/reports", "/reports/1",
        "/reports/1.html", "/reports/1.json", "/admin/desk",
    ),
    Role.LEGAL: ("/", "/articles/7/reports", "/reports/1"),
    Role.READER: ("/", "/queue", "/articles/7", "/api/v1/claims", "/api/v1/claims/77"),
    Role.ADMIN: ("/", "/admin/", "/admin/people/3"),
}  # fmt: skip
TOO_SLOW_MS = 50


class Counter:
    """Statements that went to the database since it was set to zero."""

    def __init__(self, sessions: Sessions) -> None:
        self.count = 0
        event.listen(sessions.engine, "before_cursor_execute", self._note)

    def _note(self, *_statement: object) -> None:
        self.count += 1


def signed_in(app: Flask, sessions: Sessions, person: Actor) -> FlaskClient:
    with sessions.write.begin() as session:
        token = start(session, user=session.get_one(User, person.user_id), browser="benchmark")
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["token"] = token
    return client


class Cost(NamedTuple):
    """Medians in milliseconds, and the number of statements."""

    took: float
    worked: float
    queries: int


def measured(folder: Path, claims: int, times: int) -> dict[tuple[str, str], Cost]:
    """Role and address to what the page costs; a page that fails is left out."""
    url = f"sqlite:///{folder / f'{claims}.sqlite3'}"
    schema.upgrade(url)
    sessions = Sessions(make_engine(url))
    with sessions.write.begin() as session:
        people = fill(session, claims)
        make_report(session, article_id=REPORTED, actor=people[Role.EDITOR])
    # One huge transaction leaves a log that no desk has; a desk's own is folded in as it works.
    with sessions.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    evidence = f"file://{folder / 'evidence'}"
    settings = Settings(folder, url, "a key for the benchmark alone", evidence)
    app, counter = create_app(settings, sessions), Counter(sessions)
    found = {}
    for role, addresses in PAGES.items():
        client = signed_in(app, sessions, people[role])
        for address in addresses:
            status = client.get(address).status_code
            if status == 200:
                found[role.value, address] = asked(client, counter, address, times)
            else:
                print(f"{role.value:9} {address:32} answered {status}")
    sessions.engine.dispose()
    return found


def asked(client: FlaskClient, counter: Counter, address: str, times: int) -> Cost:
    took, worked = [], []
    for _ in range(times):
        counter.count, begun, cpu = 0, perf_counter(), process_time()
        client.get(address)
        worked.append((process_time() - cpu) * 1000)
        took.append((perf_counter() - begun) * 1000)
    return Cost(statistics.median(took), statistics.median(worked), counter.count)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--claims", type=int, nargs=2, default=(1_000, 10_000))
    options.add_argument("--times", type=int, default=9)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        few, many = (measured(Path(folder), size, given.times) for size in given.claims)
    small, large = given.claims
    print(f"{'':42} {small:>7} claims {large:>7} claims")
    print(f"{'role':9} {'page':32} {'ms':>7} {'work':>6} {'ms':>7} {'work':>6} growth queries")
    for (role, address), cost in few.items():
        then = many.get((role, address))
        if then is not None:
            report(role, address, cost, then)


def report(role: str, address: str, cost: Cost, then: Cost) -> None:
    same = cost.queries == then.queries
    queries = f"{then.queries}" if same else f"{cost.queries} to {then.queries}"
    times = f"{cost.took:7.1f} {cost.worked:6.1f} {then.took:7.1f} {then.worked:6.1f}"
    slow = "  slow" if then.took > TOO_SLOW_MS else ""
    print(f"{role:9} {address:32} {times} {then.worked / cost.worked:6.1f} {queries:>7}{slow}")


if __name__ == "__main__":
    main()
