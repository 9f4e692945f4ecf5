"""An article's text cut for the page, so that every claim can be marked where it stands.

Claims may overlap or lie inside one another. The text is cut at every boundary, and each piece
knows which claims and which sentence it belongs to. All places count code points, end exclusive.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from review.text.spans import Span, trimmed


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that belong to the same claims throughout.

    `claims` are keys, the widest claim first, so that the last is the one to open; `begins` and
    `ends` are those of them that start or stop with this piece. `sentence` is a key or None.
    """

    start: int
    text: str
    claims: tuple[int, ...]
    begins: frozenset[int]
    ends: tuple[int, ...]
    sentence: int | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; joining its pieces' texts gives the article's own words from `start` on."""

    number: int
    start: int
    pieces: tuple[Piece, ...]

    @property
    def begins(self) -> tuple[int, ...]:
        """The claims that start in this paragraph, in the order of the text."""
        return tuple(key for piece in self.pieces for key in piece.claims if key in piece.begins)

    @property
    def sentences(self) -> tuple[int, ...]:
        """The sentences that this paragraph shows, in the order of the text."""
        keys = (piece.sentence for piece in self.pieces if piece.sentence is not None)
        return tuple(dict.fromkeys(keys))


def paragraphs(
    text: str, sentences: Mapping[int, Span], claims: Mapping[int, Span]
) -> tuple[Paragraph, ...]:
    """Cut `text` into paragraphs of marked pieces. Sentences must not overlap."""
    spans = _paragraph_spans(text, [*sentences.values(), *claims.values()])
    cuts = sorted({edge for span in (*sentences.values(), *claims.values())
                   for edge in (span.start, span.end)})  # fmt: skip
    sweep = _Sweep(sentences, claims)
    return tuple(
        Paragraph(number, span.start, tuple(_pieces(text, span, cuts, sweep)))
        for number, span in enumerate(spans, 1)
    )


def _paragraph_spans(text: str, marked: Sequence[Span]) -> list[Span]:
    """Lines, joined where a sentence or a claim runs on over the end of a line."""
    ends = [place for place, character in enumerate(text) if character == "\n"]
    crossed = {
        place
        for span in marked
        for place in ends[bisect_left(ends, span.start) : bisect_left(ends, span.end)]
    }
    spans, start = [], 0
    for place in [*(place for place in ends if place not in crossed), len(text)]:
        span = trimmed(text, start, place)
        if span.start < span.end:
            spans.append(span)
        start = place + 1
    return spans


def _pieces(text: str, paragraph: Span, cuts: Sequence[int], sweep: "_Sweep") -> Iterator[Piece]:
    inner = cuts[bisect_right(cuts, paragraph.start) : bisect_right(cuts, paragraph.end - 1)]
    edges = [paragraph.start, *inner, paragraph.end]
    for start, end in pairwise(edges):
        yield sweep.piece(text, Span(start, end))


class _Sweep:
    """Walks the text once from left to right and knows which claims are open."""

    def __init__(self, sentences: Mapping[int, Span], claims: Mapping[int, Span]) -> None:
        self._claims = claims
        self._waiting = sorted(claims, key=lambda key: claims[key], reverse=True)
        self._open: list[int] = []
        self._sentences = sorted((span, key) for key, span in sentences.items())
        self._starts = [span.start for span, _ in self._sentences]

    def piece(self, text: str, place: Span) -> Piece:
        while self._waiting and self._claims[self._waiting[-1]].start < place.end:
            self._open.append(self._waiting.pop())
        self._open = [key for key in self._open if self._claims[key].end > place.start]
        by_width = sorted(self._open, key=self._width)
        return Piece(
            start=place.start,
            text=place.of(text),
            claims=tuple(by_width),
            begins=frozenset(k for k in by_width if self._claims[k].start == place.start),
            ends=tuple(k for k in reversed(by_width) if self._claims[k].end == place.end),
            sentence=self._sentence_at(place.start),
        )

    def _width(self, key: int) -> tuple[int, int]:
        span = self._claims[key]
        return span.start - span.end, key

    def _sentence_at(self, place: int) -> int | None:
        at = bisect_right(self._starts, place) - 1
        if at < 0 or self._sentences[at][0].end <= place:
            return None
        return self._sentences[at][1]
