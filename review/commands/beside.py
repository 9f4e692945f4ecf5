"""The worker beside the web: begun again when it dies, and gone when the house is."""

import os
import signal
import subprocess
import sys
from threading import Event, Thread

PAUSE_S = 1.0
LEAVES_WITHIN_S = 30


class WorkerBeside:
    """Runs `proofdesk worker` as a child for as long as this object is not ended."""

    def __init__(self) -> None:
        self._leaving = Event()
        self._process = _begin()
        Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while True:
            self._process.wait()
            if self._leaving.wait(PAUSE_S):
                return
            self._process = _begin()

    def end(self) -> None:
        """Ask the worker to stop, and wait until it has."""
        self._leaving.set()
        self._process.terminate()
        self._process.wait(timeout=LEAVES_WITHIN_S)


def _begin() -> "subprocess.Popen[bytes]":
    # The pipe carries nothing: its end tells the worker that the web process is gone.
    return subprocess.Popen(
        [sys.executable, "-m", "review.cli", "worker", "--beside"], stdin=subprocess.PIPE
    )


def leave_with_the_house() -> None:
    """Stop this process once whoever started it is gone, however it ended."""

    def watch() -> None:
        sys.stdin.buffer.read()
        os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=watch, daemon=True).start()
