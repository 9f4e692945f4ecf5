"""The score of a claim in its article: the sentence's own rank, and what an editor would add.

The rank is fitted on single sentences (see `ranking`). What is added stands in `worth.json`: set
by hand after the order in which editors check, harm to somebody first, then court and police,
figures, what an authority says; then corrected by `benchmarks/fit_worth.py` on whole articles.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from review.domain.vocabulary import ClaimKind
from review.text.features import FEATURE_WORDS, features_of
from review.text.lexicon import Lexicon, Sign
from review.text.memory import Source
from review.text.ranking import logistic, models, words_strength
from review.text.reading import Place, Reading

_RANK_SHARE = 0.3
_OPENING = 4
_KIND_WORDS = {
    ClaimKind.ACCUSATION: "an accusation",
    ClaimKind.LEGAL_OUTCOME: "an act of court or police",
    ClaimKind.STATISTIC: "an amount is the point",
    ClaimKind.CAUSAL: "says that one thing brings about another",
    ClaimKind.ATTRIBUTED: "what a source says is the point",
    ClaimKind.EVENT: "something happened",
    ClaimKind.FACT: "a state of affairs",
}
_FACT_WORDS = {
    "accused": "bears on an accusation",
    "contested": "the accusation is contested",
    "title": "stands in the title",
    "opening": "stands at the opening",
    "attributed": "says who says so",
    "unnamed_source": "an unnamed source",
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
    model, added = models().get(pack.language) or models()["any"], additions()
    base = added[BIAS] + _RANK_SHARE * words_strength(model, reading.tokens)
    named = features_of(reading.text, reading.tokens, reading.signs, pack)
    parts = [
        Part(name, 1.0, added.get(name, 0.0), said) for name, said in _facts(reading, facts).items()
    ]
    parts += [
        Part(
            name,
            value,
            _RANK_SHARE * model.named.get(name, 0.0) + added.get(name, 0.0),
            FEATURE_WORDS[name],
        )
        for name, value in named.items()
    ]
    return base, parts


def _facts(reading: Reading, facts: Facts) -> dict[str, str]:
    """Return the names of what was found out about the claim, each with its words."""
    on = {
        "accused": facts.accused and facts.kind is not ClaimKind.ACCUSATION,
        "contested": facts.contested,
        "title": facts.place is Place.TITLE,
        "opening": facts.place is Place.BODY and reading.line <= _OPENING,
        "attributed": facts.source is not None,
        "unnamed_source": facts.source is not None and reading.has(Sign.ANONYMOUS),
    }
    kind = {f"kind:{facts.kind.value}": _KIND_WORDS[facts.kind]}
    return kind | {name: words for name, words in _FACT_WORDS.items() if on[name]}


@cache
def additions() -> Mapping[str, float]:
    """Return what is added to the rank, by the name of the feature, with the bias."""
    raw = json.loads((files("review.text") / "worth.json").read_text(encoding="utf-8"))
    return MappingProxyType(raw["weights"])
