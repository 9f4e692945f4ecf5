"""Quotations: where words are somebody else's."""

import re
from bisect import bisect_right
from collections.abc import Callable

from review.text.spans import Span

_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"'}
_MARK = re.compile('[“”„«»"]')


def quotations(text: str) -> list[Span]:
    """Return the stretches between quotation marks, marks included; an open one ends at the end.

    Marks of the same pair do not nest; a mark that closes nothing opens nothing.
    """
    found: list[Span] = []
    start, closing = -1, ""
    for met in _MARK.finditer(text):
        place, mark = met.start(), met.group()
        if start >= 0 and mark in closing:
            found.append(Span(start, place + 1))
            start = -1
        elif start < 0 and mark in _PAIRS:
            start, closing = place, _PAIRS[mark]
    if start >= 0:
        found.append(Span(start, len(text)))
    return found


def inside_quotes(text: str) -> Callable[[int], bool]:
    """Return a test for places: does this one lie inside a quotation?"""
    spans = quotations(text)
    starts = [span.start for span in spans]

    def inside(place: int) -> bool:
        index = bisect_right(starts, place) - 1
        return index >= 0 and place < spans[index].end - 1

    return inside
