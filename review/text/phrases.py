"""Phrases of a lexicon, found in a row of words in one pass.

A phrase is words in lower case.

- `accus*` stands for every word that begins so, `*court` for every word that ends so, `un*ed` for
  both at once;
- `~` is up to three words of any kind, `~~` up to sixteen without a pause between them;
- `(no|without) proof` is two phrases;
- what follows a `/` has to stand there, but is no part of what is found: `takes / ~~ back`.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from review.text.tokens import Token

_AHEAD = "/"
_SHORT_GAP, _LONG_GAP = _GAPS = ("~", "~~")
_SHORT, _LONG = 3, 16
_CHOICE = re.compile(r"\(([^()]*)\)")
_CHOICE_OF_WORDS = re.compile(r"(?<= )\(([\w'|-]+)\)(?= |$)")

# One word of a phrase: as it is spelled, one of several, or how it begins and ends.
_Wanted = str | frozenset[str] | tuple[str, str]


class Hit(NamedTuple):
    """Where a phrase stands: the first word's index, the index after its last, and the group."""

    first: int
    after: int
    group: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    rest: tuple[_Wanted, ...]
    ahead: tuple[_Wanted, ...]
    group: str

    @property
    def needs(self) -> str:
        """A word without which the phrase cannot stand, "" where there is none."""
        plain = (w for w in (*self.rest, *self.ahead) if isinstance(w, str) and w not in _GAPS)
        return next(plain, "")


class _Start(NamedTuple):
    """What begins with one word: groups it is in by itself, and phrases by their second word.

    Those under a second word hold what comes behind it; `others` hold the second word as well,
    each beside a word that it needs, or "".
    """

    groups: tuple[str, ...]
    cover: frozenset[str]
    second: Mapping[str, list[_Phrase]]
    others: tuple[tuple[str, _Phrase], ...]


