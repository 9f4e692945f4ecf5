"""Does a sentence tell that something happened, or describe how things are?

The main verb decides: a past form, or one behind `was` or `has`, tells of an event unless it is
a verb of lasting states such as `belonged`. In a title the present tells of what just happened.
"""

from review.text.lexicon import Lexicon, Sign
from review.text.reading import Place, Reading

_NOT_BEFORE = {Sign.ARTICLE, Sign.PREPOSITION, Sign.WHICH}
_SKIPPED = {Sign.ADVERB, Sign.NOT}
_VERB = {Sign.FINITE, Sign.PAST, Sign.STATE}
_AUXILIARY = {Sign.STATE, Sign.NOW}


def happened(reading: Reading, pack: Lexicon) -> bool:
    """Tell whether the main verb says that something happened."""
    at = _main_verb(reading, pack)
    if at is None:
        return reading.has(Sign.EVENT) or reading.place is Place.TITLE
    covers = reading.covers[at]
    if covers & _AUXILIARY:
        return _happened_behind(reading, at, pack)
    if _is_past(reading, at, pack):
        return Sign.STATIVE not in covers
    return Sign.EVENT in covers or reading.place is Place.TITLE


def _main_verb(reading: Reading, pack: Lexicon) -> int | None:
    """Return the first finite verb that is not in a side clause; None where none is known."""
    aside = bool(reading.covers) and Sign.SUBORDINATE in reading.covers[0]
    comma = reading.text.find(",") if aside else -1
    verbs = _VERB if reading.place is Place.BODY else _VERB | {Sign.HEADLINE}
    for index, token in enumerate(reading.tokens):
        covers = reading.covers[index]
        if token.start < comma or "-" in token.text or Sign.FORECAST in covers:
            continue
        if index and reading.covers[index - 1] & _NOT_BEFORE:
            continue
        plain = token.text.islower()
        if covers & verbs or (plain and pack.looks_finite(token.low)):
            return index
    return None


def _happened_behind(reading: Reading, at: int, pack: Lexicon) -> bool:
    """Tell whether the words behind `was`, `has` or `is` make an event of it."""
    now = Sign.NOW in reading.covers[at]
    for index in range(at + 1, min(at + 5, len(reading.tokens))):
        covers = reading.covers[index]
        if covers & (_SKIPPED | {Sign.STATE}):
            continue
        if pack.ongoing and reading.tokens[index].low.endswith(pack.ongoing):
            return Sign.STATIVE not in covers
        return not now and _is_past(reading, index, pack) and Sign.STATIVE not in covers
    return False


def _is_past(reading: Reading, index: int, pack: Lexicon) -> bool:
    token = reading.tokens[index]
    return Sign.PAST in reading.covers[index] or pack.looks_past(token.low)
