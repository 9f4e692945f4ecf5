"""Fetching for tests: what came, with its bytes read out before they are gone."""

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from review.capture.aside import Aside
from review.capture.fetch import fetch
from review.capture.record import write_record
from review.capture.snapshot import Headers, Hop


@dataclass(frozen=True)
class Got:
    """The plain facts of a snapshot. `heard` and `whole` go hop by hop."""

    hops: tuple[Hop, ...]
    redirects: tuple[Hop, ...]
    answer: Hop
    final_url: str
    status: int
    url: str
    media_type: str
    body: bytes
    size: int
    sha256: str
    sha512: str
    heard: tuple[bytes, ...]
    whole: tuple[bool, ...]
    started_at: datetime
    finished_at: datetime
    tool: str
    warc: bytes

    @property
    def response_headers(self) -> Headers:
        return self.answer.response_headers


def fetched(url: str, **how: Any) -> Got:
    with fetch(url, **how) as snapshot, Aside() as warc:
        write_record(snapshot, warc)
        return Got(
            hops=snapshot.hops,
            redirects=snapshot.redirects,
            answer=snapshot.answer,
            final_url=snapshot.final_url,
            status=snapshot.status,
            url=snapshot.url,
            media_type=snapshot.media_type,
            body=snapshot.body.file.read(),
            size=snapshot.body.size,
            sha256=snapshot.body.sha256,
            sha512=snapshot.body.sha512,
            heard=tuple(recorded.heard.file.read() for recorded in snapshot.record),
            whole=tuple(recorded.whole for recorded in snapshot.record),
            started_at=snapshot.started_at,
            finished_at=snapshot.finished_at,
            tool=snapshot.tool,
            warc=warc.file.read(),
        )


@dataclass(frozen=True)
class Kept:
    """One record of a WARC file: its headers by name, and its block as it stands."""

    headers: dict[str, str]
    block: bytes
    sound: bool


def records_of(warc: bytes) -> list[Kept]:
    """Read a WARC file with its digests checked."""
    records = ArchiveIterator(BytesIO(warc), no_record_parse=True, check_digests=True)
    with closing(records):
        return [
            Kept(
                headers=dict(record.rec_headers.headers),
                block=record.raw_stream.read(),
                sound=record.digest_checker.passed is True,
            )
            for record in records
        ]
