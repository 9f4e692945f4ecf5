"""Who is named ahead of a colon or behind a dash: in headings, and before a quotation."""

import re
from collections.abc import Callable, Sequence

from review.text.joined import subject_before
from review.text.lexicon import Sign
from review.text.names import Name
from review.text.phrases import Hit
from review.text.reading import Place, Reading
from review.text.somebody import Group
from review.text.speakers import Speech

_PARTED = re.compile(r":|\s[-–—]\s")
_LABEL = 3
_SPEAKERS = {Sign.SOURCE_NOUN, Sign.DOCUMENT, Sign.MEDIUM, Sign.TITLE}
_QUOTES = 4
_FIRST = 6


def announced(reading: Reading, named: frozenset[int]) -> Speech | None:
    """Return who speaks in `Maresk hit back on the radio: "I saw nobody."`, with no verb of it."""
    for quoted in reading.quoted[:_QUOTES]:
        at = next((i for i, t in enumerate(reading.tokens) if t.start >= quoted.start), 0)
        if at and reading.gap(at).strip().startswith(":"):
            who = _pronoun(reading, at) or subject_before(reading, at, named)
            return Speech(who, Hit(at - 1, at, Sign.SAYS_IN_QUOTES)) if who else None
    return None


def _pronoun(reading: Reading, at: int) -> Group | None:
    """Return `he` where the words ahead put it behind the verb: `Einen Fall fand er nicht:`."""
    if not reading.free_order:
        return None
    behind = (i for i in range(1, at) if Sign.HE in reading.covers[i] and i < _FIRST)
    return next((Group(i, i + 1) for i in behind), None)


def headed(
    reading: Reading, names: Sequence[Name], is_person: Callable[[Name], bool]
) -> Speech | None:
    """Return who speaks in a heading such as `Police: Boats stolen` or `Boats stolen: police`."""
    count = len(reading.tokens)
    if reading.place is Place.BODY or not _PARTED.search(reading.text):
        return None
    people = frozenset(
        i for n in names if is_person(n) or _loud(n) for i in range(n.first, n.after)
    )
    named = frozenset(i for n in names for i in range(n.first, n.after))
    for at in range(1, count):
        if not _PARTED.match(reading.gap(at)):
            continue
        dash = reading.gap(at)[0] != ":"
        quoted = reading.gap(at)[-1] in "\"“”„«‘'"
        if at <= _LABEL and not dash and _all_speak(reading, 0, at, named if quoted else people):
            return Speech(Group(0, at), Hit(at - 1, at, Sign.SAYS_IN_QUOTES))
        if at > _LABEL and count - at <= _LABEL and _all_speak(reading, at, count, named):
            return Speech(Group(at, count), Hit(at - 1, at, Sign.SAYS_IN_QUOTES))
    return None


def _loud(name: Name) -> bool:
    """Tell whether a name before a colon speaks as a body in capitals; a place does not."""
    return name.text.isupper() and not name.is_place


def _all_speak(reading: Reading, first: int, after: int, named: frozenset[int]) -> bool:
    return all(i in named or reading.covers[i] & _SPEAKERS for i in range(first, after))
