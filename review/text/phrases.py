"""Phrases of a lexicon, found in a row of words in one pass.

A phrase is words in lower case. `accus*` stands for every word that begins so, `~` for up to
three words of any kind, and `(no|without) proof` for two phrases.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from review.text.tokens import Token

_GAP = "~"
_LONGEST_GAP = 3
_CHOICE = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a phrase stands: the first word's index, the index after its last, and the group."""

    first: int
    after: int
    group: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    rest: tuple[str, ...]
    group: str


class Phrasebook:
    """All phrases of a lexicon by their first word, so that a text is read once."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        self._exact: dict[str, list[_Phrase]] = {}
        self._stems: dict[str, list[_Phrase]] = {}
        for group, phrases in groups.items():
            for phrase in phrases:
                self._add(phrase, group)
        self._lengths = sorted({len(stem) for stem in self._stems})
        # Words come back again and again, so what begins with one is looked up once.
        self._starting = lru_cache(maxsize=1 << 15)(self._look_up)

    def _add(self, phrase: str, group: str) -> None:
        for spelling in spellings(phrase):
            first, *rest = spelling.split()
            table = self._stems if first.endswith("*") else self._exact
            table.setdefault(first.rstrip("*"), []).append(_Phrase(tuple(rest), group))

    def find(self, tokens: Sequence[Token]) -> list[Hit]:
        """Return every hit, in the order of the words; phrases may overlap."""
        return [
            Hit(i, after, phrase.group)
            for i, token in enumerate(tokens)
            for phrase in self._starting(token.low)
            if (after := _match(phrase.rest, tokens, i + 1)) is not None
        ]

    def _look_up(self, low: str) -> tuple[_Phrase, ...]:
        stems = (low[:length] for length in self._lengths if length <= len(low))
        return (
            *self._exact.get(low, ()),
            *(phrase for stem in stems for phrase in self._stems.get(stem, ())),
        )


def spellings(phrase: str) -> list[str]:
    """Write out the choices of a phrase: `(no|without) proof` gives two phrases."""
    parts = _CHOICE.split(phrase)
    choices = [p.split("|") if i % 2 else [p] for i, p in enumerate(parts)]
    return ["".join(spelling) for spelling in product(*choices)]


def _match(rest: tuple[str, ...], tokens: Sequence[Token], at: int) -> int | None:
    if not rest:
        return at
    if rest[0] == _GAP:
        ends = (_match(rest[1:], tokens, at + skip) for skip in range(_LONGEST_GAP + 1))
        return next((end for end in ends if end is not None), None)
    if at >= len(tokens) or not _fits(rest[0], tokens[at].low):
        return None
    return _match(rest[1:], tokens, at + 1)


def _fits(wanted: str, low: str) -> bool:
    return low.startswith(wanted[:-1]) if wanted.endswith("*") else low == wanted
