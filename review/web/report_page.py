"""A report laid out in the desk's own page: its words as data, never its own HTML."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from review.domain.report import MissingClaim, VerifiedClaimReport
from review.domain.vocabulary import Disposition, Verdict
from review.exports import FORMATS, Exporter
from review.exports.claim_section import ClaimSection
from review.exports.spoken import open_heading
from review.queries.reports import ReportLine

FIRST = 50


@dataclass(frozen=True, slots=True)
class Download:
    form: Exporter
    file_name: str


@dataclass(frozen=True, slots=True)
class Open:
    """Claims without a signature, in words that repeat nothing as a fact; `more` are not shown."""

    title: str
    claims: Sequence[tuple[MissingClaim, str]]
    more: int


@dataclass(frozen=True)
class ReportPage:
    """`lines` are all reports of the article that the reader may read, the newest first.

    Of many claims, FIRST are shown, leaving out as many before them as `after` says. Only those
    are read into their typed view, since that is most of what a page costs.
    """

    report: VerifiedClaimReport
    lines: Sequence[ReportLine]
    after: int = 0

    @property
    def line(self) -> ReportLine:
        return next(line for line in self.lines if line.id == self.report.id)

    @property
    def predecessor(self) -> ReportLine | None:
        return self._numbered(self.report.supersedes)

    @property
    def successor(self) -> ReportLine | None:
        return self._numbered(self.line.superseded_by)

    @property
    def others(self) -> list[ReportLine]:
        """The newest report of every other variant."""
        return [
            line
            for line in self.lines
            if line.superseded_by is None and line.variant is not self.report.variant
        ]

    @property
    def verdicts(self) -> list[tuple[Verdict, int]]:
        counts = Counter(claim.content["decision"]["verdict"] for claim in self.report.claims)
        return [(verdict, counts[verdict]) for verdict in Verdict if counts[verdict]]

    @property
    def sections(self) -> list[ClaimSection]:
        shown = self.report.claims[self.after : self.after + FIRST]
        return [ClaimSection(claim) for claim in shown]

    @property
    def on(self) -> int | None:
        """After how many claims the next page begins; None on the last page."""
        following = self.after + FIRST
        return following if following < len(self.report.claims) else None

    @property
    def unsigned(self) -> int:
        """How many claims keep the report a draft."""
        return sum(not claim.withdrawn for claim in self.report.missing)

    @property
    def open(self) -> list[Open]:
        found = (
            _open("Not signed off", [c for c in self.report.missing if not c.withdrawn]),
            _open("Withdrawn", [c for c in self.report.missing if c.withdrawn]),
        )
        return [part for part in found if part.claims]

    @property
    def undecided(self) -> list[str]:
        article = self.report.article
        return [
            article.body[sentence.start : sentence.end]
            for sentence in article.sentences
            if sentence.disposition is Disposition.UNDECIDED
        ][:FIRST]

    @property
    def downloads(self) -> list[Download]:
        return [Download(form, form.file_name(self.report)) for form in FORMATS.values()]

    @property
    def command(self) -> str:
        """What to type to check the data form of this report, away from the desk."""
        entry = self.report.ledger_entry
        asked = f"proofdesk verify {FORMATS['json'].file_name(self.report)}"
        return f"{asked} --head {entry.hash}" if entry else asked

    def _numbered(self, number: int | None) -> ReportLine | None:
        return next((line for line in self.lines if line.number == number), None)


def _open(title: str, claims: Sequence[MissingClaim]) -> Open:
    first = claims[:FIRST]
    return Open(title, [(c, open_heading(c)) for c in first], len(claims) - len(first))
