"""The article's text cut where claims begin and end, so that each can be marked in its place."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from review.domain.report import VerifiedClaimReport
from review.domain.vocabulary import ClaimState


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim's place in the text: code points, end exclusive. `style` is a CSS class."""

    number: int
    start: int
    end: int
    label: str
    style: str
    href: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Words under the same claims. `style` is empty outside of any; `ending` are claims that end
    here and get their note."""

    text: str
    style: str
    ending: tuple[Mark, ...]


Paragraph = tuple[Segment, ...]


def marks(report: VerifiedClaimReport) -> list[Mark]:
    """One mark for every claim that has a place in this text."""
    found = []
    for claim in report.claims:
        words, verdict = claim.signed.claim, claim.signed.decision.verdict
        style = f"signed v-{verdict.value}"
        where = f"#claim-{words.number}"
        found.append(Mark(words.number, words.start, words.end, verdict.title_text, style, where))
    for left in report.missing:
        if left.start is not None and left.end is not None:
            label = "withdrawn" if left.state is ClaimState.WITHDRAWN else "not verified"
            where = f"#missing-{left.number}"
            found.append(Mark(left.number, left.start, left.end, label, "open", where))
    return sorted(found, key=lambda mark: (mark.start, -mark.end, mark.number))


def paragraphs(report: VerifiedClaimReport) -> list[Paragraph]:
    """The text line by line, each line in segments; joined by newlines they are the whole text.

    Claims may overlap: a segment carries the styles of all the claims it lies under.
    """
    body, found = report.article.body, marks(report)
    begins, ends = defaultdict(list), defaultdict(list)
    for mark in found:
        begins[mark.start].append(mark)
        ends[min(mark.end, len(body))].append(mark)
    lines: list[list[Segment]] = [[]]
    for text, style, ending in _segments(body, begins, ends):
        for at, part in enumerate(pieces := text.split("\n")):
            if at:
                lines.append([])
            last = at == len(pieces) - 1
            if part or (last and ending):
                lines[-1].append(Segment(part, style, ending if last else ()))
    return [tuple(line) for line in lines if line]


def _segments(
    body: str, begins: Mapping[int, list[Mark]], ends: Mapping[int, list[Mark]]
) -> Iterator[tuple[str, str, tuple[Mark, ...]]]:
    cuts = sorted({0, len(body), *begins, *ends})
    under: dict[int, Mark] = {}
    for start, end in pairwise(cuts):
        for mark in begins.get(start, ()):
            under[mark.number] = mark
        style = " ".join(dict.fromkeys(mark.style for mark in under.values()))
        ending = tuple(ends.get(end, ()))
        yield body[start:end], style, ending
        for mark in ending:
            under.pop(mark.number, None)
