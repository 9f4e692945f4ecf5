"""Evidence bytes in a bucket that speaks the S3 protocol, under the same names as in a folder.

A name is given once: small bytes by a PUT that fails where something stands, larger ones by an
upload aside and a copy that fails likewise. So whoever is killed in the middle leaves nothing
under a digest but the whole of its bytes.
"""

import io
import math
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime, timedelta
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO, cast
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError
from obstore.store import S3Store

from review.stores.access import Access
from review.stores.store import (
    CHUNK,
    Announce,
    Condition,
    Held,
    MissingBytesError,
    Store,
    Stored,
    StoreError,
    hashed,
    place,
    unannounced,
)

ASIDE = "incoming"
# Up to here a PUT in one piece, whose bytes are held in memory; beyond, parts of this size.
PART = 5 << 20
_AT_ONCE = 2
# Anybody may ask whether the desk is ready; a bucket that costs by the request is asked less often.
LOOK_HOLDS_S = 10.0
_OWN = Access()
_MISSING = (NotFoundError, FileNotFoundError)
_RETRIES: Any = {"max_retries": 3, "retry_timeout": timedelta(seconds=30)}


class BucketStore(Store):
    """A content-addressed store in one bucket, below `prefix`."""

    def __init__(
        self,
        bucket: str,
        prefix: str = "",
        access: Access = _OWN,
        *,
        look_holds_s: float = LOOK_HOLDS_S,
    ) -> None:
        self._look_holds_s, self._looked = look_holds_s, (-math.inf, False)
        plain = urlsplit(access.endpoint).scheme == "http"
        given: dict[str, Any] = {
            "endpoint": access.endpoint,
            "region": access.region,
            "access_key_id": access.key,
            "secret_access_key": access.secret,
        }
        self._bucket = S3Store(
            bucket,
            prefix=prefix or None,
            # Without this a copy overwrites whatever has the name.
            copy_if_not_exists="multipart",
            virtual_hosted_style_request=False,
            client_options={"allow_http": plain, "connect_timeout": timedelta(seconds=5)},
            retry_config=_RETRIES,
            **{name: value for name, value in given.items() if value},
        )

    def put(self, source: bytes | BinaryIO, announce: Announce = unannounced) -> Stored:
        with _rewindable(source) as stream:
            begin = stream.tell()
            stored = hashed(stream)
            announce(stored)
            found = self.verify(stored.sha256)
            if found is Condition.DAMAGED:
                # These have to go first, for nothing is ever written over.
                self.remove(stored.sha256)
            if found is not Condition.INTACT:
                stream.seek(begin)
                self._send(stored, stream)
        return stored

    def open(self, sha256: str) -> BinaryIO:
        with _found(sha256):
            found = obstore.get(self._bucket, place(sha256))
        raw = _Arriving(iter(found.stream(min_chunk_size=CHUNK)))
        return cast("BinaryIO", io.BufferedReader(raw, CHUNK))

    def size(self, sha256: str) -> int:
        with _found(sha256):
            return int(obstore.head(self._bucket, place(sha256))["size"])

    def writable(self) -> bool:
        at, found = self._looked
        if time.monotonic() - at > self._look_holds_s:
            found = self._takes_bytes()
            self._looked = (time.monotonic(), found)
        return found

    def _takes_bytes(self) -> bool:
        name = f"{ASIDE}/{uuid.uuid4().hex}"
        try:
            with _answered():
                obstore.put(self._bucket, name, b"\0", use_multipart=False)
                obstore.delete(self._bucket, name)
        except StoreError:
            return False
        return True

    def listing(self) -> Iterator[Held]:
        for entry in self._entries():
            sha256 = entry["path"].rpartition("/")[2]
            with suppress(ValueError):
                if entry["path"] == place(sha256):
                    yield Held(sha256, entry["size"], entry["last_modified"])

    def remove(self, sha256: str) -> None:
        self._delete(place(sha256))

    def forget_unfinished(self, before: datetime) -> int:
        old = [one["path"] for one in self._entries(ASIDE) if one["last_modified"] < before]
        for name in old:
            self._delete(name)
        return len(old)

    def _delete(self, name: str) -> None:
        with _answered(), suppress(*_MISSING):
            obstore.delete(self._bucket, name)

    def _entries(self, below: str | None = None) -> Iterator[Any]:
        pages = iter(obstore.list(self._bucket, below))
        while True:
            with _answered():
                page = next(pages, None)
            if page is None:
                return
            yield from page

    def _send(self, stored: Stored, stream: IO[bytes]) -> None:
        by = self._in_one if stored.size <= PART else self._in_parts
        # Where another was faster, the same bytes stand there.
        with _answered(), suppress(AlreadyExistsError):
            by(place(stored.sha256), stream)

    def _in_one(self, name: str, stream: IO[bytes]) -> None:
        obstore.put(self._bucket, name, stream.read(), mode="create", use_multipart=False)

    def _in_parts(self, name: str, stream: IO[bytes]) -> None:
        """Aside, and then under its name: a PUT that creates would hold all bytes in memory."""
        aside = f"{ASIDE}/{uuid.uuid4().hex}"
        try:
            obstore.put(
                self._bucket,
                aside,
                _pieces(stream),
                use_multipart=True,
                chunk_size=PART,
                max_concurrency=_AT_ONCE,
            )
            obstore.copy(self._bucket, aside, name, overwrite=False)
        finally:
            with suppress(BaseError, FileNotFoundError):
                obstore.delete(self._bucket, aside)


class _Arriving(io.RawIOBase):
    """Bytes as they come from the bucket, read one after another."""

    def __init__(self, chunks: Iterator[Any]) -> None:
        self._chunks, self._rest = chunks, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        if not self._rest:
            with _answered():
                self._rest = memoryview(next(self._chunks, b""))
        many = min(len(target), len(self._rest))
        target[:many] = self._rest[:many]
        self._rest = self._rest[many:]
        return many


@contextmanager
def _answered() -> Iterator[None]:
    """Speak of the bucket's trouble in the words that every store has for it."""
    try:
        yield
    except (BaseError, FileNotFoundError) as error:
        said = f"the bucket did not answer as it should ({type(error).__name__})"
        raise StoreError(said) from error


@contextmanager
def _found(sha256: str) -> Iterator[None]:
    """Likewise, where the bucket may say that it has no such bytes."""
    with _answered():
        try:
            yield
        except _MISSING as error:
            raise MissingBytesError(sha256) from error


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    ask: Callable[[], bytes] = lambda: stream.read(CHUNK)  # noqa: E731
    return iter(ask, b"")


@contextmanager
def _kept_aside(source: BinaryIO) -> Iterator[IO[bytes]]:
    with SpooledTemporaryFile(max_size=CHUNK) as spool:
        while chunk := source.read(CHUNK):
            spool.write(chunk)
        spool.seek(0)
        yield cast("IO[bytes]", spool)


def _rewindable(source: bytes | BinaryIO) -> AbstractContextManager[IO[bytes]]:
    """The bytes in a form that can be read twice: for the digest, and for sending them."""
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if source.seekable():
        return _left_open(source)
    return _kept_aside(source)


@contextmanager
def _left_open(source: BinaryIO) -> Iterator[IO[bytes]]:
    yield source
