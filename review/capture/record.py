"""A capture as a WARC file (ISO 28500, version 1.1): what was asked and answered, byte for byte."""

import hashlib
import uuid
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, BinaryIO

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from review.capture.aside import Aside
from review.capture.snapshot import Recorded, Snapshot

_VERSION = "WARC/1.1"
# Of the levels of zlib, the one that packs a page well for little time.
_LEVEL = 4


def write_record(snapshot: Snapshot, into: Aside) -> None:
    """Write who wrote it, then request and response of every hop, one gzip member each.

    Digests are SHA-256 over the whole block. The same snapshot gives the same bytes.
    """
    writer = _Writer(_Packed(into), gzip=False, warc_version=_VERSION)
    writer.write_record(_about(snapshot))
    for recorded in snapshot.record:
        for record in _pair(recorded):
            writer.write_record(record)


class _Writer(WARCWriter):  # type: ignore[misc]  # warcio has no types
    def ensure_digest(self, *_: object, **__: object) -> None:
        """Leave the digests as they are: ours are SHA-256, warcio's would be SHA-1."""


class _Packed:
    """A file in which everything up to a flush is a gzip member of its own."""

    def __init__(self, into: Aside) -> None:
        self._into, self._packer = into, _packer()

    def write(self, part: bytes) -> None:
        self._into.write(self._packer.compress(part))

    def flush(self) -> None:
        self._into.write(self._packer.flush())
        self._packer = _packer()


def _packer() -> Any:
    return zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)


def _about(snapshot: Snapshot) -> ArcWarcRecord:
    fields = {
        "software": snapshot.tool,
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/"
        "warc-1.1/",
    }
    block = "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()
    headers = _headers("warcinfo", snapshot.started_at, hashlib.sha256(block).hexdigest())
    return _record(headers, "application/warc-fields", BytesIO(block), len(block))


def _pair(recorded: Recorded) -> Iterator[ArcWarcRecord]:
    sent, heard, hop = recorded.sent, recorded.heard, recorded.hop
    asked = _headers("request", hop.asked_at, hashlib.sha256(sent).hexdigest())
    answered = _headers("response", hop.asked_at, heard.sha256)
    for headers, other in ((asked, answered), (answered, asked)):
        headers.add_header("WARC-Target-URI", hop.url)
        headers.add_header("WARC-IP-Address", hop.peer)
        headers.add_header("WARC-Concurrent-To", other.get_header("WARC-Record-ID"))
    if not recorded.whole:
        answered.add_header("WARC-Truncated", "unspecified")
    yield _record(asked, "application/http; msgtype=request", BytesIO(sent), len(sent))
    yield _record(answered, "application/http; msgtype=response", heard.file, heard.size)


def _headers(kind: str, at: datetime, sha256: str) -> StatusAndHeaders:
    when = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    named = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {when} {sha256}")
    told = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{named}>"),
        ("WARC-Date", when),
        ("WARC-Block-Digest", f"sha256:{sha256}"),
    ]
    return StatusAndHeaders("", told, protocol=_VERSION)


def _record(
    headers: StatusAndHeaders, media_type: str, block: BinaryIO | BytesIO, size: int
) -> ArcWarcRecord:
    """A record of a block that is taken as it stands: warcio would write HTTP headers anew."""
    kind = headers.get_header("WARC-Type")
    return ArcWarcRecord("warc", kind, headers, block, None, media_type, size)
