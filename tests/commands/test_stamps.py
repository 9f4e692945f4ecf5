"""Stamps are asked for by a command, and verified by another without any network."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from review.capture import connection
from review.commands import stamps as command
from review.db import Sessions, make_engine, now
from review.domain.vocabulary import StampStatus
from review.models import Evidence, TimeStamp
from review.services import stamping
from review.services.desks import find_desk
from review.stamps import token
from review.stores.opening import store_of
from tests.commands.shell import Shell
from tests.services.stamp_room import Room
from tests.stamps.clock import Clock, Towers, own_clock, towers

__all__ = ["towers"]


@pytest.fixture
def room(shell: Shell) -> Iterator[Room]:
    """A desk behind the command, with one captured link."""
    engine = make_engine(shell.settings.database_url)
    yield Room(Sessions(engine), store_of(shell.settings), shell.folder / "roots.pem")
    engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return own_clock()


@pytest.fixture
def url(shell: Shell, room: Room, clock: Clock, towers: Towers) -> str:
    """The address of an authority that the settings name and trust."""
    room.trust(clock)
    url = f"{towers(clock).url}/tsr"
    shell.environment["PROOFDESK_STAMP_URLS"] = url
    shell.environment["PROOFDESK_STAMP_ROOTS"] = str(room.roots)
    return url


def work(room: Room) -> None:
    for number in stamping.waiting(room.sessions):
        room.run(number)


def test_every_captured_page_of_a_desk_is_asked_for_once(
    shell: Shell, room: Room, url: str
) -> None:
    assert shell("stamp", "--desk", room.desk.slug).startswith("Stamps asked for: 1.")
    row = room.row(1)
    assert (row.authority, row.asked_by_id, row.subject_sha256) == (url, None, room.record)
    assert shell("stamp").startswith("Stamps asked for: 0.")


def test_one_piece_is_asked_for_by_its_number(shell: Shell, room: Room, url: str) -> None:
    assert shell("stamp", "--evidence", str(room.piece)).startswith("Stamps asked for: 1.")
    assert "asked already" in shell.fails("stamp", "--evidence", str(room.piece))
    assert "no such page" in shell.fails("stamp", "--evidence", "99")


def test_what_cannot_be_stamped_is_said_in_one_line(
    shell: Shell, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "name no authority" in shell.fails("stamp")
    shell.environment["PROOFDESK_STAMP_URLS"] = "https://a:b@clock.example"
    assert "no address such as" in shell.fails("stamp")
    shell.environment["PROOFDESK_STAMP_URLS"] = "https://clock.example"
    monkeypatch.setattr(token, "find_spec", lambda _: None)
    assert "extra `archive`" in shell.fails("stamp")


def test_kept_stamps_are_verified_without_any_network(
    shell: Shell, room: Room, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell("stamp")
    work(room)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("somebody was asked")

    monkeypatch.setattr(connection, "open_line", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    said = shell("stamps", "verify", "--desk", room.desk.slug)
    assert f"{room.desk.slug}, evidence {room.piece}, {url}: holds. Stamped 20" in said
    assert "UTC by Ostrane Clock.\n" in said
    assert said.endswith("1 of 1 kept stamps are as the desk says.\n")


def test_a_certificate_that_ran_out_since_is_told_and_changes_nothing(
    shell: Shell, room: Room, clock: Clock, url: str
) -> None:
    shell("stamp")
    work(room)
    with time_machine.travel(now() + timedelta(days=3650)):
        said = shell("stamps", "verify")
    ended = clock.held.certificate.not_valid_after_utc
    assert f"A certificate of its chain ran out on {ended:%Y-%m-%d}; it was good" in said


def spoil(room: Room, sha256: str | None) -> None:
    place = next(room.roots.parent.glob(f"evidence/**/{sha256}"))
    place.chmod(0o600)
    place.write_bytes(place.read_bytes()[:-3] + b"abc")


def test_a_stamp_that_was_altered_in_the_store_breaks(shell: Shell, room: Room, url: str) -> None:
    shell("stamp")
    work(room)
    spoil(room, room.row(1).token_sha256)
    said = shell.fails("stamps", "verify")
    assert "does not hold" in said
    assert "0 of 1" in said


def test_a_stamp_or_bytes_that_are_gone_break(shell: Shell, room: Room, url: str) -> None:
    shell("stamp")
    work(room)
    room.store.remove(room.record)
    assert "the bytes it is of are missing" in shell.fails("stamps", "verify")
    room.store.remove(room.row(1).token_sha256 or "")
    assert "missing from the store" in shell.fails("stamps", "verify")


def test_another_root_breaks_what_was_called_verified(shell: Shell, room: Room, url: str) -> None:
    shell("stamp")
    work(room)
    room.trust(own_clock())
    assert "whom the settings trust" in shell.fails("stamps", "verify")


def test_a_stamp_that_failed_is_no_break_and_may_hold_by_now(
    shell: Shell, room: Room, clock: Clock, url: str
) -> None:
    room.trust(own_clock())
    shell("stamp")
    work(room)
    assert room.row(1).status is StampStatus.FAILED
    assert "does not hold" in shell("stamps", "verify")
    room.trust(clock)
    assert "Press “Try again” on its page." in shell("stamps", "verify")


def test_several_authorities_are_told_apart(
    shell: Shell, room: Room, clock: Clock, url: str, towers: Towers
) -> None:
    other = own_clock()
    room.trust(clock, other)
    shell.environment["PROOFDESK_STAMP_URLS"] = f"{url},{towers(other).url}"
    assert shell("stamp").startswith("Stamps asked for: 2.")
    work(room)
    said = shell("stamps", "verify")
    assert said.count(": holds.") == 2
    assert said.endswith("2 of 2 kept stamps are as the desk says.\n")


def test_where_nobody_is_trusted_nothing_is_proven(
    shell: Shell, room: Room, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.roots.write_text("nothing")
    assert "holds no certificate" in shell.fails("stamps", "verify")
    shell.environment["PROOFDESK_STAMP_ROOTS"] = ""
    assert "Not proven" in shell.fails("stamps", "verify", code=command.NOT_PROVEN)
    monkeypatch.setattr(token, "find_spec", lambda _: None)
    assert "extra `archive`" in shell.fails("stamps", "verify", code=command.NOT_PROVEN)


def test_stamps_of_another_desk_are_left_alone(shell: Shell, room: Room, url: str) -> None:
    shell("desk", "add", "quay", "--name", "Quay")
    assert shell("stamp", "--desk", "quay").startswith("Stamps asked for: 0.")
    shell("stamp", "--desk", room.desk.slug)
    work(room)
    assert "0 of 0" in shell("stamps", "verify", "--desk", "quay")
    with room.sessions.read() as session:
        piece = session.get_one(Evidence, room.piece)
        assert piece.desk_id == find_desk(session, room.desk.slug).id
        assert session.get_one(TimeStamp, 1).desk_id == piece.desk_id
