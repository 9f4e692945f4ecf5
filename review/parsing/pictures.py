"""Asks for the working copy of a picture, which is made in a process apart."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from review.domain.errors import Invalid
from review.sandbox import Cage, Reason, StoppedError, run_apart

JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
READ_HERE: Final = frozenset(
    {JPEG, PNG, "image/gif", "image/webp", "image/tiff", "image/bmp", "image/x-ms-bmp"}
)
_CHILD = "review.parsing.picturing"
_MOST_PIXELS = 80_000_000
_CAGE = Cage(wall_seconds=30.0, cpu_seconds=25, memory_bytes=1 << 30, output_bytes=200 << 20)
_STOPPED = {
    Reason.TOO_SLOW: "Reading it took too long and was stopped.",
    Reason.TOO_BIG: "Reading it needs more memory than a picture may have.",
    Reason.CRASHED: "It is built in a way that cannot be read safely.",
}
_NAMES = {"image/heic": "HEIC", "image/heif": "HEIF", "image/avif": "AVIF", "image/svg+xml": "SVG"}


class Trouble(Invalid):
    """Why there is no working copy; `message` is one sentence, `remedy` what would work."""


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    media_type: str
    data: bytes


def working_copy(
    source: bytes | Path | BinaryIO, media_type: str, *, most_pixels: int = _MOST_PIXELS
) -> WorkingCopy:
    """The same picture without anything but its pixels; of several in one file, the first.

    A JPEG comes back as JPEG, everything else as PNG. Raises Trouble.
    """
    if media_type not in READ_HERE:
        name = _NAMES.get(media_type, media_type)
        raise Trouble(
            f"Pictures of the kind {name} are not read here.",
            "Save it as JPEG or PNG and attach that too, if you need a copy without metadata.",
        )
    try:
        answer = run_apart(_CHILD, [str(most_pixels)], source, _CAGE, warm=["PIL.Image"])
    except StoppedError as stopped:
        raise Trouble(_STOPPED[stopped.reason]) from stopped
    head, _, data = answer.partition(b"\n")
    told = json.loads(head)
    if "failure" in told:
        raise Trouble(told["failure"])
    return WorkingCopy(told["media_type"], data)
