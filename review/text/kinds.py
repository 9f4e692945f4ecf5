"""Which kind a claim is: the first that fits, in the order of the vocabulary."""

from review.domain.vocabulary import ClaimKind
from review.text.lexicon import Sign
from review.text.reading import Reading
from review.text.sources import Source

_TALK = (Sign.DENIES, Sign.FABRICATION, Sign.SAYS_WEAKLY)


def kind_of(reading: Reading, source: Source | None, *, accused: bool) -> ClaimKind:
    """Return the kind. An act of court or police is an outcome, what somebody did an accusation."""
    law = reading.has(Sign.LAW_ACT)
    if accused and (not law or reading.has(*_TALK)):
        return ClaimKind.ACCUSATION
    if law:
        return ClaimKind.LEGAL_OUTCOME
    if _counts(reading):
        return ClaimKind.STATISTIC
    if reading.has(Sign.CAUSAL):
        return ClaimKind.CAUSAL
    if source:
        return ClaimKind.ATTRIBUTED
    happened = reading.has(Sign.EVENT, Sign.OFFICIAL_ACT)
    return ClaimKind.EVENT if happened else ClaimKind.FACT


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
