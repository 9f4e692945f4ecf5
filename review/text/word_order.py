"""Where a language puts its subject: behind the verb, in front of it, or nowhere at all.

German turns subject and verb round after any opening (`Am Dienstag sagte der Minister`), Russian
and Ukrainian do so at will, and leave the subject out: `in the ministry they said`.
"""

import re

from review.text import inflection
from review.text.groups import behind
from review.text.lexicon import Sign
from review.text.pauses import BREAK
from review.text.phrases import Hit
from review.text.reading import Reading
from review.text.somebody import Group, checked

_LONGEST, _AHEAD = 8, 5
_CYRILLIC = re.compile("[а-яёіїєґ]")
# A woman's name that ends like a man's or like no other: `Dren said`, `Koval said`.
_UNCHANGED = tuple("бвгґджзклмнпрстфхцчшщоеиі")
_COUNTED = {Sign.AND, Sign.NUMBER, Sign.DETERMINER}


def agrees(reading: Reading, group: Group, verb: Hit) -> bool:
    """Tell whether a group may be the verb's subject, where endings tell it.

    `Mareska obvinili` accuses Maresk: one name alone has no verb in the plural.
    """
    low = reading.tokens[verb.first].low
    if not _CYRILLIC.match(low):
        return True
    many = Sign.SAY_MANY in reading.covers[verb.first]
    words = range(group.first, group.after)
    if any(reading.covers[i] & _COUNTED or _indeclinable(reading, i) for i in words):
        return True
    name = reading.tokens[group.after - 1]
    if name.capital and low.endswith("ла") and name.low.endswith(_UNCHANGED):
        return True
    free = (i for i in words if not (i and Sign.PREPOSITION in reading.covers[i - 1]))
    return any(inflection.agrees(reading.tokens[i].low, low, many=many) for i in free)


def led(reading: Reading, verb: Hit, named: frozenset[int]) -> Group | None:
    """Return the subject behind an opening: `in May the court said`. Only its ending tells it."""
    low = reading.tokens[verb.first].low
    if not _CYRILLIC.match(low):
        return None
    many = Sign.SAY_MANY in reading.covers[verb.first]
    first, end = _clause(reading, verb)
    for index in range(first, end):
        covers = reading.covers[index]
        led = index > first and Sign.PREPOSITION in reading.covers[index - 1]
        somebody = index in named or covers & {Sign.SOURCE_NOUN, Sign.TITLE}
        free = somebody and not (led or covers & {Sign.PREPOSITION})
        if free and inflection.agrees(reading.tokens[index].low, low, many=many):
            return Group(index, end)
    return None


def _indeclinable(reading: Reading, index: int) -> bool:
    """Tell whether a word has no endings: an acronym, a figure, a name in other letters."""
    token = reading.tokens[index]
    return token.text.isupper() or not _CYRILLIC.match(token.low)


def answering(reading: Reading, verb: Hit, named: frozenset[int]) -> Group | None:
    """Return the subject behind a verb that a pause parts from what it reports, if it agrees."""
    low = reading.tokens[verb.first].low
    if not (verb.first and _CYRILLIC.match(low) and reading.gap(verb.first).strip()):
        return None
    found = behind(reading, verb.after, named)
    return found if found and agrees(reading, found, verb) else None


def turned(reading: Reading, verb: Hit, named: frozenset[int]) -> Group | None:
    """Return the subject right behind its verb where no pause parts what stands before.

    Behind `accused` an object stands as often as a subject; only an article tells a subject.
    """
    if not reading.free_order or verb.after >= len(reading.tokens):
        return None
    told = verb.after in named and Sign.PREPOSITION in reading.covers[0]
    if verb.group != Sign.SAYS and Sign.ARTICLE not in reading.covers[verb.after] and not told:
        return None
    found = behind(reading, verb.after, named)
    return found if found and agrees(reading, found, verb) else None


def there(reading: Reading, verb: Hit, named: frozenset[int]) -> Group | None:
    """Return where something was said without a speaker: `in the statement it says`."""
    after = verb.after
    for index in range(after, min(after + _AHEAD, len(reading.tokens))):
        if BREAK.search(reading.gap(index)):
            break
        if Sign.PREPOSITION in reading.covers[index]:
            place = behind(reading, index + 1, named)
            if place and not reading.covers[place.first] & {Sign.PREPOSITION, Sign.DAY}:
                return place
    first, end = _clause(reading, verb)
    while end > first and Sign.DEFINITE in reading.covers[end - 1] and end - 1 not in named:
        end -= 1
    places = (i for i in range(end - 2, first - 1, -1) if Sign.PREPOSITION in reading.covers[i])
    return next((g for i in places if (g := checked(reading, i + 1, end, named))), None)


def _clause(reading: Reading, verb: Hit) -> tuple[int, int]:
    """Return the words before a verb up to the pause before them, adverbs at its side left out."""
    end = verb.first
    while end and Sign.ADVERB in reading.covers[end - 1]:
        end -= 1
    first = end
    while first > max(0, end - _LONGEST) and not BREAK.search(reading.gap(first)):
        first -= 1
    return first, end
