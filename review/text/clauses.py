"""Whether words of an article are a sentence of it, or at least a clause, and no torn-off piece."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from review.text.lexicon import Lexicon
from review.text.predicates import predicates
from review.text.reading import Reading, read
from review.text.spans import Span

_PAUSE = re.compile('[,;:.!?…()\\[\\]"“”„«»–—]|(?<!\\S)-(?!\\S)')


def is_clause(text: str, place: Span, sentences: Sequence[Span], pack: Lexicon) -> bool:
    """Tell whether a place holds a clause: whole words of one sentence, from a pause to a pause.

    A word that joins facts is as good as a pause. Part of a sentence needs a verb as well, where
    the pack can tell verbs. `sentences` are those of the text, in order.
    """
    at = bisect_right(sentences, Span(place.start, len(text) + 1)) - 1
    if at < 0 or place.end > sentences[at].end:
        return False
    reading = read(text, [sentences[at]], pack)[0]
    inside = place.shifted(-sentences[at].start)
    covered = [
        index
        for index, token in enumerate(reading.tokens)
        if token.end > inside.start and token.start < inside.end
    ]
    if not covered or not _whole(reading, covered, inside):
        return False
    first, after = covered[0], covered[-1] + 1
    if (first, after) == (0, len(reading.tokens)):
        return True
    parted = _parted(reading, first, pack) and _parted(reading, after, pack)
    return parted and _has_verb(reading, covered, pack)


def _whole(reading: Reading, covered: Sequence[int], inside: Span) -> bool:
    first, last = reading.tokens[covered[0]], reading.tokens[covered[-1]]
    return inside.start <= first.start and last.end <= inside.end


def _parted(reading: Reading, index: int, pack: Lexicon) -> bool:
    """Whether something parts the word at `index` from the word before it, or there is no word."""
    if index in {0, len(reading.tokens)} or _PAUSE.search(reading.gap(index)):
        return True
    before, word = reading.tokens[index - 1].low, reading.tokens[index].low
    joins = pack.seams["joins"] | pack.seams["joins_after_comma"]
    return before in joins or word in joins | pack.seams["relatives"]


def _has_verb(reading: Reading, covered: Sequence[int], pack: Lexicon) -> bool:
    return not pack.knows_verbs or not set(covered).isdisjoint(predicates(reading, pack))
