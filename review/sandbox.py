"""Runs one module in a process apart, so that hostile input can hurt that process only.

The child puts the limits on itself before any parser is loaded, and then calls
``main(arguments)`` of the module.
Setting limits there rather than in a hook between fork and exec keeps it safe
to call from a process with many threads.

The child gets its input on standard input and answers on standard output. It
has an empty environment (no secret of ours is in it), a session of its own and
no right to make processes. What it writes to standard error is dropped, since
it may quote the text of a newsroom.
"""

import contextlib
import importlib
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO

_OUT_OF_MEMORY = 71
_ROOT = str(Path(__file__).parent.parent)
# Isolated mode takes no path from anywhere, so the child is told where the house stands.
_BOOT = """import sys
sys.path.insert(0, sys.argv[1])
from review.sandbox import inside
inside(*sys.argv[2:])"""


@dataclass(frozen=True, slots=True)
class Cage:
    """What one run may use. Output counts every byte the child writes to any one file."""

    wall_seconds: float = 20.0
    cpu_seconds: int = 15
    memory_bytes: int = 1 << 30
    output_bytes: int = 16 << 20


class Reason(StrEnum):
    TOO_SLOW = "too_slow"
    TOO_BIG = "too_big"
    CRASHED = "crashed"


class StoppedError(Exception):
    """The run gave no answer. `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def run_apart(
    module: str, arguments: Sequence[str], source: bytes | Path, cage: Cage | None = None
) -> bytes:
    """Call ``main(arguments)`` of `module` in a child and return what it printed.

    Raises StoppedError when the child was too slow, too big, or fell over.
    """
    cage = cage or Cage()
    limits = ",".join(str(value) for value in astuple(cage)[1:])
    command = [sys.executable, "-I", "-c", _BOOT, _ROOT, limits, module, *arguments]
    with _opened(source) as given, tempfile.TemporaryFile() as answer:
        code = _run(command, given, answer, cage.wall_seconds)
        if code != 0:
            raise StoppedError(_reason(code))
        answer.seek(0)
        return answer.read()


@contextlib.contextmanager
def _opened(source: bytes | Path) -> Iterator[IO[bytes]]:
    if isinstance(source, Path):
        with source.open("rb") as stream:
            yield stream
        return
    with tempfile.TemporaryFile() as stream:
        stream.write(source)
        stream.seek(0)
        yield stream


def _run(command: list[str], given: IO[bytes], answer: IO[bytes], seconds: float) -> int:
    with subprocess.Popen(  # noqa: S603  our own interpreter, our own file, no shell
        command,
        stdin=given,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8"},
        cwd="/",
        start_new_session=True,
    ) as process:
        # A timer and a plain wait: a wait with a time limit polls, and answers late.
        alarm = threading.Timer(seconds, _kill, [process])
        alarm.start()
        try:
            return process.wait()
        finally:
            alarm.cancel()
            _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.returncode is None:
        os.killpg(process.pid, signal.SIGKILL)


def _reason(code: int) -> Reason:
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return Reason.TOO_SLOW
    if code in {_OUT_OF_MEMORY, -signal.SIGXFSZ}:
        return Reason.TOO_BIG
    return Reason.CRASHED


def _contain(cpu_seconds: int, memory_bytes: int, output_bytes: int) -> None:
    limits = {
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_FSIZE: output_bytes,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    # macOS knows the name of this limit but does not keep it.
    limits |= {} if sys.platform == "darwin" else {resource.RLIMIT_AS: memory_bytes}
    for kind, value in limits.items():
        resource.setrlimit(kind, (value, value))
    # Python ignores this signal; its default ends the process, which is what a limit is for.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)


def inside(limits: str, module: str, *arguments: str) -> None:
    """The child's first act: put the limits on itself, then run the module."""
    _contain(*(int(value) for value in limits.split(",")))
    try:
        importlib.import_module(module).main(list(arguments))
        sys.stdout.flush()
    except MemoryError:
        sys.exit(_OUT_OF_MEMORY)
