"""Which kind a claim is: the first that fits, in the order of the vocabulary."""

from review.domain.vocabulary import ClaimKind
from review.text.happening import happened
from review.text.lexicon import Lexicon, Sign
from review.text.reading import Reading
from review.text.sources import Source

_CLAIMING = (Sign.ACCUSES, Sign.SAYS_WEAKLY)


def kind_of(reading: Reading, source: Source | None, pack: Lexicon, *, accused: bool) -> ClaimKind:
    """Return the kind. An act of court or police is an outcome, what somebody did an accusation."""
    law = reading.has(Sign.LAW_ACT)
    if accused and not (law and _is_outcome(reading, source)):
        return ClaimKind.ACCUSATION
    if law:
        return ClaimKind.LEGAL_OUTCOME
    if _counts(reading):
        return ClaimKind.STATISTIC
    if reading.has(Sign.CAUSAL):
        return ClaimKind.CAUSAL
    if source:
        return ClaimKind.ATTRIBUTED
    return ClaimKind.EVENT if happened(reading, pack) else ClaimKind.FACT


def _is_outcome(reading: Reading, source: Source | None) -> bool:
    """Tell whether the act of court or police is the point, not what somebody says against it."""
    if reading.has(Sign.DENIES):
        return False
    acts = reading.hits(Sign.LAW_ACT)
    ruled = {i for act in acts for i in range(act.first, act.after)}
    contests = any(hit.first not in ruled for hit in reading.hits(Sign.FABRICATION))
    accuses = any(hit.first < acts[0].first for hit in reading.hits(*_CLAIMING))
    return source is None or not (contests or accuses)


def _counts(reading: Reading) -> bool:
    """Tell whether an amount is the point: a share or a sum, two figures, or one compared."""
    if reading.has(Sign.AMOUNT) or any(mark in reading.text for mark in "%$€£₴₽"):
        return True
    figures = sum(counts_at(reading, i) for i in range(len(reading.tokens)))
    return figures > 1 or (figures == 1 and reading.has(Sign.COMPARISON))


def counts_at(reading: Reading, index: int) -> bool:
    """Tell whether the word counts things: an amount, but not an age, a span of time or a rank."""
    near = reading.covers[max(0, index - 1) : index + 2]
    return amount_at(reading, index) and not any(Sign.TIME_UNIT in c for c in near)


def amount_at(reading: Reading, index: int) -> bool:
    """Tell whether the word is an amount rather than a part of a date."""
    token, covers = reading.tokens[index], reading.covers[index]
    if covers & {Sign.AMOUNT, Sign.NUMBER}:
        return True
    near = reading.covers[max(0, index - 1) : index + 2]
    if any(Sign.MONTH in c for c in near) or not token.text[0].isdigit():
        return False
    return not _is_year(token.text)


def _is_year(text: str) -> bool:
    digits = text[:4]
    return len(digits) == 4 and digits.isdigit() and 1000 <= int(digits) <= 2100
