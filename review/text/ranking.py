"""How much a sentence is worth checking: a logistic model with weights that anyone can read.

The weights stand in `weights.json`. They were fitted by `benchmarks/fit_ranking.py` on the
ClaimBuster data set (doi 10.5281/zenodo.3609356); no sentence of it is part of this product.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from review.text.features import named_features, word_features


class Model(NamedTuple):
    """One fitted model. The score is 1 / (1 + exp(-(bias + sum of the weights)))."""

    bias: float
    named: Mapping[str, float]
    words: Mapping[str, float]


def rank(sentence: str, language: str = "en") -> float:
    """Return how check-worthy a sentence is by itself, from 0 to 1, rounded to six places.

    English has weights for words too; other languages use the named features alone.
    """
    model = models().get(language) or models()["any"]
    return round(logistic(strength(model, sentence, named_features(sentence, language))), 6)


def strength(model: Model, sentence: str, named: Mapping[str, float]) -> float:
    """Return the sum behind the score, before it is squeezed between 0 and 1."""
    total = model.bias
    for name, value in named.items():
        total += model.named.get(name, 0.0) * value
    if model.words:
        found = list(word_features(sentence))
        scale = 1 / math.sqrt(len(found) + 1)
        total += scale * sum(model.words.get(word, 0.0) for word in found)
    return total


def logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, value))))


@cache
def models() -> Mapping[str, Model]:
    """Return the models by language; `any` is for every language without its own."""
    raw = json.loads((files("review.text") / "weights.json").read_text(encoding="utf-8"))
    return {language: Model(**model) for language, model in raw["models"].items()}
