"""Does a sentence tell that something happened, or describe how things are?

The main verb decides: a past form, or one behind `was` or `has`, tells of an event unless it is
a verb of lasting states such as `belonged`. In a title the present tells of what just happened.
"""

from collections.abc import Iterator
from itertools import pairwise

from review.text.lexicon import Lexicon, Sign
from review.text.reading import Place, Reading

_NOT_BEFORE = {Sign.ARTICLE, Sign.PREPOSITION, Sign.WHICH}
_SKIPPED = {Sign.ADVERB, Sign.NOT}
_VERB = {Sign.FINITE, Sign.PAST, Sign.STATE}
_INSERTS = {Sign.SUBORDINATE, Sign.WHERE, Sign.WHICH}
_SECOND = 8
_TWO = 2
_FRAME = 24
_AUXILIARY = {Sign.STATE, Sign.NOW}


def happened(reading: Reading, pack: Lexicon) -> bool:
    """Tell whether the main verb says that something happened."""
    at = _main_verb(reading, pack)
    if at is None:
        return reading.has(Sign.EVENT) or reading.place is Place.TITLE
    if _lasts(reading) or _denied(reading, at):
        return False
    return _tells_an_event(reading, at, pack) or _then_happened(reading, at, pack)


def _lasts(reading: Reading) -> bool:
    """Tell whether the sentence speaks of a habit or of years, outside its inserted clauses."""
    lasting = reading.hits(Sign.LASTING)
    return bool(lasting) and not {hit.first for hit in lasting} <= _inserted(reading)


def _then_happened(reading: Reading, at: int, pack: Lexicon) -> bool:
    """Tell whether a second verb tells an event of who was described: `was 78 and died`."""
    if Sign.STATE not in reading.covers[at] or Sign.NOW in reading.covers[at]:
        return False
    for index in range(at + 2, min(at + _SECOND, len(reading.tokens))):
        if reading.gap(index).strip():
            return False
        if Sign.AND in reading.covers[index - 1] and _is_past(reading, index, pack):
            return Sign.EVENT in reading.covers[index]
    return False


def _denied(reading: Reading, at: int) -> bool:
    """Tell whether the verb is `did not` or `has not`: what did not happen is how things are."""
    nobody = Sign.NOT in reading.covers[0] and not reading.gap(1).strip()
    return nobody or any(Sign.NOT in covers for covers in reading.covers[at : at + 2])


def _tells_an_event(reading: Reading, at: int, pack: Lexicon) -> bool:
    covers = reading.covers[at]
    if Sign.CLOSED_BY in covers and _closes(reading, at):
        return True
    if covers & _AUXILIARY:
        return _happened_behind(reading, at, pack)
    if _is_past(reading, at, pack):
        return Sign.STATIVE not in covers
    return Sign.EVENT in covers or reading.place is Place.TITLE


def _closes(reading: Reading, at: int) -> bool:
    """Tell whether the clause ends with what was done: `hat im Mai 40 Drohnen verloren`."""
    stop = min(at + _FRAME, len(reading.tokens))
    last = next((i for i in range(at + 1, stop) if reading.gap(i + 1).strip()), at)
    covers = reading.covers[last]
    return Sign.PARTICIPLE in covers and Sign.STATIVE not in covers


def _main_verb(reading: Reading, pack: Lexicon) -> int | None:
    """Return the first finite verb of the main clause; None where none is known.

    In `The ship, built in 1970, carries cars` the verb stands behind the second comma.
    """
    first = next(_verbs(reading, pack, _VERB), None)
    if first is None or not (_begins_aside(reading, first) and _is_past(reading, first, pack)):
        return first
    others = _verbs(reading, pack, _VERB | {Sign.HEADLINE})
    return next((i for i in others if i > first and _behind_a_comma(reading, i)), first)


def _begins_aside(reading: Reading, index: int) -> bool:
    """Tell whether the first comma of the sentence stands right before the word."""
    comma = reading.text.find(",")
    return _behind_a_comma(reading, index) and comma >= reading.tokens[index - 1].end


def _behind_a_comma(reading: Reading, index: int) -> bool:
    return index > 0 and reading.gap(index).strip() == ","


def _verbs(reading: Reading, pack: Lexicon, signs: set[Sign]) -> Iterator[int]:
    """Yield the finite verbs that are not in a side clause."""
    aside = bool(reading.covers) and Sign.SUBORDINATE in reading.covers[0]
    comma = reading.text.find(",") if aside else -1
    verbs = signs if reading.place is Place.BODY else signs | {Sign.HEADLINE}
    inserted = _inserted(reading)
    for index, token in enumerate(reading.tokens):
        covers = reading.covers[index]
        if token.start < comma or "-" in token.text or Sign.FORECAST in covers:
            continue
        if index in inserted:
            continue
        if token.capital and reading.place is Place.BODY and (index or not pack.free_order):
            continue
        if index and reading.covers[index - 1] & _NOT_BEFORE:
            continue
        if covers & verbs or (token.text.islower() and pack.looks_finite(token.low)):
            yield index


def _inserted(reading: Reading) -> set[int]:
    """Return the words of clauses between two commas: `the club, although once rich, is poor`."""
    if reading.text.count(",") < _TWO:
        return set()
    pauses = [i for i in range(1, len(reading.tokens)) if reading.gap(i).strip() == ","]
    return {
        index
        for first, after in pairwise(pauses)
        if reading.covers[first] & _INSERTS
        for index in range(first, after)
    }


def _happened_behind(reading: Reading, at: int, pack: Lexicon) -> bool:
    """Tell whether the words behind `was`, `has` or `is` make an event of it."""
    now = Sign.NOW in reading.covers[at]
    for index in range(at + 1, min(at + 5, len(reading.tokens))):
        covers = reading.covers[index]
        if covers & (_SKIPPED | {Sign.STATE}):
            continue
        if pack.ongoing and reading.tokens[index].low.endswith(pack.ongoing):
            return Sign.STATIVE not in covers
        lasts = now or (Sign.PERFECT in reading.covers[at] and Sign.EVENT not in covers)
        return not lasts and _is_past(reading, index, pack) and Sign.STATIVE not in covers
    return False


def _is_past(reading: Reading, index: int, pack: Lexicon) -> bool:
    token = reading.tokens[index]
    return Sign.PAST in reading.covers[index] or pack.looks_past(token.low)
