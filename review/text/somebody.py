"""Words that can be somebody who says something, without what only opens the sentence."""

from dataclasses import dataclass

from review.text.described import NO_NOUN, WHO
from review.text.lexicon import Sign
from review.text.pauses import BREAK
from review.text.reading import Reading

_OPENERS = {Sign.SUCH_AS, Sign.RELATIVE, Sign.AND, Sign.SUBORDINATE, Sign.ADVERB}
_NO_OPENER = {Sign.ARTICLE, Sign.DEFINITE, Sign.DETERMINER, Sign.ANONYMOUS, Sign.HE, Sign.THEY}
_DATES = {Sign.MONTH, Sign.DAY, Sign.TIME_UNIT}


@dataclass(frozen=True, slots=True)
class Group:
    """A group of words that names a source: from `first` up to `after`."""

    first: int
    after: int


def checked(
    reading: Reading, first: int, after: int, named: frozenset[int], *, anyone: bool = False
) -> Group | None:
    """Return the group if it can be somebody who says something; leading phrases are dropped."""
    if after > first and Sign.PREPOSITION in reading.covers[first]:
        first = next((i for i in range(first + 1, after) if _opens(reading, i, named)), after)
    first = _past_opening(reading, first, after)
    cited = (i for i in range(first + 1, after) if Sign.CITING in reading.covers[i])
    after = next(cited, after)
    found = any(
        i in named or reading.covers[i] & WHO or (anyone and _may_be_noun(reading, i))
        for i in range(first, after)
    )
    return Group(first, after) if found else None


def _past_opening(reading: Reading, first: int, after: int) -> int:
    """Return where a group begins behind `as`, `but` or a date: `on 20 April 2018 the court`."""
    while first + 1 < after:
        covers, ahead = reading.covers[first], reading.covers[first + 1]
        opens = not first or (reading.free_order and BREAK.search(reading.gap(first)))
        small = covers & _OPENERS and not covers & _NO_OPENER
        day = reading.tokens[first].text.isdigit() and ahead & _DATES
        if not (day or covers & _DATES or (opens and small)):
            break
        first += 1
    return first


def _may_be_noun(reading: Reading, index: int) -> bool:
    """Tell whether a word that no list of sources holds may be a noun; `yet` is none."""
    covers, capital = reading.covers[index], index > 0 and reading.tokens[index].capital
    return not covers & NO_NOUN and (Sign.NO_NAME not in covers or capital)


def _opens(reading: Reading, index: int, named: frozenset[int]) -> bool:
    """Tell whether a new group of words begins at `index`, after one with a preposition."""
    if Sign.PREPOSITION in reading.covers[index - 1]:
        return False
    if index in named:
        return index - 1 not in named and Sign.ARTICLE not in reading.covers[index - 1]
    return bool(reading.covers[index] & {Sign.ARTICLE, Sign.HE, Sign.THEY})
