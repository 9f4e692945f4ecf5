"""Watched pages are looked at by hand, and kept bytes read again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine

from review.db import Sessions, make_engine, now
from review.services import captures, evidence
from review.stores.folder import FolderStore
from review.stores.opening import store_of
from tests.capture.servers import Line, Serve, page, serve
from tests.commands.shell import Shell
from tests.desk import furnish, link

__all__ = ["serve"]
TEXT = "Content-Type: text/plain"


class Web:
    """A page whose words a test changes."""

    def __init__(self, serve: Serve) -> None:
        self.body = b"Fares doubled in 2025."
        self.server = serve(self._answer)

    def _answer(self, line: Line) -> None:
        page(self.body, TEXT)(line)


@pytest.fixture
def web(serve: Serve) -> Web:
    return Web(serve)


@pytest.fixture
def desk(shell: Shell, web: Web) -> Shell:
    """Two desks with a captured page each, of the same site."""
    shell.environment["PROOFDESK_FETCH_ALLOW"] = f"127.0.0.1:{web.server.port}"
    with opened(shell) as sessions:
        for slug in ("harrow", "quay"):
            with sessions.write.begin() as session:
                found = furnish(session, slug=slug)
                made = evidence.attach(
                    session, claim_id=found.plain.id, actor=found.ana, piece=link(web.server.url)
                )
            assert made.capture_id is not None
            captures.run(sessions, store_of(shell.settings), capture_id=made.capture_id,
                         allow=shell.settings.fetch_allow)  # fmt: skip
    return shell


@contextmanager
def opened(shell: Shell) -> Iterator[Sessions]:
    engine = make_engine(shell.settings.database_url)
    yield Sessions(engine)
    engine.dispose()


def test_what_is_due_is_looked_at_one_site_at_a_time(desk: Shell) -> None:
    assert desk("watch") == "Pages looked at: 0.\n"
    moment = now() + timedelta(days=15)
    with time_machine.travel(moment):
        said = desk("watch", "--limit", "5")
    assert said == "evidence 2: same. The same bytes as ours.\nPages looked at: 1.\n"
    with time_machine.travel(moment + timedelta(minutes=2)):
        assert "evidence 1: same." in desk("watch")
        assert desk("watch") == "Pages looked at: 0.\n"


def test_pages_of_one_desk_are_looked_at_where_it_is_named(desk: Shell) -> None:
    with time_machine.travel(now() + timedelta(days=15)):
        assert "evidence 2: same." in desk("watch", "--desk", "quay")
    assert "no such desk" in desk.fails("watch", "--desk", "nowhere")


def test_one_page_is_looked_at_now_and_it_is_said_what_was_found(desk: Shell, web: Web) -> None:
    web.body = b"Fares tripled in 2025."
    said = desk("watch", "--evidence", "2")
    assert said.startswith("evidence 2: changed. Its words changed, and no passage was quoted")
    assert said.endswith("Pages looked at: 1.\n")
    assert "a moment ago" in desk.fails("watch", "--evidence", "2")
    assert "no such page" in desk.fails("watch", "--evidence", "1", "--desk", "quay")
    assert "There is no evidence 9." in desk.fails("watch", "--evidence", "9")


def test_where_the_days_are_none_nothing_is_looked_at(desk: Shell, web: Web) -> None:
    desk.environment["PROOFDESK_WATCH_DAYS"] = "0"
    assert "PROOFDESK_WATCH_DAYS is 0" in desk.fails("watch")
    assert len(web.server.requests) == 2


def test_kept_bytes_are_read_again_whatever_their_turn(desk: Shell) -> None:
    said = desk("watch", "--rehash")
    assert said.startswith("Read again: ")
    assert "Damaged: 0, missing: 0, right again: 0, not to be read: 0." in said
    assert "Read again: 1." in desk("watch", "--rehash", "--limit", "1")


def test_damaged_bytes_end_the_command_with_one(desk: Shell) -> None:
    spoilt = next(file for file in (desk.folder / "evidence").glob("??/??/*"))
    spoilt.chmod(0o600)
    spoilt.write_bytes(b"spoilt")
    assert "Damaged: 1" in desk.fails("watch", "--rehash")


def test_a_store_out_of_reach_is_said_and_nothing_is_called_damaged(
    desk: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_store: FolderStore, _sha256: str) -> None:
        raise OSError("no answer")

    monkeypatch.setattr(FolderStore, "verify", away)
    monkeypatch.setattr(FolderStore, "writable", lambda _: False)
    assert "out of reach" in desk.fails("watch", "--rehash")


@pytest.mark.parametrize("more", [("--desk", "quay"), ("--evidence", "1")])
def test_bytes_are_read_of_all_desks_or_not_at_all(desk: Shell, more: tuple[str, str]) -> None:
    assert "give no desk" in desk.fails("watch", "--rehash", *more, code=2)
