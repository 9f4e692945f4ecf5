"""What the other rules found out about a sentence, as features that a model can weigh."""

from collections.abc import Mapping
from dataclasses import dataclass

from review.domain.vocabulary import ClaimKind
from review.text.lexicon import Sign
from review.text.memory import Source
from review.text.reading import Place, Reading

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
    """What the other rules found out about a sentence; `words` are its `features_of`."""

    kind: ClaimKind
    source: Source | None
    accused: bool
    contested: bool
    words: Mapping[str, float]


def facts_told(reading: Reading, facts: Facts) -> Mapping[str, str]:
    """Return the names of what was found out, each with its words."""
    on = {
        "accused": facts.accused and facts.kind is not ClaimKind.ACCUSATION,
        "contested": facts.contested,
        "title": reading.place is Place.TITLE,
        "opening": reading.place is Place.BODY and reading.line <= _OPENING,
        "attributed": facts.source is not None,
        "unnamed_source": facts.source is not None and reading.has(Sign.ANONYMOUS),
    }
    kind = {f"kind:{facts.kind.value}": _KIND_WORDS[facts.kind]}
    return kind | {name: words for name, words in _FACT_WORDS.items() if on[name]}
