"""The nursery itself: loads what its children will need, and forks a child for every job.

Each child has a nurse, a process that only waits: for the child's end, or for the end of the time
that it was given. The nursery never waits for anybody, so jobs run side by side.
"""

import contextlib
import fcntl
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
from functools import cache
from typing import Any

from review.sandbox.cage import CRASHED, Cage, inside


def serve() -> None:
    """Take jobs from standard input, a socket, until its other end is closed."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=os.dup(0)) as door:
        while True:
            head, files, _, _ = socket.recv_fds(door, 4, 3)
            if not head:
                return
            job = json.loads(_exactly(door, int.from_bytes(head)))
            for name in (job["module"], *job["warm"]):
                _load(name)
            # What is loaded stays: no child looks through it for garbage, which would copy it.
            gc.freeze()
            if os.fork() == 0:
                door.close()
                _nurse(job, *files)
            for file in files:
                os.close(file)


def _exactly(door: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size and (part := door.recv(size - len(parts))):
        parts += part
    return bytes(parts)


@cache
def _load(name: str) -> None:
    """Load what children will need, and let it get ready, if it has a ``warm()`` for that.

    Should it not load, the child itself will fall over.
    """
    with contextlib.suppress(Exception):
        module = importlib.import_module(name)
        getattr(module, "warm", lambda: None)()


def _nurse(job: dict[str, Any], given: int, answer: int, reply: int) -> None:
    """Bear the child, tell its process id and then its exit code, each on a line."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for file, place in ((given, 0), (answer, 1)):
        os.dup2(file, place)
        os.close(file)
    cage = Cage(**job["cage"])
    child = os.fork()
    if child == 0:
        os.close(reply)
        _live(job, cage)
    with contextlib.suppress(ProcessLookupError):
        os.setpgid(child, child)

    _end_with_time_or_caller(child, reply, cage.wall_seconds)
    with contextlib.suppress(BrokenPipeError):
        os.write(reply, b"%d\n" % child)
    _, status = os.waitpid(child, 0)
    signal.signal(signal.SIGIO, signal.SIG_IGN)
    with contextlib.suppress(BrokenPipeError):
        os.write(reply, b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _end_with_time_or_caller(child: int, reply: int, wall_seconds: float) -> None:
    """Kill the child when its time is up, and when the caller hangs up."""

    def enough(_number: int, _frame: object) -> None:
        os.killpg(child, signal.SIGKILL)

    def left(number: int, frame: object) -> None:
        if _hung_up(reply):
            enough(number, frame)

    signal.signal(signal.SIGALRM, enough)
    signal.setitimer(signal.ITIMER_REAL, wall_seconds)
    signal.signal(signal.SIGIO, left)
    _tell_of_changes(reply)
    left(0, None)


def _tell_of_changes(reply: int) -> None:
    """Have SIGIO sent when the caller hangs up, be it before it knew its child: nobody waits."""
    fcntl.fcntl(reply, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(reply, fcntl.F_SETFL, fcntl.fcntl(reply, fcntl.F_GETFL) | os.O_ASYNC)


def _hung_up(reply: int) -> bool:
    look = select.poll()
    look.register(reply, 0)
    return any(event & select.POLLHUP for _, event in look.poll(0))


def _live(job: dict[str, Any], cage: Cage) -> None:
    """The child's whole life."""
    code = CRASHED
    try:
        os.setpgid(0, 0)
        sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115
        code = inside(cage, job["module"], job["arguments"])
    finally:
        os._exit(code)
