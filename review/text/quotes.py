"""Quotations: where words are somebody else's."""

import re
from bisect import bisect_right
from collections.abc import Callable

from review.text.spans import Span

_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "›": "‹", '"': '"', "‘": "’", "'": "'"}
_SINGLE = frozenset("‘'’")
_MARK = re.compile("[“”„«»‹›\"‘’']")
_OPENS = re.compile(r"(?:^|[\s(\[—–-])[‘'][^\s\d'’]")
# A single mark behind a letter may be an apostrophe: `the workers' union`.
_CLOSES = re.compile(r"(?:[.,!?…;:][’']|[^\s’'][’'][.,;:!?)\]—–]|[^\s’'s][’'])(?!\w)")


def quotations(text: str) -> list[Span]:
    """Return the stretches between quotation marks, marks included; an open one ends at the end.

    Marks of the same pair do not nest; a mark that closes nothing opens nothing. Single marks
    count where one opens before a word and another closes behind one.
    """
    found: list[Span] = []
    start, closing = -1, ""
    marks = list(_MARK.finditer(text))
    singles = (m.start() for m in reversed(marks) if m.group() in _SINGLE)
    last = next((place for place in singles if _closes(text, place)), -1)
    for met in marks:
        place, mark = met.start(), met.group()
        single = mark in _SINGLE
        if start >= 0 and mark in closing and (not single or _closes(text, place)):
            found.append(Span(start, place + 1))
            start = -1
        elif single and (place >= last or not _opens(text, place)):
            continue
        elif start < 0 and mark in _PAIRS:
            start, closing = place, _PAIRS[mark]
    if start >= 0:
        found.append(Span(start, len(text)))
    return found


def _opens(text: str, place: int) -> bool:
    return bool(_OPENS.match(text, max(0, place - 1)) or (not place and _OPENS.match(text)))


def _closes(text: str, place: int) -> bool:
    return place > 1 and bool(_CLOSES.match(text, place - 1))


def inside_quotes(text: str) -> Callable[[int], bool]:
    """Return a test for places: does this one lie inside a quotation?"""
    spans = quotations(text)
    starts = [span.start for span in spans]

    def inside(place: int) -> bool:
        index = bisect_right(starts, place) - 1
        return index >= 0 and place < spans[index].end - 1

    return inside
