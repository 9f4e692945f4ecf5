"""The report as ClaimReview objects (schema.org) in JSON-LD, one for each claim that has one.

A claim that cannot be checked has none. A number is given only where the verdict has one; 1 is
worst and 5 best. The words are those of the report's page at the same address.
"""

from typing import Any

from review.domain.report import ReportedClaim, VerifiedClaimReport
from review.domain.vocabulary import Verdict
from review.seal import canonical_bytes

WORST, BEST = 1, 5


def render(report: VerifiedClaimReport) -> bytes:
    """Canonical JSON of one graph."""
    graph = [
        _claim_review(report, claim)
        for claim in report.claims
        if claim.signed.decision.verdict is not Verdict.NOT_CHECKABLE
    ]
    return canonical_bytes({"@context": "https://schema.org", "@graph": graph})


def _claim_review(report: VerifiedClaimReport, claim: ReportedClaim) -> dict[str, Any]:
    url = f"{report.address}#claim-{claim.number}"
    review = {
        "@type": "ClaimReview",
        "@id": url,
        "url": url,
        "claimReviewed": claim.signed.claim.text,
        "datePublished": claim.signed_at[:10],
        "inLanguage": report.article.language,
        "author": {"@type": "Organization", "name": report.desk, "url": report.base_url},
        "itemReviewed": _item(report, claim),
        "reviewRating": _rating(claim),
    }
    if report.draft:
        review["creativeWorkStatus"] = "Draft"
    return _without_blanks(review)


def _rating(claim: ReportedClaim) -> dict[str, Any]:
    decision = claim.signed.decision
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": decision.verdict.title_text,
        "ratingExplanation": decision.reason,
    }
    if decision.verdict.rating is not None:
        rating |= {
            "ratingValue": decision.verdict.rating,
            "worstRating": WORST,
            "bestRating": BEST,
        }
    return rating


def _item(report: VerifiedClaimReport, claim: ReportedClaim) -> dict[str, Any]:
    """The claim as the article makes it. Whether a speaker is a person nobody has recorded."""
    article, said_by = report.article, claim.signed.claim.attributed_to
    publisher = {"@type": "Organization", "name": article.publisher}
    return {
        "@type": "Claim",
        "text": claim.signed.claim.text,
        "author": {"name": said_by} if said_by else publisher,
        "datePublished": article.published_on,
        "appearance": {
            "@type": "CreativeWork",
            "headline": article.title,
            "url": article.url,
            "publisher": publisher,
        },
    }


def _without_blanks(value: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known: an empty address or name is worse than none."""
    kept = {
        key: _without_blanks(one) if isinstance(one, dict) else one for key, one in value.items()
    }
    return {key: one for key, one in kept.items() if not _blank(one)}


def _blank(value: Any) -> bool:
    return value in (None, "") or (isinstance(value, dict) and value.keys() <= {"@type"})
