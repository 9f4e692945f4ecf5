"""What the other rules found out about a sentence, as features that a model can weigh."""

from collections.abc import Mapping
from dataclasses import dataclass

from review.domain.vocabulary import ClaimKind
from review.text.lexicon import Sign
from review.text.memory import Source
from review.text.reading import Place, Reading

_OPENING = 4
FACT_WORDS: Mapping[str, str] = {
    f"kind:{ClaimKind.ACCUSATION}": "an accusation",
    f"kind:{ClaimKind.LEGAL_OUTCOME}": "an act of court or police",
    f"kind:{ClaimKind.STATISTIC}": "an amount is the point",
    f"kind:{ClaimKind.CAUSAL}": "says that one thing brings about another",
    f"kind:{ClaimKind.ATTRIBUTED}": "what a source says is the point",
    f"kind:{ClaimKind.EVENT}": "something happened",
    f"kind:{ClaimKind.FACT}": "a state of affairs",
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
        f"kind:{facts.kind}": True,
        "accused": facts.accused and facts.kind is not ClaimKind.ACCUSATION,
        "contested": facts.contested,
        "title": reading.place is Place.TITLE,
        "opening": reading.place is Place.BODY and reading.line <= _OPENING,
        "attributed": facts.source is not None,
        "unnamed_source": facts.source is not None and reading.has(Sign.ANONYMOUS),
    }
    return {name: FACT_WORDS[name] for name, holds in on.items() if holds}
