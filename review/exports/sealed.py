"""A report's content with its own digest, in the canonical form that both are taken over."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from review.domain.ledger import Entry
from review.domain.report import VerifiedClaimReport
from review.seal import canonical_bytes


@dataclass(frozen=True, slots=True)
class Sealed:
    """`document` is canonical JSON (RFC 8785): the content, `sha256` over it, `ledger_entry`."""

    sha256: str
    document: bytes


def seal(report: VerifiedClaimReport) -> Sealed:
    """Each part is written once: an object's canonical form is that of its parts in order."""
    parts = {key: canonical_bytes(value) for key, value in report.to_plain().items()}
    sha256 = hashlib.sha256(_joined(parts)).hexdigest()
    parts["sha256"] = canonical_bytes(sha256)
    parts["ledger_entry"] = canonical_bytes(plain_entry(report.ledger_entry))
    return Sealed(sha256, _joined(parts))


def plain_entry(entry: Entry | None) -> dict[str, Any] | None:
    return None if entry is None else {**entry.content(), "hash": entry.hash}


def _joined(parts: Mapping[str, bytes]) -> bytes:
    return b"{" + b",".join(b'"%s":%s' % (k.encode(), parts[k]) for k in sorted(parts)) + b"}"


def render(report: VerifiedClaimReport) -> bytes:
    """The report as JSON, after the published schema (`schema/report-1.json`)."""
    return seal(report).document
