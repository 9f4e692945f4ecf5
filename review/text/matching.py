"""Find claims already checked that a new text repeats: BM25 over words, sharpened by letters.

BM25 (k1 1.2, b 0.6) ranks by rare words in common; cosine similarity over character trigrams
of the best candidates then rewards the same wording and forgives small differences.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from heapq import nlargest

_K1, _B = 1.2, 0.6
_CANDIDATES = 60
_LETTERS = 0.3
_WORD = re.compile(r"\w+")

Text = tuple[str, str]


def match(
    corpus: Iterable[Text], queries: Iterable[Text], k: int = 20, minimum: float | None = None
) -> Iterator[tuple[str, str, float]]:
    """Yield (query id, claim id, score), best first for each query, at most `k` each.

    `corpus` and `queries` hold (id, text). A score is 0 or more; equal texts have about 1.
    Pairs below `minimum` are left out, so that a query may stay without an answer.
    """
    index = _Index(corpus)
    for query_id, text in queries:
        for score, claim_id in index.best(text, k):
            if minimum is None or score >= minimum:
                yield query_id, claim_id, round(score, 6)


class _Index:
    """An inverted index: for each word the texts that hold it, with their weight."""

    def __init__(self, corpus: Iterable[Text]) -> None:
        self._ids: list[str] = []
        self._letters: list[dict[str, float]] = []
        counted = []
        for claim_id, text in corpus:
            self._ids.append(claim_id)
            self._letters.append(_letters(text))
            counted.append(Counter(_words(text)))
        self._postings = _weighted(counted)
        # A word that nobody used weighs as much as one that a single text uses once.
        self._unknown = math.log(1 + (len(counted) + 0.5) / 0.5)

    def best(self, text: str, k: int) -> list[tuple[float, str]]:
        """Return the best (score, id), the score set in relation to what the query could reach."""
        words = list(dict.fromkeys(_words(text)))
        scores: dict[int, float] = defaultdict(float)
        possible = 0.0
        for word in words:
            postings = self._postings.get(word, {})
            possible += max(postings.values(), default=self._unknown)
            for place, weight in postings.items():
                scores[place] += weight
        near = nlargest(max(k, _CANDIDATES), scores.items(), key=lambda s: (s[1], -s[0]))
        letters = _letters(text)
        found = [
            (score / possible + _LETTERS * _cosine(letters, self._letters[place]), place)
            for place, score in near
        ]
        found.sort(key=lambda f: (-f[0], f[1]))
        return [(score / (1 + _LETTERS), self._ids[place]) for score, place in found[:k]]


def _weighted(counted: list[Counter[str]]) -> dict[str, dict[int, float]]:
    lengths = [sum(words.values()) for words in counted]
    average = sum(lengths) / len(lengths) if sum(lengths) else 1.0
    postings: dict[str, dict[int, float]] = defaultdict(dict)
    for place, words in enumerate(counted):
        damp = _K1 * (1 - _B + _B * lengths[place] / average)
        for word, times in words.items():
            postings[word][place] = times * (_K1 + 1) / (times + damp)
    for holders in postings.values():
        rare = math.log(1 + (len(counted) - len(holders) + 0.5) / (len(holders) + 0.5))
        for place in holders:
            holders[place] *= rare
    return postings


def _words(text: str) -> list[str]:
    """Return the words in lower case without accents, plural and other endings cut."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return [_stem(word) for word in _WORD.findall(letters)]


def _stem(word: str) -> str:
    if len(word) <= 4 or not word.isascii():
        return word[:7] if len(word) > 7 else word
    for ending in ("ies", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _letters(text: str) -> dict[str, float]:
    plain = " ".join(_WORD.findall(text.casefold()))
    counts = Counter(plain[i : i + 3] for i in range(len(plain) - 2))
    norm = math.sqrt(sum(n * n for n in counts.values())) or 1.0
    return {gram: n / norm for gram, n in counts.items()}


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    small, large = sorted((one, other), key=len)
    return sum(weight * large.get(gram, 0.0) for gram, weight in small.items())
