"""How much of one text stands in another, word for word: runs of five words in common.

A retelling that keeps most of the words is found whatever stands before and after it. What is
compared are words alone, so that punctuation, line ends and capitals make no difference.
"""

import re
import unicodedata
from itertools import islice

LENGTH = 5
# Fewer runs than this prove nothing: two short notes may share a sentence by chance.
FEWEST = 20
MOST_WORDS = 20_000
NEARLY_THE_SAME = 0.8
_WORD = re.compile(r"\w+")

Shingles = frozenset[str]


def shingles(text: str) -> Shingles:
    """All runs of five words in the first 20,000 words of a text."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = [met.group() for met in islice(_WORD.finditer(folded), MOST_WORDS)]
    return frozenset(" ".join(words[at : at + LENGTH]) for at in range(len(words) - LENGTH + 1))


def likeness(one: Shingles, other: Shingles) -> float:
    """The share, 0 to 1, of the shorter text that stands in the longer one; 0 for scraps."""
    shorter = min(len(one), len(other))
    if shorter < FEWEST:
        return 0.0
    return len(one & other) / shorter
