"""Bytes put aside while they come in: not yet kept, never all in memory."""

import hashlib
import tempfile
from types import TracebackType
from typing import BinaryIO, Self, cast


class Aside:
    """A file without a name, which a crash leaves no trace of; counted and hashed as it grows."""

    def __init__(self) -> None:
        self._file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115  closed by close()
        self._short, self._long = hashlib.sha256(), hashlib.sha512()
        self.size = 0

    def write(self, part: bytes | memoryview) -> None:
        self._file.write(part)
        self._short.update(part)
        self._long.update(part)
        self.size += len(part)

    @property
    def sha256(self) -> str:
        return self._short.hexdigest()

    @property
    def sha512(self) -> str:
        return self._long.hexdigest()

    @property
    def file(self) -> BinaryIO:
        """The bytes, from their beginning."""
        self._file.seek(0)
        return self._file

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()
