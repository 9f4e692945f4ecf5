"""Calls the parsers in a process apart and brings the answer, or the reason there is none."""

import json
import os
from dataclasses import asdict, replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from review.parsing.archive import broken
from review.parsing.document import ReadDocument, from_json
from review.parsing.errors import Unreadable, UnreadableCode
from review.parsing.kinds import Kind
from review.parsing.limits import DEFAULT, Limits
from review.sandbox import Cage, Reason, StoppedError, run_apart

_CHILD = "review.parsing.child"
_SHORTER = "Import a shorter document, or paste the text."


def parse_apart(
    source: bytes | Path | BinaryIO, kind: Kind, limits: Limits = DEFAULT
) -> ReadDocument:
    """Read a document of a known kind. Raises Unreadable with what is wrong and what would work."""
    check_size(source, kind, limits)
    cage = Cage(limits.wall_seconds, limits.cpu_seconds, limits.memory_bytes, limits.output_bytes)
    try:
        told = [kind.value, json.dumps(asdict(limits))]
        answer = run_apart(_CHILD, told, source, cage, warm=[kind.reader])
    except StoppedError as stopped:
        raise _unreadable(stopped.reason) from stopped
    return _document(answer)


def parse_page(
    source: bytes | Path | BinaryIO, kind: Kind, url: str, limits: Limits = DEFAULT
) -> ReadDocument:
    """Read what was fetched from `url`; where it names no publisher, the host stands for it."""
    document = parse_apart(source, kind, limits)
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return replace(document, publisher=document.publisher or host)


def check_size(source: bytes | Path | BinaryIO, kind: Kind, limits: Limits) -> None:
    """Raise Unreadable for a file that is empty or larger than its kind may be."""
    size = _size(source)
    most = limits.text_file_bytes if kind.is_plain else limits.file_bytes
    if size == 0:
        raise Unreadable(
            UnreadableCode.EMPTY,
            "This file is empty: it has 0 bytes.",
            "Check that it was saved, then choose it again.",
        )
    if size > most:
        message = f"This file has {size / 1e6:.1f} MB; {most / 1e6:g} MB is the most for its kind."
        raise Unreadable(UnreadableCode.TOO_LARGE, message, _SHORTER)


def _size(source: bytes | Path | BinaryIO) -> int:
    if isinstance(source, bytes):
        return len(source)
    return source.stat().st_size if isinstance(source, Path) else source.seek(0, os.SEEK_END)


def _document(answer: bytes) -> ReadDocument:
    if not answer.startswith(b'{"code"'):
        return from_json(answer)
    trouble = json.loads(answer)
    raise Unreadable(UnreadableCode(trouble["code"]), trouble["message"], trouble["remedy"])


def _unreadable(reason: Reason) -> Unreadable:
    if reason is Reason.TOO_SLOW:
        message = "Reading this file took too long and was stopped."
        return Unreadable(UnreadableCode.TOO_SLOW, message, _SHORTER)
    if reason is Reason.TOO_BIG:
        message = "Reading this file took more memory than is allowed and was stopped."
        return Unreadable(UnreadableCode.TOO_LARGE, message, _SHORTER)
    return broken()
