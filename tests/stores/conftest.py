"""Both kinds of store, so that the same is asked of each."""

import hashlib
import shutil
from abc import ABC, abstractmethod
from pathlib import Path

import pytest

from review.stores.folder import FolderStore
from review.stores.s3 import ASIDE, BucketStore
from review.stores.store import Store, place
from tests.bucket import BucketServer

BYTES = b"a leaked paper of Bureau 9"
SHA256 = hashlib.sha256(BYTES).hexdigest()


class Shelf(ABC):
    """A store, and what only somebody with his hands on its disk can do and see."""

    store: Store

    @abstractmethod
    def damage(self, sha256: str, data: bytes) -> None: ...

    @abstractmethod
    def leave_unfinished(self) -> None:
        """As whoever is killed in the middle of an upload does."""

    @abstractmethod
    def names(self) -> list[str]:
        """Everything that takes up room."""

    @abstractmethod
    def break_down(self) -> None:
        """From now on nothing can be written."""


class FolderShelf(Shelf):
    def __init__(self, folder: Path) -> None:
        self.store: FolderStore = FolderStore(folder)

    def damage(self, sha256: str, data: bytes) -> None:
        self.store.path(sha256).chmod(0o600)
        self.store.path(sha256).write_bytes(data)

    def leave_unfinished(self) -> None:
        aside = self.store.root / "incoming"
        aside.mkdir(parents=True, exist_ok=True)
        (aside / "tmpabcd").write_bytes(b"half")

    def names(self) -> list[str]:
        root = self.store.root
        return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())

    def break_down(self) -> None:
        shutil.rmtree(self.store.root)
        self.store.root.write_bytes(b"a file where the folder should be")


class BucketShelf(Shelf):
    def __init__(self, server: BucketServer) -> None:
        self._server, self._bucket = server, server.make_bucket()
        self.store: BucketStore = BucketStore(
            self._bucket, "evidence", server.access, look_holds_s=0
        )

    def damage(self, sha256: str, data: bytes) -> None:
        self._server.ask("PUT", f"{self._bucket}/evidence/{place(sha256)}", data)

    def leave_unfinished(self) -> None:
        self._server.ask("PUT", f"{self._bucket}/evidence/{ASIDE}/abcd", b"half")

    def names(self) -> list[str]:
        told = self._server.ask("GET", f"{self._bucket}?list-type=2").decode()
        return sorted(part.partition("</Key>")[0] for part in told.split("<Key>evidence/")[1:])

    def break_down(self) -> None:
        self._server.ask("DELETE", self._bucket)


@pytest.fixture(params=["folder", "bucket"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
    if request.param == "folder":
        (tmp_path / "evidence").mkdir()
        return FolderShelf(tmp_path / "evidence")
    return BucketShelf(request.getfixturevalue("s3"))


@pytest.fixture
def store(shelf: Shelf) -> Store:
    return shelf.store
