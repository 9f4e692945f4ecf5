"""The desk's side of the nursery: starts it when first needed, and hands it one job after another.

The nursery is a fresh interpreter, not a fork of the desk: it holds no secret, no open file and no
thread of ours. It ends when the desk does, for then its standard input ends.
"""

import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from review.sandbox.cage import CRASHED, Cage

_ROOT = str(Path(__file__).parent.parent.parent)
# Isolated mode takes no path from anywhere, so the nursery is told where the house stands.
_BOOT = """import sys
sys.path.insert(0, sys.argv[1])
from review.sandbox.births import serve
serve()"""


@dataclass(frozen=True, slots=True)
class Job:
    """One call of ``main(arguments)`` in a child; `warm` are modules to load before it is born."""

    module: str
    arguments: tuple[str, ...]
    warm: tuple[str, ...]
    cage: Cage

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self)).encode()


class Nursery:
    """Hands jobs to the process that forks children; safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._door: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def run(self, job: Job, given: IO[bytes], answer: IO[bytes]) -> int:
        """Do the job and return its exit code. The child is gone when this returns or raises."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                self._hand_over(job, [given.fileno(), answer.fileno(), theirs.fileno()])
            with ours.makefile("rb") as told, _ended(told) as child:
                return int(told.readline() or CRASHED) if child else CRASHED

    def _hand_over(self, job: Job, files: list[int]) -> None:
        message = job.as_bytes()
        with self._lock:
            try:
                self._send(message, files)
            except OSError:
                # It was ended by somebody. One that is fresh takes the job, or nothing does.
                self._close()
                self._send(message, files)

    def _send(self, message: bytes, files: list[int]) -> None:
        if self._door is not None and self._owner != os.getpid():
            # The desk itself was forked: the nursery that it knew belongs to its parent.
            self._door.close()
            self._door = self._process = None
        if self._door is None:
            self._open()
        assert self._door is not None
        socket.send_fds(self._door, [len(message).to_bytes(4)], files)
        self._door.sendall(message)

    def _open(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  our own interpreter, our own file, no shell
                [sys.executable, "-I", "-c", _BOOT, _ROOT],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={"LANG": "C.UTF-8"},
                cwd="/",
                start_new_session=True,
            )
        self._door, self._owner = ours, os.getpid()

    def leave(self) -> None:
        """End the nursery with the desk; one that belongs to the parent of a fork is left alone."""
        if self._owner == os.getpid():
            self._close()

    def _close(self) -> None:
        if self._door is not None and self._process is not None:
            self._door.close()
            self._process.kill()
            self._process.wait()
        self._door = self._process = None


@contextlib.contextmanager
def _ended(told: IO[bytes]) -> Iterator[int]:
    """The child's process id, 0 for none; should the caller be interrupted, the child is killed."""
    child = int(told.readline() or 0)
    try:
        yield child
    except BaseException:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        raise


NURSERY = Nursery()
atexit.register(NURSERY.leave)
