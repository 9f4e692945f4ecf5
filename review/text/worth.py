"""The score of a claim in its article: the sentence's own rank, and what an editor would add.

The rank is fitted on single sentences (see `ranking`). What is added stands in `worth.json`: set
by hand after the order in which editors check, harm to somebody first, then court and police,
figures, what an authority says; then corrected by `benchmarks/fit_worth.py` on whole articles.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from review.text.facts import Facts, facts_told
from review.text.features import FEATURE_WORDS
from review.text.lexicon import Lexicon
from review.text.ranking import logistic, models, words_strength
from review.text.reading import Reading

_RANK_SHARE = 0.3
DOUBT = "doubt"
_DOUBT_WORDS = "may state nothing that can be checked"


class Part(NamedTuple):
    """One feature of a claim: its value, 0 to about 1, its weight, and what it says in words."""

    name: str
    value: float
    weight: float
    words: str


# What is added to the shipped weights, by the name of the feature: learned from a desk's decisions.
Weights = Mapping[str, float]
SHIPPED: Weights = MappingProxyType({})
BIAS = "bias"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a score starts from, and the parts that make it; each name stands once.

    The score is the logistic function of the start and the sum of value times weight.
    """

    start: float
    parts: tuple[Part, ...]

    @property
    def sum(self) -> float:
        """The start and all parts, as a natural logarithm of odds."""
        return self.start + sum([part.value * part.weight for part in self.parts])


def worth(looked: Looked, weights: Weights = SHIPPED) -> tuple[float, tuple[str, ...]]:
    """Return the score, 0 to 1 with six places, and its reasons in words, the weightiest first."""
    felt = [(p.value * (p.weight + weights.get(p.name, 0.0)), p.words) for p in looked.parts]
    score = logistic(looked.start + weights.get(BIAS, 0.0) + sum([weight for weight, _ in felt]))
    reasons = sorted(felt, key=lambda r: (-abs(r[0]), r[1]))
    told = dict.fromkeys(words for weight, words in reasons if weight > 0.05)
    lowering = dict.fromkeys(f"less: {words}" for weight, words in reasons if weight < -0.2)
    return round(score, 6), (*told, *lowering)


def looked_at(reading: Reading, facts: Facts, pack: Lexicon) -> Looked:
    """Return what a claim would weigh if it is beyond doubt that it states something."""
    model = models().get(pack.language) or models()["any"]
    told = [_told(name, said) for name, said in facts_told(reading, facts).items()]
    worded = [_worded(pack.language, name, value) for name, value in facts.words.items()]
    start = additions()[BIAS] + _RANK_SHARE * words_strength(model, reading.tokens)
    return Looked(start, (*told, *worded))


@lru_cache(maxsize=1 << 8)
def _told(name: str, words: str) -> Part:
    return Part(name, 1.0, additions().get(name, 0.0), words)


@lru_cache(maxsize=1 << 12)
def _worded(language: str, name: str, value: float) -> Part:
    model = models().get(language) or models()["any"]
    weight = _RANK_SHARE * model.named.get(name, 0.0) + additions().get(name, 0.0)
    return Part(name, value, weight, FEATURE_WORDS[name])


def doubted(looked: Looked, doubt: float) -> Looked:
    """Return it with how doubtful it is, 0 to 1, that anything is stated (see `stating`)."""
    if not doubt:
        return looked
    part = Part(DOUBT, doubt, additions().get(DOUBT, 0.0), _DOUBT_WORDS)
    return Looked(looked.start, (*looked.parts, part))


@cache
def additions() -> Mapping[str, float]:
    """Return what is added to the rank, by the name of the feature, with the bias."""
    raw = json.loads((files("review.text") / "worth.json").read_text(encoding="utf-8"))
    return MappingProxyType(raw["weights"])
