"""Where a reader pauses between two words, and where a mark makes no pause."""

import re

from review.text.reading import Reading

BREAK = re.compile(r"[,;:—–()\"“”„«»‹›]|\s-\s")
_MARKS = '"“”„«»‹›'
_LONGEST = 16


def pauses(reading: Reading, index: int, named: frozenset[int]) -> bool:
    """Tell whether there is a pause before a word; marks around a name alone are none."""
    gap = reading.gap(index)
    if not BREAK.search(gap):
        return False
    if _acronym(reading, index):
        return False
    if gap.strip(_MARKS + " "):
        return True
    return not (_quoted_name(reading, index, named, 1) or _quoted_name(reading, index, named, -1))


def _acronym(reading: Reading, index: int) -> bool:
    """Tell whether the word at either side of the mark is a short form in brackets: `(WHO)`."""
    for at in (index, index - 1):
        loud = 0 <= at < len(reading.tokens) and reading.tokens[at].text.isupper()
        if loud and reading.gap(at) == " (" and reading.gap(at + 1) in {") ", ")"}:
            return True
    return False


def _quoted_name(reading: Reading, index: int, named: frozenset[int], step: int) -> bool:
    """Tell whether between the mark before a word and the next one that way is only a name."""
    at = start = index if step > 0 else index - 1
    while at in named and abs(at - start) < _LONGEST:
        edge = reading.gap(at + 1 if step > 0 else at)
        if any(mark in edge for mark in _MARKS):
            return True
        at += step
    return False


def dated(reading: Reading, index: int) -> bool:
    """Tell whether the pause only parts a year from its day: `a letter of May 3, 2019`."""
    text = reading.tokens[index].text
    day = index > 0 and reading.tokens[index - 1].text.isdigit()
    return day and len(text) == 4 and text.isdigit() and reading.gap(index).strip() == ","
