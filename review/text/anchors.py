"""Anchors in the text, after the selectors of the W3C Web Annotation data model."""

from dataclasses import dataclass
from enum import StrEnum

from review.text.spans import Span, trimmed

CONTEXT = 32
_NEAR = 0.75


class AnchorStatus(StrEnum):
    """What became of an anchor in a new version of the text."""

    SAME = "same"
    MOVED = "moved"
    NEEDS_HUMAN = "needs_human"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A TextPositionSelector (code points, end exclusive) and a TextQuoteSelector in one."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Reanchored:
    """Where an anchor stands now. `start` and `end` are None for an orphan."""

    status: AnchorStatus
    start: int | None
    end: int | None


def trim(text: str, start: int, end: int) -> Span:
    """Return the span without blanks at its ends; raise ValueError if nothing is left."""
    if not 0 <= start < end <= len(text):
        raise ValueError("The selection lies outside the text. Select the words again.")
    span = trimmed(text, start, end)
    if span.start >= span.end:
        raise ValueError("The selection holds no words. Select the words of the claim.")
    return span


def make(text: str, start: int, end: int) -> Anchor:
    """Return the anchor of the given words, blanks at the ends dropped; errors as in `trim`."""
    span = trim(text, start, end)
    return Anchor(
        span.start,
        span.end,
        span.of(text),
        text[max(0, span.start - CONTEXT) : span.start],
        text[span.end : span.end + CONTEXT],
    )


def reanchor(anchor: Anchor, new_text: str) -> Reanchored:
    """Find the anchor in a new version of the text.

    The same words with both contexts at the same place are `same`. Words found once with both
    contexts, or found once at all, have `moved`. A near match, or several equal candidates,
    `needs_human`: it is a proposal, never taken in silence. Anything else is an `orphan`.
    """
    quoted = anchor.prefix + anchor.exact + anchor.suffix
    length = len(anchor.exact)
    if new_text.startswith(quoted, max(0, anchor.start - len(anchor.prefix))):
        return Reanchored(AnchorStatus.SAME, anchor.start, anchor.end)
    for words, lead in ((quoted, len(anchor.prefix)), (anchor.exact, 0)):
        place = _only(new_text, words)
        if place is not None:
            return _found(AnchorStatus.MOVED, place + lead, length)
    return _for_a_person(anchor, new_text)


def _found(status: AnchorStatus, start: int, length: int) -> Reanchored:
    return Reanchored(status, start, start + length)


def _only(text: str, words: str) -> int | None:
    first = text.find(words)
    if first < 0 or text.find(words, first + 1) >= 0:
        return None
    return first


def _for_a_person(anchor: Anchor, new_text: str) -> Reanchored:
    place = _nearest(anchor, new_text)
    if place is not None:
        return _found(AnchorStatus.NEEDS_HUMAN, place, len(anchor.exact))
    from rapidfuzz import fuzz

    near = fuzz.partial_ratio_alignment(anchor.exact, new_text, score_cutoff=_NEAR * 100)
    if near is None or len(new_text) < len(anchor.exact) or near.dest_start >= near.dest_end:
        return Reanchored(AnchorStatus.ORPHAN, None, None)
    span = _whole_words(new_text, trimmed(new_text, near.dest_start, near.dest_end), anchor.exact)
    return Reanchored(AnchorStatus.NEEDS_HUMAN, span.start, span.end)


def _whole_words(text: str, span: Span, wanted: str) -> Span:
    """Likeness counts letters and may cut a word; a claim never does, nor its full stop."""
    start, end = span.start, span.end
    while start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    if not wanted[-1].isalnum() and text[end : end + 1] == wanted[-1]:
        end += 1
    return Span(start, end)


def _nearest(anchor: Anchor, new_text: str) -> int | None:
    after = new_text.find(anchor.exact, anchor.start)
    before = new_text.rfind(anchor.exact, 0, anchor.start + len(anchor.exact))
    places = [p for p in (before, after) if p >= 0]
    return min(places, key=lambda p: abs(p - anchor.start), default=None)
