"""Listens on a line: every byte that passes is put aside as it is, and counted.

What a server sends is limited here, before anything unpacks it or puts it together. A stream of
empty gzip members, or of chunks with long extensions, is nothing once decoded and endless here.
"""

import io
import socket
from collections.abc import Callable
from typing import Any

from review.capture.aside import Aside

_AT_ONCE = 65_536


class Meter:
    """How many bytes may still come in, over all the lines of one capture."""

    def __init__(self, most: int, exceeded: Callable[[], Exception]) -> None:
        self.left, self._exceeded = most, exceeded

    def count(self, size: int) -> None:
        """Raise what the limit raises for the first byte too many."""
        if size > self.left:
            raise self._exceeded()
        self.left -= size


class Wire:
    """A socket to everybody else. `sent` and `heard` are the bytes that went each way."""

    def __init__(self, line: socket.socket, meter: Meter, heard: Aside) -> None:
        self._line, self._meter = line, meter
        self.sent, self.heard = bytearray(), heard

    def sendall(self, part: bytes) -> None:
        self.sent += part
        self._line.sendall(part)

    def makefile(self, *_: object) -> io.BufferedReader:
        raw = self._line.makefile("rb", buffering=0)
        return io.BufferedReader(_Ear(raw, self._meter, self.heard), _AT_ONCE)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._line, name)


class _Ear(io.RawIOBase):
    """Reads a socket, and asks it for no more than one byte beyond what may come."""

    def __init__(self, raw: io.RawIOBase, meter: Meter, heard: Aside) -> None:
        self._raw, self._meter, self._heard = raw, meter, heard

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        room = memoryview(buffer)[: self._meter.left + 1]
        size = self._raw.readinto(room)
        if size:
            self._meter.count(size)
            self._heard.write(room[:size])
        return size

    def close(self) -> None:
        self._raw.close()
        super().close()
