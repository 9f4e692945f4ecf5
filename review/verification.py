"""Whether a report is what its desk recorded, found out from the file alone, offline.

Exit codes: 0 sound, under a head that came from outside; 1 broken, and the first bad item is
named; 2 not proven, because nothing was found wrong but something could not be held against the
outside. A head is the hash of the ledger line that recorded the making: that line holds the digest
of the report, so whoever has the head from elsewhere knows the whole report by it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile, zip_longest
from pathlib import Path
from typing import Any

import rfc8785

from review.domain.ledger import Entry
from review.domain.records import Malformed, read
from review.domain.report import SCHEMA, VerifiedClaimReport, from_plain
from review.exports import page
from review.exports.sealed import plain_entry
from review.seal import digest
from review.text.canonical import digest as text_digest

SOUND, BROKEN, NOT_PROVEN = 0, 1, 2
BESIDE = frozenset({"sha256", "ledger_entry"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """`lines` are to be printed; the last one is the conclusion."""

    exit_code: int
    lines: tuple[str, ...]


class Bad(Exception):  # noqa: N818  the message is the first bad item
    """Something in the file is not what it should be."""


class Unknown(Exception):  # noqa: N818  the message says what cannot be checked
    """The file is of a kind that cannot be checked here."""


def verify(path: Path, head: str | None = None) -> Verdict:
    """Check a report as JSON or as a page. Raises OSError where the file cannot be read."""
    raw = path.read_bytes()
    try:
        data = page.data_of(raw)
        document = _parsed(raw if data is None else data)
        report = _checked(document)
        lines = _claims(report)
        if data is not None:
            lines.append(_page_fits(raw, report))
    except Bad as bad:
        return Verdict(BROKEN, (f"Broken: {bad}.",))
    except Unknown as unknown:
        return Verdict(NOT_PROVEN, (f"Not proven: {unknown}.",))
    return _held_against(report, head, lines)


def _parsed(raw: bytes) -> dict[str, Any]:
    try:
        document = json.loads(raw, object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError) as error:
        raise Bad("the file is not a report, or is cut short or altered") from error
    if not isinstance(document, dict) or not str(document.get("schema")).startswith("proofdesk/"):
        raise Bad("the file is not a report of Proofdesk")
    if document["schema"] != SCHEMA:
        raise Unknown(f"this program does not know reports of the form {document['schema']}")
    return document


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _checked(document: Mapping[str, Any]) -> VerifiedClaimReport:
    """The report, once its own digest, its shape and its ledger line have been found right."""
    content = {key: value for key, value in document.items() if key not in BESIDE}
    sha256 = document.get("sha256")
    if _digest(content) != sha256:
        raise Bad("the content does not fit its digest (sha256)")
    try:
        report = from_plain(content, ledger_entry=_entry(document.get("ledger_entry")))
        for claim in report.claims:
            _ = claim.signed
    except Malformed as malformed:
        raise Bad(str(malformed)) from malformed
    _check_text(report)
    _check_entry(report, sha256)
    return report


def _digest(value: Any) -> str:
    try:
        return digest(value)
    except (rfc8785.CanonicalizationError, RecursionError) as error:
        raise Bad("the file holds a value that no report can hold") from error


def _entry(plain: object) -> Entry | None:
    if plain is None:
        return None
    entry = read(Entry, plain, place="ledger_entry")
    if plain_entry(entry) != plain:
        raise Malformed("ledger_entry holds something that its schema does not know")
    return entry


def _check_text(report: VerifiedClaimReport) -> None:
    article = report.article
    if text_digest(article.body) != article.sha256:
        raise Bad("the article's text does not fit its digest (article.sha256)")
    for claim in report.claims:
        words = claim.signed.claim
        if article.body[words.start : words.end] != words.text:
            raise Bad(f"claim {words.number} does not stand in the article where it says")


def _check_entry(report: VerifiedClaimReport, sha256: object) -> None:
    entry = report.ledger_entry
    if entry is None:
        return
    if _digest(entry.content()) != entry.hash:
        raise Bad("the ledger line of the report does not fit its hash (ledger_entry.hash)")
    if entry.payload.get("sha256") != sha256:
        raise Bad("the ledger line is about another report (ledger_entry.payload.sha256)")
    follows = entry.previous == report.ledger.hash
    if entry.number <= report.ledger.number or (
        entry.number == report.ledger.number + 1 and not follows
    ):
        raise Bad("the ledger line does not come after the head that the report names (ledger)")


def _claims(report: VerifiedClaimReport) -> list[str]:
    """Compute every claim's hash again. Where parts are withheld that cannot be done, so say it."""
    withheld = []
    for claim in report.claims:
        if claim.withheld:
            withheld.append(claim.number)
        elif _digest(claim.content) != claim.content_hash:
            raise Bad(f"claim {claim.number} does not fit the hash that was signed (content_hash)")
    checked = len(report.claims) - len(withheld)
    total = len(report.claims)
    lines = [
        "The content fits its digest.",
        f"{checked} of {total} claims fit the hash that was signed.",
    ]
    return lines + [
        f"Claim {number}: parts are withheld, so the hash that was signed cannot be computed here; "
        "only the digest of the report covers what is shown."
        for number in withheld
    ]


def _page_fits(raw: bytes, report: VerifiedClaimReport) -> str:
    """A page is more than its data: what people read must be what the data say."""
    try:
        wanted = page.render(report)
    except (LookupError, TypeError, ValueError) as error:
        raise Bad("the data in the page cannot be laid out as a report") from error
    if wanted == raw:
        return "The page says what its data say."
    made_with = page.made_with_of(raw)
    if made_with == page.made_with():
        raise Bad(f"the page differs from its data, first at line {_first_difference(raw, wanted)}")
    raise Unknown(
        "the data in the page are sound, but the page around them was laid out by "
        f"“{made_with}”, and this is “{page.made_with()}”; ask for the report as JSON"
    )


def _first_difference(raw: bytes, wanted: bytes) -> int:
    same = takewhile(
        lambda pair: pair[0] == pair[1], zip_longest(raw.split(b"\n"), wanted.split(b"\n"))
    )
    return sum(1 for _ in same) + 1


def _held_against(report: VerifiedClaimReport, head: str | None, lines: list[str]) -> Verdict:
    entry = report.ledger_entry
    if entry is None:
        last = (
            "Not proven: this report names nobody, so the ledger line that would bind it is not in "
            "the file. Ask the desk to confirm the digest."
        )
    elif head is None:
        last = (
            f"Not proven: give --head with the hash of ledger line {entry.number}, taken from the "
            "desk and not from this file."
        )
    elif head.strip().lower() == entry.hash:
        last = f"Sound: the desk recorded exactly this report in ledger line {entry.number}."
        return Verdict(SOUND, (*lines, last))
    else:
        last = _other_head(report, entry, head.strip().lower())
    return Verdict(NOT_PROVEN, (*lines, last))


def _other_head(report: VerifiedClaimReport, entry: Entry, head: str) -> str:
    if head == report.ledger.hash:
        return (
            "Not proven: this head is the one before the report was made, which does not cover "
            f"the report. Ask for the hash of ledger line {entry.number}."
        )
    return f"Not proven: this head is not the hash of ledger line {entry.number}."
