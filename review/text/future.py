"""Verbs that make a future or a passive: only the last word of their clause tells which.

German says `wird verurteilt` (is being convicted) and `wird verurteilen` (will convict), with any
number of words between. A pack that fills no `future` group has no such verbs.
"""

from collections.abc import Iterator

from review.text.lexicon import Sign
from review.text.reading import Reading

_LONGEST = 24


def foreseen(reading: Reading) -> Iterator[int]:
    """Yield the words that tell the future with an infinitive at the end of their clause."""
    for hit in reading.hits(Sign.FUTURE):
        last = _clause_end(reading, hit.after)
        covers = reading.covers[last]
        plain = reading.tokens[last].text.islower() and Sign.PARTICIPLE not in covers
        if last >= hit.after and plain and Sign.INFINITIVE in covers:
            yield hit.first


def _clause_end(reading: Reading, first: int) -> int:
    """Return the last word of the clause that goes on at `first`."""
    end = first
    while end < min(len(reading.tokens), first + _LONGEST) and not reading.gap(end).strip():
        end += 1
    return end - 1
