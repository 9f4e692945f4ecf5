"""The report as a table for a spreadsheet: one row a claim, in the order of their numbers.

UTF-8 with a byte order mark, without which Excel reads another encoding; commas and CRLF after
RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
"""

import csv
import io
from collections.abc import Iterator

from review.domain.report import MissingClaim, ReportedClaim, VerifiedClaimReport
from review.domain.vocabulary import ClaimState
from review.exports.spoken import decided_by

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
COLUMNS = (
    "report", "variant", "status", "claim", "words", "kind", "said_by", "state", "verdict",
    "verdict_title", "rating_1_to_5", "recommendation", "new_wording", "reason", "decided_by",
    "information_grade", "evidence_items", "independent_origins", "origins", "indicator_level",
    "indicator_label", "replies_asked", "assessed_by", "signed_by", "signed_at", "content_hash",
    "withheld", "why_not_verified",
)  # fmt: skip
Row = dict[str, str | int | None]


def render(report: VerifiedClaimReport) -> bytes:
    """The table; claims that nobody signed have a state and a reason, and no verdict."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(report):
        writer.writerow({key: _cell(value) for key, value in row.items()})
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(value: str | int | None) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _rows(report: VerifiedClaimReport) -> Iterator[Row]:
    common: Row = {
        "report": report.number,
        "variant": report.variant.value,
        "status": "draft" if report.draft else "final",
    }
    found = [(claim.number, _signed(claim)) for claim in report.claims]
    found += [(claim.number, _missing(claim)) for claim in report.missing]
    for _, row in sorted(found, key=lambda pair: pair[0]):
        yield common | row


def _signed(claim: ReportedClaim) -> Row:
    signed = claim.signed
    words, decision, accusation = signed.claim, signed.decision, signed.accusation
    return {
        "claim": words.number,
        "words": words.text,
        "kind": words.kind.value,
        "said_by": words.attributed_to,
        "state": ClaimState.SIGNED_OFF.value,
        "verdict": decision.verdict.value,
        "verdict_title": decision.verdict.title_text,
        "rating_1_to_5": decision.verdict.rating,
        "recommendation": decision.recommendation.value,
        "new_wording": decision.new_wording,
        "reason": decision.reason,
        "decided_by": decided_by(claim),
        "information_grade": decision.digit.value,
        "evidence_items": signed.origins.items,
        "independent_origins": signed.origins.origins,
        "origins": signed.origins.sentence,
        "indicator_level": accusation.level.value if accusation else None,
        "indicator_label": accusation.level.label if accusation else None,
        "replies_asked": len(signed.replies),
        "assessed_by": "; ".join(given.by for given in signed.assessments),
        "signed_by": claim.signed_by,
        "signed_at": claim.signed_at,
        "content_hash": claim.content_hash,
        "withheld": "; ".join(claim.withheld),
    }


def _missing(claim: MissingClaim) -> Row:
    return {
        "claim": claim.number,
        "words": claim.text,
        "state": claim.state.value,
        "why_not_verified": claim.reason,
    }
