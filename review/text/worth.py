"""The score of a claim in its article: the sentence's own rank, and what an editor would add.

The rank is fitted (see `ranking`). The additions below are set by hand after the order in which
editors check: harm to somebody first, then court and police, figures, what an authority says.
"""

from dataclasses import dataclass

from review.domain.vocabulary import ClaimKind
from review.text.features import FEATURE_WORDS, SIGN_WORDS, named_features
from review.text.lexicon import Sign
from review.text.ranking import logistic, models, strength
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
_SIGNS = {
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


def worth(reading: Reading, facts: Facts, language: str) -> tuple[float, tuple[str, ...]]:
    """Return the score, 0 to 1 with six places, and its reasons in words, the weightiest first."""
    model = models().get(language) or models()["any"]
    named = named_features(reading.text, language)
    rank = _RANK_SHARE * strength(model, reading.text, named)
    added = _additions(reading, facts)
    score = logistic(_BASE + rank + sum(weight for weight, _ in added))
    fitted = [
        (_RANK_SHARE * model.named.get(name, 0.0) * value, FEATURE_WORDS[name])
        for name, value in named.items()
    ]
    reasons = sorted((*added, *fitted), key=lambda r: (-abs(r[0]), r[1]))
    told = dict.fromkeys(words for weight, words in reasons if weight > 0.05)
    lowering = dict.fromkeys(f"less: {words}" for weight, words in reasons if weight < -0.2)
    return round(score, 6), (*told, *lowering)


def _additions(reading: Reading, facts: Facts) -> list[tuple[float, str]]:
    found = [_KIND[facts.kind]]
    found += [(w, SIGN_WORDS[sign]) for sign, w in _SIGNS.items() if reading.has(sign)]
    if facts.accused and facts.kind is not ClaimKind.ACCUSATION:
        found.append((0.8, "bears on an accusation"))
    if facts.contested:
        found.append((0.6, "the accusation is contested"))
    if facts.place is Place.TITLE:
        found.append((0.5, "stands in the title"))
    if facts.source and reading.has(Sign.ANONYMOUS):
        found.append((0.5, "an unnamed source"))
    return found
