"""The score of a claim in its article: the sentence's own rank, and what an editor would add.

The rank is fitted (see `ranking`). The additions below are set by hand after the order in which
editors check: harm to somebody first, then court and police, figures, what an authority says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from review.domain.vocabulary import ClaimKind
from review.text.features import FEATURE_WORDS, features_of
from review.text.lexicon import Lexicon, Sign
from review.text.ranking import logistic, models, words_strength
from review.text.reading import Place, Reading
from review.text.sources import Source

_RANK_SHARE = 0.3
_BASE = -0.6
_KIND = {
    ClaimKind.ACCUSATION: (2.2, "an accusation"),
    ClaimKind.LEGAL_OUTCOME: (1.8, "an act of court or police"),
    ClaimKind.STATISTIC: (0.9, "an amount is the point"),
    ClaimKind.CAUSAL: (0.7, "says that one thing brings about another"),
    ClaimKind.ATTRIBUTED: (0.3, "what a source says is the point"),
    ClaimKind.EVENT: (0.2, "something happened"),
    ClaimKind.FACT: (-0.3, "a state of affairs"),
}
_SIGNS: Mapping[str, float] = {
    Sign.DEATH: 1.2,
    Sign.SECRET: 0.9,
    Sign.HARM: 0.5,
    Sign.WRONGDOING: 0.5,
    Sign.RESEARCH: 0.4,
    Sign.OFFICIAL_ACT: 0.3,
    Sign.COMPARISON: 0.2,
    Sign.MONTH: 0.2,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the other rules found out about a claim."""

    kind: ClaimKind
    source: Source | None
    accused: bool
    contested: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Part:
    """One feature of a claim: its value, 0 to about 1, its weight, and what it says in words."""

    name: str
    value: float
    weight: float
    words: str


# What is added to the shipped weights, by the name of the feature: learned from a desk's decisions.
Weights = Mapping[str, float]
SHIPPED: Weights = MappingProxyType({})
BIAS = "bias"


def worth(
    reading: Reading, facts: Facts, pack: Lexicon, weights: Weights = SHIPPED
) -> tuple[float, tuple[str, ...]]:
    """Return the score, 0 to 1 with six places, and its reasons in words, the weightiest first."""
    base, parts = looked_at(reading, facts, pack)
    felt = [(p.value * (p.weight + weights.get(p.name, 0.0)), p.words) for p in parts]
    score = logistic(base + weights.get(BIAS, 0.0) + sum(weight for weight, _ in felt))
    reasons = sorted(felt, key=lambda r: (-abs(r[0]), r[1]))
    told = dict.fromkeys(words for weight, words in reasons if weight > 0.05)
    lowering = dict.fromkeys(f"less: {words}" for weight, words in reasons if weight < -0.2)
    return round(score, 6), (*told, *lowering)


def looked_at(reading: Reading, facts: Facts, pack: Lexicon) -> tuple[float, list[Part]]:
    """Return what the score starts from, and the parts that make it; each name stands once.

    The score is the logistic function of the start and the sum of value times weight.
    """
    model = models().get(pack.language) or models()["any"]
    base = _BASE + _RANK_SHARE * words_strength(model, reading.tokens)
    named = features_of(reading.text, reading.tokens, reading.signs, pack)
    fitted = [
        Part(
            name,
            value,
            _RANK_SHARE * model.named.get(name, 0.0) + _SIGNS.get(name, 0.0),
            FEATURE_WORDS[name],
        )
        for name, value in named.items()
    ]
    return base, [*_facts(reading, facts), *fitted]


def _facts(reading: Reading, facts: Facts) -> list[Part]:
    weight, words = _KIND[facts.kind]
    found = [Part(f"kind:{facts.kind.value}", 1.0, weight, words)]
    if facts.accused and facts.kind is not ClaimKind.ACCUSATION:
        found.append(Part("accused", 1.0, 0.8, "bears on an accusation"))
    if facts.contested:
        found.append(Part("contested", 1.0, 0.6, "the accusation is contested"))
    if facts.place is Place.TITLE:
        found.append(Part("title", 1.0, 0.5, "stands in the title"))
    if facts.source and reading.has(Sign.ANONYMOUS):
        found.append(Part("unnamed_source", 1.0, 0.5, "an unnamed source"))
    return found
