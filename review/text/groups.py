"""The group of words that names somebody, before or behind a verb."""

import re
from dataclasses import dataclass

from review.text.lexicon import Sign
from review.text.reading import Reading

BREAK = re.compile(r"[,;:—–()\"“”„«»]|\s-\s")
_LONGEST = 16
_PARTS = 4
_STOPS = {Sign.RELATIVE, Sign.FINITE, Sign.SUBORDINATE}
_WHO = {
    Sign.SOURCE_NOUN,
    Sign.ANONYMOUS,
    Sign.PEOPLE,
    Sign.MEDIUM,
    Sign.DOCUMENT,
    Sign.HE,
    Sign.THEY,
    Sign.BODY,
    Sign.OURS,
}


@dataclass(frozen=True, slots=True)
class Group:
    """A group of words that names a source: from `first` up to `after`."""

    first: int
    after: int


def before(
    reading: Reading, verb: int, named: frozenset[int], *, anyone: bool = False
) -> Group | None:
    """Return the group of words that ends right before the verb, an apposition stepped over.

    With `anyone`, as before `said`, words that no list knows may be a source too.
    """
    after = verb
    while after and Sign.ADVERB in reading.covers[after - 1] and after - 1 not in named:
        after -= 1
    first = _clause_start(reading, after, named)
    if first == after and after and reading.gap(after).strip() == ",":
        return _over_apposition(reading, after, named)
    return checked(reading, first, after, named, anyone=anyone)


def _over_apposition(reading: Reading, after: int, named: frozenset[int]) -> Group | None:
    """Return the source in `Maresk, a lawyer from Port Ilm, said`: the leftmost part."""
    best = None
    for _ in range(_PARTS):
        first = _part_start(reading, after)
        if _states(reading, first, after):
            break
        if not reading.covers[first] & {Sign.PREPOSITION, Sign.SUBORDINATE, Sign.RELATIVE}:
            group = checked(reading, first, after, named)
            end = best.after if best and Sign.SUCH_AS in reading.covers[after] else after
            pure = best is not None and all(i in named for i in range(best.first, best.after))
            best = Group(first, end) if group and not pure else best
        after = first
        if not first or reading.gap(first).strip() != ",":
            break
    return best


def _states(reading: Reading, first: int, after: int) -> bool:
    """Tell whether a part is a clause of its own; one with `who` only describes."""
    for index in range(first, after):
        if Sign.RELATIVE in reading.covers[index]:
            return False
        if index and Sign.FINITE in reading.covers[index]:
            return True
    return False


def _part_start(reading: Reading, after: int) -> int:
    """Return where the part that ends at `after` begins, behind the pause before it."""
    first = after - 1
    while first > max(0, after - _LONGEST) and not BREAK.search(reading.gap(first)):
        first -= 1
    return first


def behind(reading: Reading, first: int, named: frozenset[int]) -> Group | None:
    """Return the group of words that begins at `first` and runs to the end of its clause."""
    after = first
    stops = {Sign.FINITE, Sign.RELATIVE, Sign.SAYS}
    by_name = first in named or first + 1 in named
    while after < min(len(reading.tokens), first + _LONGEST):
        if after > first and BREAK.search(reading.gap(after)):
            break
        if by_name and after not in named and Sign.PREPOSITION in reading.covers[after]:
            break
        if after not in named and _stops_at(reading, after, stops):
            break
        after += 1
    return checked(reading, first, after, named)


def _stops_at(reading: Reading, index: int, stops: set[Sign]) -> bool:
    """Tell whether a word ends the group; `der` may be an article as well as a pronoun."""
    covers = reading.covers[index]
    if index == 0 or Sign.ARTICLE in covers:
        return Sign.SUBORDINATE in covers
    if Sign.FINITE in covers and _shortened(reading, index):
        return False
    return bool(covers & stops)


def _shortened(reading: Reading, index: int) -> bool:
    """Tell whether a verb only describes the paper before it: `a study published in May found`."""
    before, after = reading.covers[index - 1], reading.covers[index + 1 : index + 2]
    return bool(before & {Sign.DOCUMENT, Sign.MEDIUM}) and any(
        c & {Sign.PREPOSITION, Sign.DAY} for c in after
    )


def _clause_start(reading: Reading, after: int, named: frozenset[int]) -> int:
    """Walk back from `after` to where the clause begins."""
    first = after
    while first > max(0, after - _LONGEST):
        if BREAK.search(reading.gap(first)):
            break
        if first - 1 not in named and _stops_at(reading, first - 1, _STOPS):
            break
        first -= 1
    return first


def checked(
    reading: Reading, first: int, after: int, named: frozenset[int], *, anyone: bool = False
) -> Group | None:
    """Return the group if it can be somebody who says something; leading phrases are dropped."""
    if after > first and Sign.PREPOSITION in reading.covers[first]:
        first = next((i for i in range(first + 1, after) if _opens(reading, i, named)), after)
    found = any(
        i in named or reading.covers[i] & _WHO or (anyone and not reading.covers[i])
        for i in range(first, after)
    )
    return Group(first, after) if found else None


def _opens(reading: Reading, index: int, named: frozenset[int]) -> bool:
    """Tell whether a new group of words begins at `index`, after one with a preposition."""
    if Sign.PREPOSITION in reading.covers[index - 1]:
        return False
    if index in named:
        return index - 1 not in named and Sign.ARTICLE not in reading.covers[index - 1]
    return bool(reading.covers[index] & {Sign.ARTICLE, Sign.HE, Sign.THEY})
