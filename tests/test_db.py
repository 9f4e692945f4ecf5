"""Writers on SQLite have their turns, so that none of many is unlucky for ever."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from review import db
from review.db import Sessions, Turns, make_engine

BOUND_S = 20


def test_whoever_came_first_goes_first() -> None:
    turns, order = Turns(), list[int]()
    assert turns.take(0)

    def wait(number: int) -> None:
        assert turns.take(BOUND_S)
        order.append(number)
        turns.leave()

    threads = []
    for number in range(5):
        threads.append(threading.Thread(target=wait, args=(number,)))
        threads[-1].start()
        while len(turns._waiting) <= number:
            threads[-1].join(0.001)
    turns.leave()
    for thread in threads:
        thread.join(BOUND_S)
    assert order == [0, 1, 2, 3, 4]
    assert turns.take(0)


def test_a_turn_that_does_not_come_is_not_waited_for_for_ever() -> None:
    turns = Turns()
    assert turns.take(0)
    assert not turns.take(0.01)
    turns.leave()
    assert turns.take(0)


def test_a_turn_that_comes_at_the_last_moment_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = Turns()
    assert turns.take(0)

    def late(_self: object, _timeout: float) -> bool:
        turns.leave()
        return False

    monkeypatch.setattr(threading.Event, "wait", late)
    assert turns.take(0)


@pytest.mark.parametrize("ending", [Session.commit, Session.rollback, Session.close])
def test_a_unit_of_work_gives_its_turn_back_however_it_ends(
    sessions: Sessions, ending: Callable[[Session], None]
) -> None:
    for _ in range(2):
        session = sessions.write()
        session.execute(sa.text("SELECT 1"))
        ending(session)


def test_a_page_is_read_while_somebody_writes(sessions: Sessions) -> None:
    with sessions.write() as writing, sessions.read() as reading:
        writing.execute(sa.text("CREATE TABLE scratch (id INTEGER)"))
        assert reading.scalar(sa.text("SELECT count(*) FROM claim")) == 0


def test_two_writers_in_one_thread_are_told_so_and_not_kept_waiting_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "BUSY_TIMEOUT_S", 0.05)
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 50)
    engine = make_engine(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    sessions = Sessions(engine)
    with sessions.write() as first, sessions.write() as second:
        first.execute(sa.text("SELECT 1"))
        with pytest.raises(OperationalError, match="locked"):
            second.execute(sa.text("SELECT 1"))
    engine.dispose()
