"""What one child may use, and why it was stopped."""

import importlib
import resource
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

OUT_OF_MEMORY = 71
CRASHED = 70


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


def reason_of(code: int) -> Reason:
    """Why a child ended with this exit code; a signal is its negative number."""
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return Reason.TOO_SLOW
    if code in {OUT_OF_MEMORY, -signal.SIGXFSZ}:
        return Reason.TOO_BIG
    return Reason.CRASHED


def inside(cage: Cage, module: str, arguments: Sequence[str]) -> int:
    """The child's first act: put the limits on itself, then run the module. Gives its exit code."""
    _contain(cage)
    try:
        importlib.import_module(module).main(list(arguments))
        sys.stdout.flush()
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def _contain(cage: Cage) -> None:
    limits = {
        resource.RLIMIT_CPU: cage.cpu_seconds,
        resource.RLIMIT_FSIZE: cage.output_bytes,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    # macOS knows the name of this limit but does not keep it.
    limits |= {} if sys.platform == "darwin" else {resource.RLIMIT_AS: cage.memory_bytes}
    for kind, value in limits.items():
        resource.setrlimit(kind, (value, value))
    # Python ignores this signal; its default ends the process, which is what a limit is for.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
