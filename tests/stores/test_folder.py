"""What is special about evidence in a folder: files that survive a crash, and read-only ones."""

import os
from pathlib import Path

import pytest

from review.stores.folder import FolderStore
from tests.stores.conftest import BYTES, SHA256


@pytest.fixture
def folder(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "evidence")


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What becomes of files and folders, in its order."""
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def watched_sync(descriptor: int) -> None:
        is_folder = Path(f"/proc/self/fd/{descriptor}").readlink().is_dir()
        done.append("folder" if is_folder else "file")
        sync(descriptor)

    def watched_replace(path: Path, target: Path) -> Path:
        done.append("named")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", watched_sync)
    monkeypatch.setattr(Path, "replace", watched_replace)
    return done


def test_bytes_are_on_disk_before_they_have_their_name(
    folder: FolderStore, done: list[str]
) -> None:
    folder.put(BYTES, lambda _stored: done.append("announced"))
    assert done == ["file", "announced", "named", "folder", "folder", "folder"]


def test_bytes_that_another_just_put_there_are_on_disk_as_well_when_put_returns(
    folder: FolderStore, done: list[str]
) -> None:
    folder.put(BYTES)
    done.clear()
    folder.put(BYTES)
    assert done == ["file", "folder", "folder", "folder"]


def test_kept_files_are_read_only(folder: FolderStore) -> None:
    folder.put(BYTES)
    assert folder.path(SHA256).stat().st_mode & 0o777 == 0o440


def test_a_file_that_is_kept_already_is_not_touched(folder: FolderStore) -> None:
    folder.put(BYTES)
    born = folder.path(SHA256).stat().st_ino
    folder.put(BYTES)
    assert folder.path(SHA256).stat().st_ino == born


@pytest.mark.parametrize("name", ["ab/cd/notes.txt", "ab/cd/" + "ef" * 32, "ab/x"])
def test_a_file_that_is_no_evidence_is_not_listed(folder: FolderStore, name: str) -> None:
    path = folder.root / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    assert list(folder.listing()) == []
