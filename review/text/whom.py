"""Whom a sentence accuses where no party does the deed: by pronoun, aside, or bare surname."""

from collections.abc import Sequence
from itertools import chain

from review.text.accused import suffers
from review.text.lexicon import Sign
from review.text.parties import PEOPLE, Party
from review.text.phrases import Hit
from review.text.reading import Reading

_NEAR = 3
_FORMS = {Sign.INFINITIVE, Sign.PARTICIPLE, Sign.LOOKS_PAST, Sign.NEVER_PASSIVE}
_HELPS = {Sign.HAS, Sign.PERFECT, Sign.ADVERB}
_VERB = {Sign.FINITE, Sign.LOOKS_PAST}
_NO_THING = {Sign.PREPOSITION, Sign.RELATIVE, Sign.TIME_UNIT, Sign.DAY, Sign.MONTH}
_ANY_FORM = {Sign.HE, Sign.HIM}


def is_charged_by_many(reading: Reading, party: Party) -> bool:
    """Tell whether a name before a verb in the plural is its object: `Коваля підозрюють`."""
    if party.after >= len(reading.tokens) or not party.text[0].isupper():
        return False
    joined = party.first > 0 and Sign.AND in reading.covers[party.first - 1]
    many = reading.covers[party.after - 1] & (PEOPLE | {Sign.PLURAL})
    return Sign.SAY_MANY in reading.covers[party.after] and not (many or joined)


def said_of(reading: Reading, parties: Sequence[Party]) -> Party | None:
    """Return of whom it is said: `"He beat us," she said of the director`."""
    for hit in reading.outside_quotes(Sign.SAYS):
        if any(Sign.OF_WHOM in covers for covers in reading.covers[hit.after : hit.after + 1]):
            return next((p for p in parties if 0 < p.first - hit.after <= _NEAR), None)
    return None


def thing_that_did(reading: Reading, hits: Sequence[Hit]) -> Party | None:
    """Return what is said to have done a deed: `the mill has poisoned the well`."""
    for hit in hits:
        at = hit.first
        while at > 1 and reading.covers[at - 1] & _HELPS:
            at -= 1
        verb = at < hit.first or reading.covers[hit.first] & _VERB
        if not verb or suffers(reading, hit) or reading.gap(at).strip():
            continue
        near = range(at - 1, max(-1, at - 1 - _NEAR), -1)
        first = next((i for i in near if Sign.ARTICLE in reading.covers[i]), at)
        if first < at - 1 and reading.covers[at - 1].isdisjoint(_VERB | _NO_THING):
            return Party(first + 1, at, reading.words_of(first + 1, at))
    return None


def bare_subject(reading: Reading, charges: Sequence[Hit]) -> Party | None:
    """Return a surname that begins the sentence and is known from nowhere: `Harden soll …`."""
    charged = reading.has(Sign.ACCUSES, Sign.LAW_ACT, Sign.CASE) and len(reading.tokens) > 1
    if not charged or not reading.tokens[0].capital or reading.covers[0] - _FORMS:
        return None
    verb = reading.covers[1]
    active = any(hit.first == 1 and not suffers(reading, hit) for hit in charges)
    if Sign.FINITE not in verb or reading.gap(1).strip() or (active and Sign.SAY_MANY not in verb):
        return None
    return Party(0, 1, reading.words_of(0, 1))


def pronoun_of(reading: Reading, charges: Sequence[Hit]) -> frozenset[str] | None:
    """Return the signs of the pronoun that a charge is laid against: `accused him of lying`."""
    for hit in charges:
        ahead = range(hit.first + 1, min(hit.after + 1, len(reading.tokens)))
        back = range(hit.first - 1, max(-1, hit.first - _NEAR - 1), -1)
        for index in chain(ahead, back):
            covers = reading.covers[index]
            if _ANY_FORM & covers and _stands_alone(reading, index):
                return covers
    return None


def _stands_alone(reading: Reading, index: int) -> bool:
    """Tell whether it is `accused her of`, not `accused her brother`."""
    behind = reading.covers[index + 1 : index + 2]
    ends = reading.gap(index + 1).strip() or not behind
    return bool(ends or Sign.HE in reading.covers[index] or Sign.OF_CHARGE in behind[0])
