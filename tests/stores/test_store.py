"""Evidence bytes are kept once, whole, unchanged, and found again by their digest.

Asked of both stores alike: of a folder, and of a bucket on a local stand-in for S3 (tests.bucket).
"""

import hashlib
import os
import threading
from datetime import timedelta
from io import BytesIO, RawIOBase
from typing import Any

import pytest

from review.db import now
from review.stores.s3 import PART
from review.stores.store import Condition, MissingBytesError, Store, Stored, place
from tests.stores.conftest import BYTES, SHA256, Shelf

LARGE = b"0123456789abcdef" * (PART // 16) + b"and a little more than one part holds"


class OneWay(RawIOBase):
    """Bytes from a line: they come once and cannot be wound back."""

    def __init__(self, data: bytes) -> None:
        self._rest = BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        return self._rest.readinto(target)


def stored(data: bytes) -> Stored:
    return Stored(hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest(), len(data))


@pytest.mark.parametrize("data", [BYTES, b"", LARGE], ids=["small", "empty", "large"])
@pytest.mark.parametrize("make", [bytes, BytesIO, OneWay])
def test_kept_bytes_come_back(shelf: Shelf, make: Any, data: bytes) -> None:
    store, kept = shelf.store, stored(data)
    assert store.put(make(data)) == kept
    with store.open(kept.sha256) as stream:
        assert stream.read(5) + stream.read() == data
    with store.on_disk(kept.sha256) as file:
        assert os.pread(file.fileno(), 8, 0) + file.read()[8:] == data
    assert store.size(kept.sha256) == len(data)
    assert store.exists(kept.sha256)
    assert store.sha512(kept.sha256) == kept.sha512
    assert store.verify(kept.sha256) is Condition.INTACT
    assert shelf.names() == [place(kept.sha256)]


def test_a_file_is_kept_from_where_it_stands(store: Store) -> None:
    source = BytesIO(b"head" + BYTES)
    source.seek(4)
    assert store.put(source) == stored(BYTES)
    assert store.verify(SHA256) is Condition.INTACT


def test_the_same_bytes_are_kept_once(shelf: Shelf) -> None:
    first = shelf.store.put(BYTES)
    before = list(shelf.store.listing())
    assert shelf.store.put(BYTES) == first
    assert list(shelf.store.listing()) == before
    assert shelf.names() == [place(SHA256)]


@pytest.mark.parametrize("data", [BYTES, LARGE], ids=["small", "large"])
def test_many_who_keep_the_same_bytes_at_once_keep_them_once(shelf: Shelf, data: bytes) -> None:
    gate, kept = threading.Barrier(6), []

    def put() -> None:
        gate.wait()
        kept.append(shelf.store.put(BytesIO(data)))

    threads = [threading.Thread(target=put) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kept == [stored(data)] * 6
    assert shelf.names() == [place(stored(data).sha256)]
    assert shelf.store.verify(stored(data).sha256) is Condition.INTACT


@pytest.mark.parametrize("data", [BYTES, LARGE], ids=["small", "large"])
def test_damage_is_told_and_the_right_bytes_repair_it(shelf: Shelf, data: bytes) -> None:
    sha256 = shelf.store.put(data).sha256
    shelf.damage(sha256, b"other")
    assert shelf.store.verify(sha256) is Condition.DAMAGED
    shelf.store.put(data)
    assert shelf.store.verify(sha256) is Condition.INTACT


def test_bytes_that_are_not_there_are_told_apart_from_damage(store: Store) -> None:
    assert not store.exists(SHA256)
    assert store.verify(SHA256) is Condition.MISSING
    for ask in (store.open, store.size, store.sha512):
        with pytest.raises(MissingBytesError):
            ask(SHA256)
    with pytest.raises(MissingBytesError), store.on_disk(SHA256):
        pass


@pytest.mark.parametrize("name", ["", "../../etc/passwd", SHA256.upper(), SHA256 + "\n", "a" * 63])
def test_nothing_but_a_digest_becomes_a_path(store: Store, name: str) -> None:
    for ask in (store.open, store.size, store.exists, store.verify, store.sha512, store.remove):
        with pytest.raises(ValueError, match="SHA-256"):
            ask(name)


def test_an_upload_that_breaks_off_leaves_nothing(shelf: Shelf) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        shelf.store.put(Broken())
    assert shelf.names() == []


@pytest.mark.parametrize("data", [BYTES, LARGE], ids=["small", "large"])
def test_bytes_are_announced_before_they_are_found(shelf: Shelf, data: bytes) -> None:
    heard: list[tuple[Stored, bool]] = []

    def announce(coming: Stored) -> None:
        heard.append((coming, shelf.store.exists(coming.sha256)))

    shelf.store.put(BytesIO(data), announce)
    shelf.store.put(data, announce)
    assert heard == [(stored(data), False), (stored(data), True)]


def test_bytes_whose_announcement_fails_are_not_kept(shelf: Shelf) -> None:
    def announce(_coming: Stored) -> None:
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        shelf.store.put(BYTES, announce)
    assert shelf.names() == []


def test_the_listing_holds_what_is_kept_and_nothing_else(shelf: Shelf) -> None:
    many = [b"piece %d" % number for number in range(3)]
    for data in many:
        shelf.store.put(data)
    shelf.leave_unfinished()
    found = {held.sha256: held for held in shelf.store.listing()}
    assert set(found) == {stored(data).sha256 for data in many}
    for data in many:
        held = found[stored(data).sha256]
        assert held.size == len(data)
        assert abs(held.kept_at - now()) < timedelta(minutes=2)


def test_the_listing_of_a_store_never_written_to_is_empty(store: Store) -> None:
    assert list(store.listing()) == []
    assert store.forget_unfinished(now()) == 0


def test_what_is_removed_is_gone_and_may_be_removed_again(shelf: Shelf) -> None:
    shelf.store.put(BYTES)
    shelf.store.remove(SHA256)
    assert shelf.store.verify(SHA256) is Condition.MISSING
    assert shelf.names() == []
    shelf.store.remove(SHA256)


def test_what_somebody_began_and_left_is_forgotten_after_its_time(shelf: Shelf) -> None:
    shelf.store.put(BYTES)
    shelf.leave_unfinished()
    assert shelf.store.forget_unfinished(now() - timedelta(hours=1)) == 0
    assert len(shelf.names()) == 2
    assert shelf.store.forget_unfinished(now() + timedelta(minutes=1)) == 1
    assert shelf.names() == [place(SHA256)]


def test_a_store_says_whether_it_takes_bytes_and_leaves_nothing_behind(shelf: Shelf) -> None:
    assert shelf.store.writable()
    assert shelf.names() == []
    shelf.break_down()
    assert not shelf.store.writable()
    with pytest.raises(OSError, match=r"."):
        shelf.store.put(BYTES)
