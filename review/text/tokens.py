"""Words with their places. One pass, linear in the length of the text."""

import re
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"\w+(?:[’'ʼ‑.,-]\w+)*(?:%|°)?", re.UNICODE)
_POSSESSIVE = re.compile("'s$")
_SHORT_FOR_IS = frozenset(
    ["it's", "he's", "she's", "that's", "there's", "here's", "what's", "who's", "how's", "let's"]
)


class Token(NamedTuple):
    """A word as it stands (`text`) and as the lexicons spell it (`low`)."""

    start: int
    end: int
    text: str
    low: str
    capital: bool

    @property
    def possessive(self) -> bool:
        return self.text.endswith(("'s", "’s", "s'", "s’"))


def words(text: str) -> tuple[Token, ...]:
    """Return the words of the text; `3,400` and `U.S` and `Entente-4` are one word each."""
    found = []
    for met in _WORD.finditer(text):
        word = met.group()
        found.append(Token(met.start(), met.end(), word, *_spelling(word)))
    return tuple(found)


# Words come back again and again.
@lru_cache(maxsize=1 << 15)
def _spelling(word: str) -> tuple[str, bool]:
    low = word.lower().replace("’", "'").replace("ʼ", "'")
    low = low if low in _SHORT_FOR_IS else _POSSESSIVE.sub("", low)
    return low, word[0].isupper()
