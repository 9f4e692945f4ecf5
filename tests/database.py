"""Databases for tests: a migrated SQLite file to copy, and sessions on either database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from review import schema
from review.db import Sessions, make_engine


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with today's tables and no rows, to be copied and never used itself."""
    path = tmp_path_factory.mktemp("template") / "desk.sqlite3"
    schema.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "desk.sqlite3"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def compiled_sql() -> Engine:
    """An engine that lends its dialect, and with it the statements compiled for that one."""
    engine = sa.create_engine("sqlite://", query_cache_size=5_000)
    engine.connect().close()
    return engine


@pytest.fixture
def sessions(sqlite_url: str, compiled_sql: Engine) -> Iterator[Sessions]:
    """Sessions on a SQLite database of this test's own.

    Each engine compiles its statements for itself, which is a quarter of what such tests cost.
    """
    engine = make_engine(sqlite_url)
    engine.dialect, engine._compiled_cache = compiled_sql.dialect, compiled_sql._compiled_cache
    yield Sessions(engine)
    engine.dispose()


@pytest.fixture
def session(sessions: Sessions) -> Iterator[Session]:
    """One unit of work; services never commit, so nothing outlives the test."""
    with sessions.write() as session:
        yield session
