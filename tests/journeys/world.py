"""A real desk for journeys: `proofdesk up` as a process of its own, its people, and a public page.

Everybody and everything in it is invented.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import IO

from config import from_environment
from review.db import Sessions, make_engine
from review.domain.vocabulary import Role
from review.services.accounts import add_user
from review.services.desks import find_desk
from tests.web_client import PASSWORD, known_hash

TITLE = "The physicist, the forty pages and Bureau 9"
ACCUSATION = (
    "Bureau 9 accuses Ilan Maresk of handing forty pages of secret calculations to the "
    "Republic of Norland."
)
FIGURE = "The fare of the Ostrane tram rose by 12 per cent in 2025."
QUOTE = '"They asked me about tea tins for 14 hours in 2024," Maresk told The Harrow Ledger.'
OPINION = "In our view Vantoria deserves better judges."
ARTICLE = f"{TITLE}\n\nBy Corin Vale\n\n{ACCUSATION}\n\n{FIGURE} {QUOTE}\n\n{OPINION}\n"
SEEN = (
    "The register of the Lenth Institute lists thirty-eight of the forty pages as released in 2019."
)
PAGE = (
    "<!doctype html><html lang=en><title>Register of releases</title>"
    f"<h1>Register of releases</h1><p>{SEEN}</p></html>"
)
# Who works here beside the first editor: key, name, role.
PEOPLE = (
    ("ana", "Ana Belcourt", Role.REVIEWER),
    ("jonas", "Jonas Wray", Role.REVIEWER),
    ("sera", "Sera Okonwell", Role.LEGAL),
    ("oda", "Oda Lindqvist", Role.READER),
)


@dataclass(frozen=True)
class House:
    """A running desk. `people` maps a key to e-mail and password; `page_url` can be captured."""

    address: str
    environment: Mapping[str, str]
    people: Mapping[str, tuple[str, str]]
    page_url: str

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A `proofdesk` command on this desk's data."""
        return subprocess.run(
            [sys.executable, "-m", "review.cli", *words],
            env=self.environment, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip


@contextmanager
def opened(data: Path) -> Iterator[House]:
    """Start a new desk on an empty folder, let its people in, and stop it at the end."""
    with ExitStack() as stack:
        page_url = stack.enter_context(_public_page())
        environment = _environment(data, allow=page_url.split("/")[2])
        address, first = stack.enter_context(_up(environment))
        people = {"editor": first, **_let_in(environment)}
        yield House(address, environment, people, page_url)


def _let_in(environment: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    sessions = Sessions(make_engine(from_environment(environment).database_url))
    with sessions.write.begin() as session:
        desk = find_desk(session, None)
        for key, name, role in PEOPLE:
            add_user(session, email=_email(key), name=name, role=role, desk=desk,
                     password_hash=known_hash())  # fmt: skip
    sessions.engine.dispose()
    return {key: (_email(key), PASSWORD) for key, _, _ in PEOPLE}


def _email(key: str) -> str:
    return f"{key}@harrow-ledger.example"


def _environment(data: Path, *, allow: str) -> dict[str, str]:
    mine = {name: value for name, value in os.environ.items() if "PROOFDESK" not in name}
    return mine | {"PROOFDESK_DATA_DIR": str(data), "PROOFDESK_FETCH_ALLOW": allow}


@contextmanager
def _up(environment: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The address, and e-mail and password of the first sign-in, as the command prints them."""
    command = [sys.executable, "-m", "review.cli", "up", "--port", str(_free_port())]
    log = Path(environment["PROOFDESK_DATA_DIR"]).with_suffix(".log")
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        with process:
            try:
                assert process.stdout is not None
                yield _printed(process.stdout, log)
            finally:
                process.terminate()


def _printed(lines: IO[str], log: Path) -> tuple[str, tuple[str, str]]:
    seen = ""
    for line in lines:
        seen += line
        if "Ctrl+C" in line:
            break
    address = re.search(r"open at (\S+)", seen)
    first = re.search(r"first sign-in\s+(\S+)\s+(\S+)", seen)
    assert address, log.read_text(encoding="utf-8")
    assert first, seen
    return address[1], (first[1], first[2])


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class _Register(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, *_words: object) -> None:
        """Nothing: the tests' output is not for this."""


@contextmanager
def _public_page() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Register)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/register"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
