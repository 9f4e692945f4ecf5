"""Captures of pages of 100 kB from a server of our own: how many a second, at what memory, and what
somebody who reads a claim meanwhile feels of it.

The pages, the web server and the workers are processes of their own, as at work. First the claim's
page is asked for alone, then while two workers capture:

    .venv/bin/python -m benchmarks.captures [--captures 500] [--workers processes threads]
"""

import argparse
import http.client
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import sqlalchemy as sa

from benchmarks.taking import article
from config import Settings, from_environment
from review import schema
from review.app import create_app
from review.db import Sessions, make_engine
from review.domain.policy import Actor
from review.domain.vocabulary import CaptureStatus, CaptureStep, EvidenceKind, Role
from review.jobs import make_enqueue
from review.models import Capture, Claim, User
from review.services.accounts import add_user
from review.services.articles import import_article
from review.services.desks import create_desk
from review.services.evidence import Piece, attach
from review.services.web_sessions import start

PAGE_BYTES = 100_000
LINKS_A_CLAIM = 5
WARMING = 10
FIRST = 3
PAUSE_S = 0.2
WORDS = (
    "the", "ministry", "of", "transport", "in", "Vantoria", "said", "on", "Monday", "that", "fares",
    "had", "doubled", "while", "officers", "of", "the", "court", "looked", "at", "registers",
)  # fmt: skip


def _page() -> bytes:
    """An article with what stands around one, of 100 kB; NUMBER is where each is its own."""
    chance = random.Random(1)
    links = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(60))
    head = (
        "<!doctype html><html lang='en'><head><title>Fares NUMBER</title>"
        f"<meta name='author' content='Edda Lorn'></head><body><nav><ul>{links}</ul></nav>"
        "<article><h1>Fares NUMBER</h1>"
    )
    parts, size = [head], len(head)
    while size < PAGE_BYTES - 400:
        said = " ".join(chance.choices(WORDS, k=50)).capitalize()
        parts.append(f"<p class='story'>{said} <a href='/{size}'>{size}</a>.</p>\n")
        size += len(parts[-1])
    return "".join(parts).encode().ljust(PAGE_BYTES - 24) + b"</article></body></html>"


