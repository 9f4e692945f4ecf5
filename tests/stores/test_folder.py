"""Evidence bytes are kept once, whole, unchanged, and found again by their digest."""

import hashlib
import os
from io import BytesIO
from pathlib import Path

import pytest

from review.stores.folder import FolderStore
from review.stores.opening import open_store
from review.stores.store import Condition, MissingBytesError, Store, Stored

BYTES = b"a leaked paper of Bureau 9"
SHA256 = hashlib.sha256(BYTES).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "evidence")


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("source", [BYTES, BytesIO(BYTES)])
def test_kept_bytes_come_back(store: FolderStore, source: bytes | BytesIO) -> None:
    if isinstance(source, BytesIO):
        source.seek(0)
    assert store.put(source) == Stored(SHA256, hashlib.sha512(BYTES).hexdigest(), len(BYTES))
    with store.open(SHA256) as stream:
        assert stream.read() == BYTES
    assert store.exists(SHA256)
    assert store.verify(SHA256) is Condition.INTACT
    assert store.path(SHA256) == store.root / SHA256[:2] / SHA256[2:4] / SHA256


def test_the_same_bytes_are_kept_once(store: FolderStore) -> None:
    first = store.put(BYTES)
    born = store.path(SHA256).stat().st_ino
    assert store.put(BYTES) == first
    assert files_in(store.root) == [store.path(SHA256)]
    assert store.path(SHA256).stat().st_ino == born


def test_kept_files_are_read_only(store: FolderStore) -> None:
    store.put(BYTES)
    assert store.path(SHA256).stat().st_mode & 0o777 == 0o440


def test_damage_is_told_and_the_right_bytes_repair_it(store: FolderStore) -> None:
    store.put(BYTES)
    store.path(SHA256).chmod(0o600)
    store.path(SHA256).write_bytes(b"other")
    assert store.verify(SHA256) is Condition.DAMAGED
    store.put(BYTES)
    assert store.verify(SHA256) is Condition.INTACT


def test_bytes_that_are_not_there_are_told_apart_from_damage(store: FolderStore) -> None:
    assert not store.exists(SHA256)
    assert store.verify(SHA256) is Condition.MISSING
    with pytest.raises(MissingBytesError):
        store.open(SHA256)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", SHA256.upper(), SHA256 + "\n", "a" * 63])
def test_nothing_but_a_digest_becomes_a_path(store: FolderStore, name: str) -> None:
    for ask in (store.path, store.open, store.exists, store.verify):
        with pytest.raises(ValueError, match="SHA-256"):
            ask(name)


def test_an_upload_that_breaks_off_leaves_nothing(store: FolderStore) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store.put(Broken())
    assert files_in(store.root) == []


def test_bytes_are_on_disk_before_they_have_their_name(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def watched_sync(descriptor: int) -> None:
        folder = Path(f"/proc/self/fd/{descriptor}").readlink().is_dir()
        done.append("folder" if folder else "file")
        sync(descriptor)

    def watched_replace(path: Path, target: Path) -> Path:
        done.append("named")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", watched_sync)
    monkeypatch.setattr(Path, "replace", watched_replace)
    store.put(BYTES)
    assert done == ["file", "named", "folder", "folder", "folder"]


def test_the_setting_opens_a_folder(tmp_path: Path) -> None:
    store: Store = open_store((tmp_path / "kept evidence").as_uri())
    stored = store.put(BYTES)
    assert (tmp_path / "kept evidence" / stored.sha256[:2]).is_dir()


@pytest.mark.parametrize("url", ["", "s3://bucket/x", "/plain/path", "file:relative", "file://h/x"])
def test_any_other_setting_is_refused_in_words(url: str) -> None:
    with pytest.raises(ValueError, match="file:///"):
        open_store(url)
