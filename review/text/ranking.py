"""How much a sentence is worth checking: a logistic model with weights that anyone can read.

The weights stand in `weights.json`. They were fitted by `benchmarks/fit_ranking.py` on the
ClaimBuster data set (doi 10.5281/zenodo.3609356); no sentence of it is part of this product.
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from review.text.features import named_features, word_features
from review.text.tokens import Token, words


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
    total = words_strength(model, words(sentence))
    for name, value in named_features(sentence, language).items():
        total += model.named.get(name, 0.0) * value
    return round(logistic(total), 6)


def words_strength(model: Model, tokens: Sequence[Token]) -> float:
    """Return the part of the sum behind the score that the words themselves bring, with the bias.

    The named features bring the rest.
    """
    if not model.words:
        return model.bias
    found = list(word_features(tokens))
    weights = model.words
    known = sum(weights[word] for word in found if word in weights)
    return model.bias + known / math.sqrt(len(found) + 1)


def logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, value))))


@cache
def models() -> Mapping[str, Model]:
    """Return the models by language; `any` is for every language without its own."""
    raw = json.loads((files("review.text") / "weights.json").read_text(encoding="utf-8"))
    return {language: Model(**model) for language, model in raw["models"].items()}
