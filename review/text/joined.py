"""Who speaks where a verb of saying has no subject of its own: `declined and said`."""

from review.text.groups import before
from review.text.lexicon import Sign
from review.text.pauses import BREAK
from review.text.phrases import Hit
from review.text.reading import Reading
from review.text.somebody import Group, checked
from review.text.verbs_of_saying import is_noun

_NEAR = 40
_WITH = 8
_TAIL = 12
_PASSAGE = 16
_VERBS = {Sign.FINITE, Sign.HEADLINE, Sign.SAYS, Sign.SAYS_WEAKLY, Sign.DENIES}
_ACTS = _VERBS | {Sign.EVENT, Sign.PAST, Sign.LOOKS_PAST}
_TIME_OR_PLACE = {
    Sign.PREPOSITION,
    Sign.DAY,
    Sign.MONTH,
    Sign.ADVERB,
    Sign.TIME_UNIT,
    Sign.DEFINITE,
    Sign.SOURCE_NOUN,
    Sign.MEDIUM,
}
_NO_OBJECT = {Sign.PREPOSITION, Sign.FINITE, Sign.AND}

_OPENS = {Sign.PREPOSITION, Sign.SUBORDINATE, Sign.RELATIVE, Sign.ADVERB, Sign.DAY}
_LEADS_ON = {
    Sign.RELATIVE,
    Sign.SUBORDINATE,
    Sign.FINITE,
    Sign.SAYS,
    Sign.SAYS_WEAKLY,
    Sign.ADVERB,
    Sign.PREPOSITION,
    Sign.DAY,
    Sign.TIME_UNIT,
}


def subject_before(reading: Reading, at: int, named: frozenset[int]) -> Group | None:
    """Return the subject of the main verb before `at`; an opening clause (`When ...,`) is left."""
    first = max(1, at - _NEAR)
    if reading.tokens and Sign.SUBORDINATE in reading.covers[0]:
        pauses = (i for i in range(1, min(at, _NEAR)) if "," in reading.gap(i))
        first = max(first, next(pauses, 0) + 1)
    verbs = [i for i in range(first, at) if _is_verb(reading, i, named)]
    found = next((g for i in verbs if (g := before(reading, i, named))), None)
    if found or not verbs:
        return found
    opening = before(reading, verbs[0], named, anyone=True)
    return opening if opening and not opening.first else None


def shared(reading: Reading, verb: Hit, named: frozenset[int]) -> Group | None:
    """Return the subject that a verb behind `and` or `but` shares with the verb before."""
    at = verb.first - 1
    while at > 0 and Sign.ADVERB in reading.covers[at] and not reading.gap(at + 1).strip():
        at -= 1
    covers = reading.covers[at] if at > 0 else frozenset()
    if (
        Sign.RELATIVE not in covers
        or covers & {Sign.WHICH, Sign.SUBORDINATE}
        or at in named
        or reading.in_quotes(at)
        or reading.gap(at + 1).strip()
    ):
        return None
    return subject_before(reading, at, named) if _goes_on(reading, verb, named) else None


def accompanied(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    """Return who speaks in `..., with officials saying so`."""
    for at in range(hit.first - 1, max(0, hit.first - _WITH), -1):
        if BREAK.search(reading.gap(at + 1)):
            return None
        if Sign.WITH in reading.covers[at] and BREAK.search(reading.gap(at)):
            return checked(reading, at + 1, hit.first, named)
    return None


def closes(reading: Reading, who: Group, verb: Hit, named: frozenset[int]) -> bool:
    """Tell whether `..., the police said on Sunday.` ends the sentence: all of it is theirs."""
    after, count = verb.after, len(reading.tokens)
    if count - after > _TAIL or '"' in reading.gap(count):
        return False
    if not who.first or who.after > verb.first or not BREAK.search(reading.gap(who.first)):
        return False
    if reading.gap(who.first).strip() in {";", ":"}:
        return False
    if any(reading.gap(i).strip() for i in range(who.after, verb.first + 1)):
        return False
    goes_on = after < count and not reading.gap(after).strip() and after not in named
    if goes_on and not reading.covers[after] & _TIME_OR_PLACE:
        return False
    return not any(
        index not in named and reading.covers[index] & (_VERBS | {Sign.WHICH})
        for index in range(after, count)
    )


def _is_verb(reading: Reading, index: int, named: frozenset[int]) -> bool:
    verb = index not in named and bool(reading.covers[index] & _ACTS)
    return verb and not reading.in_quotes(index) and not is_noun(reading, index)


def _goes_on(reading: Reading, verb: Hit, named: frozenset[int]) -> bool:
    """Tell whether the word is a verb: `and claims the fund`, but not `and claims of`."""
    if not reading.tokens[verb.first].low.endswith("s") or verb.after in named:
        return True
    return verb.after < len(reading.tokens) and not reading.covers[verb.after] & _NO_OBJECT


def in_passing(reading: Reading, verb: int, named: frozenset[int]) -> bool:
    """Tell whether the verb only describes a noun: `shut all the mills they said were empty`."""
    at = verb - 1
    while at > 0 and Sign.ADVERB in reading.covers[at] and not reading.gap(at + 1).strip():
        at -= 1
    if at < 2 or not reading.covers[at] & {Sign.HE, Sign.THEY} or reading.gap(at).strip():
        return False
    if at - 1 not in named and reading.covers[at - 1] & _LEADS_ON:
        return False
    first = at - 1
    while first > max(0, at - _PASSAGE) and not BREAK.search(reading.gap(first)):
        first -= 1
    if reading.covers[first] & _OPENS:
        return False
    clause = range(first, at - 1)
    return first > 0 or any(i not in named and Sign.FINITE in reading.covers[i] for i in clause)
