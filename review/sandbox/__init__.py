"""Runs one module in a process apart, so that hostile input can hurt that process only.

The child puts the limits on itself before any hostile byte is read, and then calls
``main(arguments)`` of the module.

The child gets its input on standard input and answers on standard output. It
has an empty environment (no secret of ours is in it), a session of its own and
no right to make processes. What it writes to standard error is dropped, since
it may quote the text of a newsroom.

Children are forked from a nursery: a process of one thread that has loaded the modules before, so
that a child begins in milliseconds rather than in the half second that loading a parser takes.
"""

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, BinaryIO

from review.sandbox.cage import Cage, Reason, StoppedError, reason_of
from review.sandbox.nursery import NURSERY, Job

__all__ = ["Cage", "Reason", "StoppedError", "run_apart"]


def run_apart(
    module: str,
    arguments: Sequence[str],
    source: bytes | Path | BinaryIO,
    cage: Cage | None = None,
    warm: Sequence[str] = (),
) -> bytes:
    """Call ``main(arguments)`` of `module` in a child and return what it printed.

    An open file is read from its beginning. `warm` names further modules that the nursery keeps
    loaded for children of this kind.
    Raises StoppedError when the child was too slow, too big, or fell over.
    """
    job = Job(module, tuple(arguments), tuple(warm), cage or Cage())
    with _opened(source) as given, tempfile.TemporaryFile() as answer:
        code = NURSERY.run(job, given, answer)
        if code != 0:
            raise StoppedError(reason_of(code))
        answer.seek(0)
        return answer.read()


@contextlib.contextmanager
def _opened(source: bytes | Path | BinaryIO) -> Iterator[IO[bytes]]:
    if isinstance(source, Path):
        with source.open("rb") as stream:
            yield stream
        return
    if not isinstance(source, bytes):
        source.seek(0)
        yield source
        return
    with tempfile.TemporaryFile() as stream:
        stream.write(source)
        stream.seek(0)
        yield stream