class Phrasebook:
    """All phrases of a lexicon by their first word, so that a text is read once."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        self._exact: dict[str, list[_Phrase]] = {}
        self._stems: dict[str, list[tuple[str, _Phrase]]] = {}
        self._tails: dict[str, list[_Phrase]] = {}
        for group, phrases in groups.items():
            for phrase in phrases:
                self._add(phrase, group)
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._tail_lengths = sorted({len(tail) for tail in self._tails})
        # Words come back again and again, so what begins with one is looked up once.
        self._starting = lru_cache(maxsize=1 << 15)(self._look_up)

    def _add(self, phrase: str, group: str) -> None:
        # A choice of single words behind the first stays one phrase, so that packs can be long.
        for spelling in spellings(_CHOICE_OF_WORDS.sub(r"\1", phrase)):
            first, *words = spelling.split()
            at = words.index(_AHEAD) if _AHEAD in words else len(words)
            wanted = [_wanted(word) for word in words]
            found = _Phrase(tuple(wanted[:at]), tuple(wanted[at + 1 :]), group)
            stem, star, tail = first.partition("*")
            if stem and star:
                self._stems.setdefault(stem, []).append((tail, found))
            else:
                (self._tails if star else self._exact).setdefault(stem or tail, []).append(found)

    def find(self, tokens: Sequence[Token]) -> list[Hit]:
        """Return every hit, in the order of the words, longer ones first; phrases may overlap."""
        return self.read(tokens)[0]

    def read(self, tokens: Sequence[Token]) -> tuple[list[Hit], list[frozenset[str]]]:
        """Return every hit, as `find` does, and the groups that each word is part of."""
        found: list[Hit] = []
        starts = [self._starting(token.low) for token in tokens]
        covers = [start.cover for start in starts]
        present = {"", *[token.low for token in tokens]}
        for i, start in enumerate(starts):
            behind = start.second.get(tokens[i + 1].low, ()) if i + 1 < len(tokens) else ()
            others = [phrase for needs, phrase in start.others if needs in present]
            if behind or others:
                longer = [*_longer(behind, tokens, i, i + 2), *_longer(others, tokens, i, i + 1)]
                longer.sort(key=_backwards)
                for hit in longer:
                    for index in range(i, hit.after):
                        covers[index] |= {hit.group}
                found += longer
            if start.groups:
                found += [Hit(i, i + 1, group) for group in start.groups]
        return found, covers

    def groups_of(self, low: str) -> frozenset[str]:
        """Return the groups that a word is in by itself."""
        return self._starting(low).cover

    def _look_up(self, low: str) -> _Start:
        stems = (low[:n] for n in self._lengths if n <= len(low))
        tails = (low[-n:] for n in self._tail_lengths if n <= len(low))
        phrases = (
            *self._exact.get(low, ()),
            *(p for s in stems for tail, p in self._stems.get(s, ()) if _ends(low, s, tail)),
            *(p for tail in tails for p in self._tails.get(tail, ())),
        )
        alone = tuple(p.group for p in phrases if not (p.rest or p.ahead))
        second: dict[str, list[_Phrase]] = {}
        others = []
        for phrase in phrases:
            known = _seconds(phrase)
            for word in known:
                beyond = _Phrase(phrase.rest[1:], phrase.ahead, phrase.group)
                second.setdefault(word, []).append(beyond)
            if not known and (phrase.rest or phrase.ahead):
                others.append((phrase.needs, phrase))
        return _Start(alone, frozenset(alone), second, tuple(others))


def _longer(
    phrases: Iterable[_Phrase], tokens: Sequence[Token], at: int, begin: int
) -> Iterator[Hit]:
    """Yield those phrases that begin with the word at `at`, and go on with what is at `begin`."""
    for phrase in phrases:
        after = _match(phrase.rest, tokens, begin)
        if after is not None and _match(phrase.ahead, tokens, after) is not None:
            yield Hit(at, after, phrase.group)


def _backwards(hit: Hit) -> int:
    return -hit.after


def _seconds(phrase: _Phrase) -> Collection[str]:
    """Return the words that the second word of a phrase must be one of, none where it is open."""
    wanted = phrase.rest[0] if phrase.rest else None
    if isinstance(wanted, str):
        return () if wanted in _GAPS else (wanted,)
    return wanted if isinstance(wanted, frozenset) else ()


def _wanted(word: str) -> _Wanted:
    if "|" in word:
        return frozenset(word.split("|"))
    stem, star, tail = word.partition("*")
    return (stem, tail) if star else word


def spellings(phrase: str) -> list[str]:
    """Write out the choices of a phrase: `(no|without) proof` gives two phrases."""
    parts = _CHOICE.split(phrase)
    choices = [p.split("|") if i % 2 else [p] for i, p in enumerate(parts)]
    return ["".join(spelling) for spelling in product(*choices)]


def _match(wanted: Sequence[_Wanted], tokens: Sequence[Token], at: int) -> int | None:
    """Return the index after the wanted words where they stand from `at` on."""
    for place, word in enumerate(wanted):
        if word in _GAPS:
            return _match_behind(word, wanted[place + 1 :], tokens, at)
        if at >= len(tokens) or not _fits(word, tokens[at].low):
            return None
        at += 1
    return at


def _match_behind(
    gap: _Wanted, wanted: Sequence[_Wanted], tokens: Sequence[Token], at: int
) -> int | None:
    first, behind = wanted[0], wanted[1:]
    starts = range(at, at + _SHORT + 1) if gap == _SHORT_GAP else _flow(tokens, at)
    for start in starts:
        if start < len(tokens) and _fits(first, tokens[start].low):
            after = _match(behind, tokens, start + 1)
            if after is not None:
                return after
    return None


def _flow(tokens: Sequence[Token], at: int) -> Iterable[int]:
    """Yield the indexes from `at` while only a blank parts each word from the one before."""
    for index in range(at, min(at + _LONG + 1, len(tokens))):
        if tokens[index].start - tokens[index - 1].end > 1:
            return
        yield index


def _fits(wanted: _Wanted, low: str) -> bool:
    if isinstance(wanted, str):
        return low == wanted
    if isinstance(wanted, frozenset):
        return low in wanted
    stem, tail = wanted
    return low.startswith(stem) and _ends(low, stem, tail)


def _ends(low: str, stem: str, tail: str) -> bool:
    return low.endswith(tail) and len(low) >= len(stem) + len(tail)
