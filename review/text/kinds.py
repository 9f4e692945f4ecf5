"""Which kind a claim is: the first that fits, in the order of the vocabulary."""

from review.domain.vocabulary import ClaimKind
from review.text.deeds import contests
from review.text.figures import is_the_point
from review.text.happening import happened
from review.text.lexicon import Lexicon, Sign
from review.text.memory import Source
from review.text.reading import Reading

_CLAIMING = (Sign.ACCUSES, Sign.SAYS_WEAKLY)
_ASIDE = {Sign.PREPOSITION, Sign.SUBORDINATE}


def kind_of(reading: Reading, source: Source | None, pack: Lexicon, *, accused: bool) -> ClaimKind:
    """Return the kind. An act of court or police is an outcome, what somebody did an accusation."""
    law = reading.has(Sign.LAW_ACT) and not _only_aside(reading)
    if accused and not (law and _is_outcome(reading, source)):
        return ClaimKind.ACCUSATION
    if law:
        return ClaimKind.LEGAL_OUTCOME
    if is_the_point(reading, said=source is not None):
        return ClaimKind.STATISTIC
    if reading.has(Sign.CAUSAL):
        return ClaimKind.CAUSAL
    if source:
        return ClaimKind.ATTRIBUTED
    return ClaimKind.EVENT if happened(reading, pack) else ClaimKind.FACT


def _only_aside(reading: Reading) -> bool:
    """Tell whether court and police only stand in `After his arrest, ...`."""
    if reading.covers[0].isdisjoint(_ASIDE):
        return False
    comma = reading.text.find(",")
    return all(reading.tokens[hit.first].start < comma for hit in reading.hits(Sign.LAW_ACT))


def _is_outcome(reading: Reading, source: Source | None) -> bool:
    """Tell whether the act of court or police is the point, not what somebody says against it."""
    if reading.has(Sign.DENIES):
        return False
    act = reading.hits(Sign.LAW_ACT)[0]
    claims = any(hit.first < act.first for hit in reading.hits(*_CLAIMING))
    return source is None or not (claims or contests(reading))