PAGE = _page()


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGE.replace(b"NUMBER", self.path.strip("/").encode())
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve(what: str, port: int) -> None:
    """Run in a process of its own until it is ended."""
    if what == "pages":
        ThreadingHTTPServer(("127.0.0.1", port), Pages).serve_forever()
    from waitress import serve as waitress

    waitress(create_app(from_environment()), host="127.0.0.1", port=port, threads=8)


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def running(*command: str, environment: dict[str, str]) -> Iterator[int]:
    """A process; its id. It is ended by id when this is over."""
    process = subprocess.Popen(
        [sys.executable, *command], env={**os.environ, **environment}, stdin=subprocess.DEVNULL
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def furnish(sessions: Sessions, links: list[str]) -> tuple[list[int], int, str]:
    """A desk whose claims have these links; the captures, a claim, a signed-in browser's token."""
    with sessions.write.begin() as session:
        desk = create_desk(session, slug="harrow", name="The Harrow Ledger")
        person = add_user(
            session, email="r@harrow.example", name="Mirela Dorn", role=Role.EDITOR, desk=desk
        )
        actor = Actor(person.id, desk.id, "Mirela Dorn", frozenset({Role.EDITOR}))
        claims = -(-len(links) // LINKS_A_CLAIM)
        import_article(session, prepared=article(0, claims), actor=actor)
        ids = session.scalars(sa.select(Claim.id).order_by(Claim.id)).all()
        token = start(session, user=session.get_one(User, person.id)) or ""
    captures = []
    for number, url in enumerate(links):
        piece = Piece(EvidenceKind.LINK, url=url)
        with sessions.write.begin() as session:
            made = attach(session, claim_id=ids[number // LINKS_A_CLAIM], actor=actor, piece=piece)
        captures.append(made.capture_id or 0)
    return captures, ids[0], token


class Reader(threading.Thread):
    """One person who opens a claim's page again and again; keeps how long each answer took."""

    def __init__(self, port: int, path: str, cookie: str) -> None:
        super().__init__(daemon=True)
        self._port, self._path, self._cookie = port, path, cookie
        self._over, self.times = threading.Event(), list[float]()

    def run(self) -> None:
        while not self._over.wait(PAUSE_S):
            began = time.perf_counter()
            line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
            line.request("GET", self._path, headers={"Cookie": self._cookie})
            answer = line.getresponse()
            answer.read()
            line.close()
            if answer.status != 200:
                raise SystemExit(f"the page answered {answer.status}")
            self.times.append(time.perf_counter() - began)

    def ended(self) -> str:
        self._over.set()
        self.join()
        # The first pages of a process are slow whatever else it does.
        times = self.times[FIRST:]
        if len(times) < 2:
            return "too few pages"
        slow, middle = statistics.quantiles(times, n=20)[-1], statistics.median(times)
        return f"{len(times)} pages, median {middle * 1000:.0f} ms, p95 {slow * 1000:.0f} ms"


def memory_of(pids: list[int]) -> float:
    """MB that these processes and the nurseries of their readers hold."""
    parents: dict[int, int] = {}
    held: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*/status"):
        try:
            told = dict(line.split(":", 1) for line in entry.read_text().splitlines())
        except OSError:
            continue
        parents[int(entry.parent.name)] = int(told["PPid"])
        held[int(entry.parent.name)] = int(told.get("VmRSS", "0 kB").split()[0])
    # What a nursery bears lives for the time of one page, and shares nearly all of its memory.
    mine = {*pids, *(pid for pid, parent in parents.items() if parent in pids)}
    return sum(held.get(pid, 0) for pid in mine) / 1000


def machine_s() -> float:
    """Seconds that all cores together have worked, whoever asked them to."""
    told = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    user, nice, system, _, _, irq, soft = map(int, told[:7])
    return (user + nice + system + irq + soft) / os.sysconf("SC_CLK_TCK")


def done(sessions: Sessions) -> int:
    with sessions.read() as session:
        rows = sa.select(sa.func.count()).where(Capture.step == CaptureStep.DONE)
        return session.scalar(rows) or 0


def measure(kind: str, count: int, folder: Path) -> None:
    url, pages, web = f"sqlite:///{folder / 'desk.sqlite3'}", free_port(), free_port()
    environment = {
        "PROOFDESK_DATA_DIR": str(folder), "PROOFDESK_DATABASE_URL": url,
        "PROOFDESK_SECRET_KEY": "a key for this run alone " * 3,
        "PROOFDESK_FETCH_ALLOW": f"127.0.0.1:{pages}",
    }  # fmt: skip
    settings = from_environment(environment)
    schema.upgrade(url)
    sessions = Sessions(make_engine(url))
    links = [f"http://127.0.0.1:{pages}/{number}" for number in range(count + WARMING)]
    ids, claim, token = furnish(sessions, links)
    cookie = cookie_of(settings, sessions, token)
    enqueue = make_enqueue(settings)
    two = 2 if kind == "processes" else 1
    worker = ("-m", "review.cli", "worker", "--threads", str(3 - two))
    with ExitStack() as stack:
        for what, port in (("pages", pages), ("web", web)):
            command = ("-m", "benchmarks.captures", "--serve", what, "--port", str(port))
            stack.enter_context(running(*command, environment=environment))
            wait_until(partial(answers, port))
        alone = Reader(web, f"/claims/{claim}", cookie)
        alone.start()
        time.sleep(5)
        print(f"  {kind}: the claim's page alone: {alone.ended()}")
        workers = [
            stack.enter_context(running(*worker, environment=environment)) for _ in range(two)
        ]
        for capture_id in ids[:WARMING]:
            enqueue("capture", capture_id)
        wait_until(lambda: done(sessions) >= WARMING)
        beside = Reader(web, f"/claims/{claim}", cookie)
        beside.start()
        # The sweep of the full minute may have begun some more by now.
        before, busy, began = done(sessions), machine_s(), time.perf_counter()
        for capture_id in ids[WARMING:]:
            enqueue("capture", capture_id)
        held = []
        for part in (count // 10, count // 2, count):
            wait_until(lambda part=part: done(sessions) >= WARMING + part)
            held.append(f"{memory_of(workers):.0f} MB after {part}")
        took, new = time.perf_counter() - began, count + WARMING - before
        print(f"  {kind}: {new} captures in {took:.1f} s: {new / took:.1f} a second")
        spent = machine_s() - busy
        print(f"      {spent / new * 1000:.0f} ms of work a capture on the whole machine, "
              f"which was busy for {spent / took / (os.cpu_count() or 1):.0%}")  # fmt: skip
        print(f"      the claim's page meanwhile: {beside.ended()}")
        print(f"      the workers and their nurseries hold {', '.join(held)}")
    with sessions.read() as session:
        rows = sa.select(Capture.status, sa.func.count()).group_by(Capture.status)
        ended = {status.value: number for status, number in session.execute(rows)}
        words = session.scalar(sa.select(sa.func.count()).where(Capture.text != ""))
    whole = ended == {CaptureStatus.CAPTURED.value: count + WARMING} and words == count + WARMING
    print(f"      {ended}, with words {words}{'' if whole else '  NOT WHOLE'}")
    sessions.engine.dispose()


def cookie_of(settings: Settings, sessions: Sessions, token: str) -> str:
    client = create_app(settings, sessions).test_client()
    with client.session_transaction() as kept:
        kept["token"] = token
    found = client.get_cookie("proofdesk")
    return f"proofdesk={found.value if found else ''}"


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def wait_until(so: Callable[[], bool]) -> None:
    until = time.monotonic() + 300
    while not so():
        if time.monotonic() > until:
            raise SystemExit("it did not come to its end")
        time.sleep(0.1)


def main() -> None:
    options = argparse.ArgumentParser(description="Captures a second, memory, and pages meanwhile.")
    options.add_argument("--captures", type=int, default=500)
    options.add_argument("--workers", nargs="+", default=["processes", "threads"])
    options.add_argument("--serve", choices=["pages", "web"], help=argparse.SUPPRESS)
    options.add_argument("--port", type=int, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.serve:
        serve(given.serve, given.port)
        return
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}, of {os.cpu_count()} cores")
    for kind in given.workers:
        folder = Path(tempfile.mkdtemp(prefix="captures-"))
        try:
            measure(kind, given.captures, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
