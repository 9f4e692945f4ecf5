"""What every table stands on: the base class, column types, engines and sessions.

SQLite is opened so that it keeps what it acknowledged and loses no concurrent update: WAL, full
synchronisation, foreign keys on, and BEGIN IMMEDIATE for every unit of work that may write.
"""

import enum
import threading
from collections import deque
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_TIMEOUT_S = 30
BUSY_TIMEOUT_MS = BUSY_TIMEOUT_S * 1000


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An aware time in UTC. SQLite drops zones, so the type puts it back. Naive times raise."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(  # the signature is the base class's
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _by_value(codes: type[enum.Enum]) -> list[str]:
    return [str(code.value) for code in codes]


class Base(DeclarativeBase):
    """Tables keep codes by value under a CHECK, times in UTC, and constraints under fixed names."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy reads it as it stands
        datetime: UtcDateTime(),
        date: sa.Date(),
        dict[str, Any]: sa.JSON(),
        list[Any]: sa.JSON(),
        list[str]: sa.JSON(),
        enum.Enum: sa.Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=True,
            length=32,
            values_callable=_by_value,
            validate_strings=True,
        ),
    }


def now() -> datetime:
    """The present moment, aware, in UTC. The one clock that services read."""
    return datetime.now(UTC)


def make_engine(url: str, *, pool_size: int = 16) -> Engine:
    """An engine for SQLite or PostgreSQL, set up so that what it acknowledged is kept."""
    if sa.make_url(url).get_backend_name() != "sqlite":
        return sa.create_engine(url, pool_size=pool_size, pool_pre_ping=True)
    engine = sa.create_engine(
        url,
        pool_size=pool_size,
        connect_args={"isolation_level": None, "timeout": BUSY_TIMEOUT_S},
    )
    turns = Turns()

    def begin(connection: Connection) -> None:
        reads_only = connection.get_execution_options().get("reads_only", False)
        if not reads_only and turns not in connection.info:
            connection.info[turns] = turns.take(BUSY_TIMEOUT_S)
        connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")

    def give_back(_connection: object, record: ConnectionPoolEntry) -> None:
        if record.info.pop(turns, False):
            turns.leave()

    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", begin)
    event.listen(engine, "checkin", give_back)
    return engine


class Turns:
    """Writers of one process, one after another in the order in which they came.

    SQLite lets whoever asks at the right moment go first, so that under many writers the unlucky
    one waits until its patience ends.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    def take(self, timeout_s: float) -> bool:
        """Wait for a turn; False when it did not come in time, and SQLite has to decide."""
        with self._lock:
            if not self._taken:
                self._taken = True
                return True
            mine = threading.Event()
            self._waiting.append(mine)
        if mine.wait(timeout_s):
            return True
        with self._lock:
            if mine not in self._waiting:
                return True  # It came at the last moment.
            self._waiting.remove(mine)
            return False

    def leave(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


def _set_up_sqlite(connection: Any, _record: object) -> None:
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


class Sessions:
    """Two ways into one database: `write()` for acts, `read()` for pages that only look."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.write: sessionmaker[Session] = sessionmaker(engine, expire_on_commit=False)
        self.read: sessionmaker[Session] = sessionmaker(
            engine.execution_options(reads_only=True), expire_on_commit=False
        )
