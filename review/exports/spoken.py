"""Words that several forms of a report share."""

from datetime import datetime

from review.domain.report import MissingClaim, ReportedClaim, VerifiedClaimReport
from review.domain.signed_claim import SignedClaim
from review.domain.vocabulary import ClaimKind

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DECIDED_BY = {
    "assessment": "one assessment",
    "agreement": "blind assessments in agreement",
    "adjudication": "a third person's decision between differing assessments",
}


def file_name(report: VerifiedClaimReport, extension: str) -> str:
    """A name that sorts, made of numbers and codes only, so that it is safe anywhere."""
    draft = "-draft" if report.draft else ""
    made_of = f"article-{report.article.id:04}-report-{report.number:03}"
    return f"{made_of}-{report.variant.value}{draft}.{extension}"


def day(iso: str) -> str:
    """ "23 Nov 2026" for an ISO date or time."""
    moment = datetime.fromisoformat(iso)
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def moment(iso: str | None) -> str:
    """ "23 Nov 2026, 12:03 UTC", and nothing for no time."""
    return f"{day(iso)}, {datetime.fromisoformat(iso):%H:%M} UTC" if iso else ""


def heading(signed: SignedClaim) -> str:
    """The words under a claim's number. An accusation is always somebody's and never a fact."""
    words = signed.claim
    if words.kind is not ClaimKind.ACCUSATION:
        return words.text
    accuser = signed.accusation.accuser if signed.accusation else ""
    who = words.attributed_to or accuser
    return f"Claimed by {who}: {words.text}" if who else f"Claimed: {words.text}"


def open_heading(claim: MissingClaim) -> str:
    """What nobody has verified is never repeated as a fact either."""
    return f"Claimed, not verified: {claim.text}"


def decided_by(claim: ReportedClaim) -> str:
    by = claim.signed.decision.by
    return DECIDED_BY.get(by, by)
