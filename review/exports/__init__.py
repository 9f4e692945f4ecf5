"""The forms of a report: pure functions from the frozen report to bytes, and nothing else.

The same report gives the same bytes in every form.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from review.domain.report import VerifiedClaimReport
from review.exports import claim_review, claim_table, page, sealed, spoken

SCHEMA_FILE = Path(__file__).parent / "schema" / "report-1.json"


@dataclass(frozen=True, slots=True)
class Exporter:
    """One form. `name` is what a command and an address call it."""

    name: str
    title: str
    media_type: str
    extension: str
    render: Callable[[VerifiedClaimReport], bytes]

    def file_name(self, report: VerifiedClaimReport) -> str:
        """What a download of this form is called."""
        return spoken.file_name(report, self.extension)


FORMATS: Mapping[str, Exporter] = MappingProxyType(
    {
        form.name: form
        for form in (
            Exporter("html", "Page", "text/html; charset=utf-8", "html", page.render),
            Exporter("csv", "Table", "text/csv; charset=utf-8", "csv", claim_table.render),
            Exporter("json", "Data", "application/json", "json", sealed.render),
            Exporter("jsonld", "ClaimReview", "application/ld+json", "jsonld", claim_review.render),
        )
    }
)
