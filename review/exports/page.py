"""The report as a page: one file that needs no server, no script and nothing from elsewhere.

The whole content stands in the page as data too, so that the page can be verified: the data by
their digests, and the words around them by rendering the data again.
"""

import hashlib
import re
from collections import Counter
from functools import cache
from importlib import metadata

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from review.domain.report import ReportSentence, VerifiedClaimReport
from review.domain.vocabulary import Disposition, Verdict
from review.exports import spoken
from review.exports.claim_section import ClaimSection
from review.exports.marked_copy import paragraphs
from review.exports.sealed import Sealed, seal
from review.places import TEMPLATES

FOLDER = "exports"
_DATA = re.compile(rb'<script type="application/json" id="report-data">(.*?)</script>', re.DOTALL)
_MADE_WITH = re.compile(rb'<meta name="generator" content="([^"]*)">')


@cache
def _pages() -> Environment:
    pages = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters |= {"day": spoken.day, "moment": spoken.moment}
    return pages


@cache
def made_with() -> str:
    """What lays the page out: a page can only be held against one that was made with the same."""
    layout = hashlib.sha256()
    for part in sorted((TEMPLATES / FOLDER).iterdir()):
        layout.update(part.read_bytes())
    return f"Proofdesk {metadata.version('proofdesk')}, layout {layout.hexdigest()[:12]}"


def render(report: VerifiedClaimReport) -> bytes:
    """The page in UTF-8; the same report gives the same bytes."""
    sealed = seal(report)
    page = (
        _pages()
        .get_template(f"{FOLDER}/report.html")
        .render(
            report=report,
            sealed=sealed,
            file_name=spoken.file_name(report, "html"),
            data=_as_data(sealed),
            made_with=made_with(),
            paragraphs=paragraphs(report),
            sections=[ClaimSection(claim) for claim in report.claims],
            verdicts=_verdicts(report),
            missing=[(claim, spoken.open_heading(claim)) for claim in report.missing],
            waived=_sentences(report, Disposition.WAIVED),
            undecided=_sentences(report, Disposition.UNDECIDED),
        )
    )
    return page.encode()


def data_of(page: bytes) -> bytes | None:
    """The JSON document that a page carries, None for a page that carries none."""
    found = _DATA.search(page)
    return found[1] if found else None


def made_with_of(page: bytes) -> str:
    found = _MADE_WITH.search(page)
    return found[1].decode(errors="replace") if found else ""


def _as_data(sealed: Sealed) -> Markup:
    """The document such that no word in it can end the element; JSON reads it as the same."""
    text = sealed.document.decode()
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704  nothing in it is markup any more


def _verdicts(report: VerifiedClaimReport) -> list[tuple[Verdict, int]]:
    counts = Counter(claim.signed.decision.verdict for claim in report.claims)
    return [(verdict, counts[verdict]) for verdict in Verdict if counts[verdict]]


def _sentences(
    report: VerifiedClaimReport, disposition: Disposition
) -> list[tuple[ReportSentence, str]]:
    body = report.article.body
    return [
        (sentence, body[sentence.start : sentence.end])
        for sentence in report.article.sentences
        if sentence.disposition is disposition
    ]
