"""The verbs that make a statement, and which of them is the main one."""

import re
from collections.abc import Iterator

from review.text.lexicon import Lexicon, Sign
from review.text.reading import Place, Reading

_IS = re.compile(r"\w[\"»”]? [-–—] [\"«„“]?\w+ \w")
_LONGEST = 6
_SAID = {Sign.SAYS, Sign.SAYS_WEAKLY}
_CHAIN = {Sign.FINITE, Sign.ADVERB, Sign.NOT, *_SAID}


def predicates(reading: Reading, pack: Lexicon) -> Iterator[int]:
    """Yield the words that are finite verbs, as far as lists and endings tell."""
    sure = {Sign.FINITE, Sign.POINTS_BACK}
    if reading.place is not Place.BODY:
        sure.add(Sign.HEADLINE)
    for index, token in enumerate(reading.tokens):
        covers = reading.covers[index]
        if Sign.FORECAST in covers or _is_noun(reading, index, pack):
            continue
        after_article = index > 0 and Sign.ARTICLE in reading.covers[index - 1]
        said = index > 0 and bool(covers & _SAID)
        known = (
            said or bool(covers & sure) or (token.text.islower() and pack.looks_finite(token.low))
        )
        if known and not after_article:
            yield index


def has_predicate(reading: Reading, pack: Lexicon) -> bool:
    """Tell whether the sentence has a verb, or a dash that stands for `is` where none is said."""
    dash = pack.inflects_names and _IS.search(reading.text)
    return bool(dash) or next(predicates(reading, pack), None) is not None


def is_main(reading: Reading, index: int) -> bool:
    """Tell whether a verb is the main one: not in a side clause, not the verb of saying."""
    return not _of_saying(reading, index) and in_main_clause(reading, index)


def in_main_clause(reading: Reading, index: int) -> bool:
    """Tell whether a verb stands in no side clause that opens the sentence or describes a noun."""
    if _describes(reading, index):
        return False
    if Sign.SUBORDINATE not in reading.covers[0]:
        return True
    comma = reading.text.find(",")
    return comma < 0 or reading.tokens[index].start > comma


def _of_saying(reading: Reading, index: int) -> bool:
    """Tell whether a verb says that somebody says so, or only helps such a verb: `has promised`."""
    if reading.in_quotes(index):
        return False
    end = min(index + _LONGEST, len(reading.tokens) - 1)
    while index < end and Sign.ADVERB in reading.covers[index]:
        index += 1
    return bool(reading.covers[index] & _SAID)


def _describes(reading: Reading, index: int) -> bool:
    """Tell whether a verb only describes somebody: `who have been hurt`."""
    at = index - 1
    first = max(0, index - _LONGEST)
    while at > first and reading.covers[at] & _CHAIN and Sign.WHICH not in reading.covers[at]:
        at -= 1
    return at >= 0 and Sign.WHICH in reading.covers[at]


def _is_noun(reading: Reading, index: int, pack: Lexicon) -> bool:
    """Tell whether a capital makes a noun of the word: `das Leben` lives, but is no verb."""
    inside = index > 0 and not reading.gap(index).strip()
    return pack.capital_nouns and inside and reading.tokens[index].capital
