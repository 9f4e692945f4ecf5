"""One limit by the wall clock over everything a capture does.

Socket timeouts start anew with every byte, so a server that drips one byte a
second outlives them. Here a timer cuts the line at the end of the time, and
whatever waits on it, a TLS handshake, a header, a body, wakes up.
"""

import contextlib
import queue
import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

Result = TypeVar("Result")


class Deadline:
    """``with Deadline(15.0) as deadline``: after 15 s every watched socket is shut down."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self._lines: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            while self._lines:
                self._lines.pop().close()

    @property
    def passed(self) -> bool:
        return time.monotonic() >= self._ends

    def remaining(self) -> float:
        """Seconds left. Raises TimeoutError when there are none."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time for this capture is over")
        return left

    def watch(self, line: socket.socket) -> None:
        """Cut this socket at the end of the time, even after TLS has taken it over."""
        with self._lock:
            self.remaining()
            self._lines.append(line.dup())

    def call(self, work: Callable[[], Result]) -> Result:
        """Do work that knows no time limit, such as looking up a name, and wait no longer."""
        answers: queue.SimpleQueue[Result | Exception] = queue.SimpleQueue()

        def answer() -> None:
            try:
                answers.put(work())
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=answer, daemon=True).start()
        try:
            result = answers.get(timeout=self.remaining())
        except queue.Empty:
            raise TimeoutError("the time for this capture is over") from None
        if isinstance(result, Exception):
            raise result
        return result

    def _cut(self) -> None:
        with self._lock:
            for line in self._lines:
                with contextlib.suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)
