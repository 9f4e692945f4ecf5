"""Where words stand that are nearly those of a quotation: a slip, or one word for another.

The text is read once, word by word; only a few stretches of it are then compared letter by letter.
Words are first compared by how they begin, so that a slip or an ending does not hide them.
"""

import heapq
import re
from array import array
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import log

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from review.text.spans import Span

LIKE = 85
# Comparing takes time that grows with the square; a longer quotation is found whole or not at all.
LONGEST = 30_000
_TRIED = 5
_ENDS = 3
_BEGINNING = 3
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Hits:
    """Words of the text that begin as one of the quotation's: which word it is, and where."""

    nth: "array[int]"
    starts: "array[int]"
    ends: "array[int]"
    keys: Sequence[str]


def nearest(text: str, quote: str, start: int) -> Span | None:
    """The stretch after `start` that is most like `quote`, whole words, or None where none is.

    Both are compared as they are: fold them first.
    """
    wanted = Counter(_keys(quote))
    if not wanted or len(quote) > LONGEST:
        return None
    hits = _hits(text, frozenset(wanted), start)
    windows = heapq.nlargest(_TRIED, _windows(hits, wanted)) if hits.keys else ()
    found = [_fitted(text, quote, place, start) for _, place in windows]
    like, near = max(found, default=(0.0, Span(0, 0)))
    return near if like >= LIKE else None


def _keys(words: str) -> list[str]:
    return [met.group()[:_BEGINNING] for met in _WORD.finditer(words)]


def _hits(text: str, wanted: frozenset[str], start: int) -> _Hits:
    nth, starts, ends, keys = array("L"), array("L"), array("L"), []
    for number, met in enumerate(_WORD.finditer(text, start)):
        key = met.group()[:_BEGINNING]
        if key in wanted:
            nth.append(number)
            starts.append(met.start())
            ends.append(met.end())
            keys.append(key)
    return _Hits(nth, starts, ends, keys)


def _windows(hits: _Hits, wanted: Counter[str]) -> Iterator[tuple[float, Span]]:
    """The best window of each part of the text, as long as the quotation, with its worth.

    A word is worth the more the rarer it is here, and counts as often as the quotation has it.
    """
    length = wanted.total()
    often = Counter(hits.keys)
    worth = {key: log(1 + len(hits.keys) / count) for key, count in often.items()}
    inside: deque[int] = deque()
    held: Counter[str] = Counter()
    total, best, part = 0.0, (0.0, Span(0, 0)), hits.nth[0] // length
    for hit, number in enumerate(hits.nth):
        while inside and hits.nth[inside[0]] <= number - length:
            gone = hits.keys[inside.popleft()]
            held[gone] -= 1
            total -= worth[gone] if held[gone] < wanted[gone] else 0.0
        key = hits.keys[hit]
        total += worth[key] if held[key] < wanted[key] else 0.0
        held[key] += 1
        inside.append(hit)
        if number // length != part:
            yield best
            best, part = (0.0, Span(0, 0)), number // length
        best = max(best, (total, Span(hits.starts[inside[0]], hits.ends[hit])))
    yield best


def _fitted(text: str, quote: str, place: Span, start: int) -> tuple[float, Span]:
    """The whole words at about this place that are most like the quotation, and how like."""
    margin = len(quote) // 4 + 20
    begin = max(start, place.start - margin)
    around = text[begin : place.end + margin]
    there = [Span(*met.span()) for met in _WORD.finditer(around)]
    firsts, lasts = _ends(_keys(quote), _keys(around))
    spans = [
        _with_marks(around, quote, Span(there[one].start, there[other].end))
        for one, other in product(firsts, lasts)
        if one <= other
    ]
    like, span = max((fuzz.ratio(quote, span.of(around)), span) for span in spans)
    return like, span.shifted(begin)


def _ends(asked: Sequence[str], given: Sequence[str]) -> tuple[set[int], set[int]]:
    """Which of the given words may be the first that is asked for, and which the last.

    Words before a common one, or behind it, stand for others here or for none.
    """
    same = [block for block in LCSseq.opcodes(asked, given) if block.tag == "equal"]
    firsts, lasts = set(), set()
    for block in same[:_ENDS]:
        firsts |= {block.dest_start, max(0, block.dest_start - block.src_start)}
    for block in same[-_ENDS:]:
        behind = block.dest_end - 1 + len(asked) - block.src_end
        lasts |= {block.dest_end - 1, min(len(given) - 1, behind)}
    return firsts, lasts


def _with_marks(text: str, quote: str, span: Span) -> Span:
    """A mark that the quotation begins or ends with belongs to it, where it stands here too."""
    start, end = span.start, span.end
    if start and not quote[0].isalnum() and text[start - 1] == quote[0]:
        start -= 1
    if not quote[-1].isalnum() and text[end : end + 1] == quote[-1]:
        end += 1
    return Span(start, end)
