"""Where a sentence can be cut into facts: semicolons, conjunctions, relative clauses, lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from review.text.figures import counts_at
from review.text.lexicon import Lexicon, Sign
from review.text.reading import Reading

_FINITE = {Sign.FINITE, Sign.EVENT, Sign.OFFICIAL_ACT, Sign.LAW_ACT}
_SAYING = {Sign.SAYS, Sign.SAYS_WEAKLY, Sign.SPEAKS}
_NO_VERB_BEHIND = {Sign.ARTICLE, Sign.PREPOSITION}
_DASHES = "—–"


class Seam(StrEnum):
    """What stands between two pieces; `LIST` is a comma with a verb or a count behind it."""

    START = "start"
    BREAK = "break"
    JOIN = "join"
    RELATIVE = "relative"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece ends before the word `end`, and the next begins with the word `first`."""

    end: int
    first: int
    seam: Seam


def cuts_in(reading: Reading, pack: Lexicon) -> Iterator[Cut]:
    """Yield every place to cut at, outside brackets and quotations, in order."""
    joins = pack.seams["joins"]
    words = {token.low for token in reading.tokens}
    if ";" not in reading.text and all(map(words.isdisjoint, pack.seams.values())):
        return
    last_join = max((i for i, t in enumerate(reading.tokens) if t.low in joins), default=0)
    closed, free, seam = _closed(reading), 1, Seam.START
    for index in range(1, len(reading.tokens)):
        if index < free or closed[index]:
            continue
        found = _seam(reading, index, pack)
        if found is Seam.LIST and not (seam is Seam.RELATIVE or _listed(reading, index, last_join)):
            found = None
        first = index + (found is Seam.JOIN or reading.tokens[index].low in joins)
        if found and first < len(reading.tokens):
            free, seam = first + 1, found
            yield Cut(index, first, found)


def _listed(reading: Reading, index: int, last_join: int) -> bool:
    """Tell whether an item of a list begins; a bare `was` closes an apposition instead."""
    return index < last_join and Sign.STATE not in reading.covers[index]


def _seam(reading: Reading, index: int, pack: Lexicon) -> Seam | None:
    gap, low = reading.gap(index), reading.tokens[index].low
    if ";" in gap:
        return Seam.BREAK
    if low in pack.seams["joins"]:
        return Seam.JOIN
    # A dash without a blank joins two words into one name.
    if "," not in gap and not (" " in gap and any(mark in gap for mark in _DASHES)):
        return None
    if low in pack.seams["joins_after_comma"]:
        return Seam.JOIN
    if low in pack.seams["relatives"]:
        return Seam.RELATIVE
    return Seam.LIST if _acts(reading, index, pack) or _counts(reading, index) else None


def _counts(reading: Reading, index: int) -> bool:
    """Tell whether the next item of a list counts: `14 ships in 2019, 9 in 2020 and 22 in 2021`."""
    return reading.tokens[index].text[0].isdigit() and counts_at(reading, index)


def _acts(reading: Reading, index: int, pack: Lexicon) -> bool:
    """Tell whether a verb stands here, or behind one adverb, that is not one of saying."""
    near = range(
        index, min(index + 1 + (Sign.ADVERB in reading.covers[index]), len(reading.tokens))
    )
    if any(reading.covers[i] & _SAYING for i in near):
        return False
    return any(is_finite(reading, i, pack) for i in near)


def is_finite(reading: Reading, index: int, pack: Lexicon) -> bool:
    """Tell whether a word is a finite verb or a participle, as far as lists and endings tell."""
    token, covers = reading.tokens[index], reading.covers[index]
    if index and (token.capital or reading.covers[index - 1] & _NO_VERB_BEHIND):
        return False
    return bool(covers & _FINITE) or pack.looks_finite(token.low)


def _closed(reading: Reading) -> list[bool]:
    """Tell of each word whether it stands in brackets, or in a quotation that others surround."""
    if not (reading.quoted or "(" in reading.text or "[" in reading.text):
        return [False] * len(reading.tokens)
    quoted = [reading.in_quotes(index) for index in range(len(reading.tokens))]
    surrounded, depth = not all(quoted), 0
    found = []
    for index, inside in enumerate(quoted):
        gap = reading.gap(index)
        depth += sum(mark in "([" for mark in gap) - sum(mark in ")]" for mark in gap)
        depth = max(0, depth)
        found.append(depth > 0 or (inside and surrounded))
    return found
