"""Names of people, bodies and places, by capitals and the words around them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from review.text.capitals import is_paper, runs
from review.text.lexicon import Lexicon, Sign
from review.text.reading import Place, Reading

_BEFORE_BODY = frozenset(
    {
        Sign.ARTICLE,
        Sign.PREPOSITION,
        Sign.RELATIVE,
        Sign.DEFINITE,
        Sign.ADVERB,
        Sign.BY_SOURCE,
        Sign.DAY,
    }
)
_BEFORE_NAME = (
    frozenset({Sign.NO_NAME, Sign.TIME_UNIT, Sign.MONTH, Sign.TITLE, Sign.LINK}) | _BEFORE_BODY
)
_BEHIND_NAME = frozenset({Sign.MONTH, Sign.DAY, Sign.NO_NAME})
_BEHIND_NOUN = _BEHIND_NAME | {Sign.WRONGDOING}
_SAYING = frozenset({Sign.SAYS, Sign.SAYS_WEAKLY, Sign.POINTS_BACK})
_HELPING = frozenset({Sign.ADVERB, Sign.PERFECT})
_LONGEST_NAME = 4
_ROLE = 2
_FIRST_NAMES = frozenset({Sign.FEMALE, Sign.MALE})


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: the words from `first` up to `after`."""

    first: int
    after: int
    text: str
    low: str
    is_person: bool
    is_place: bool


def names_in(reading: Reading, pack: Lexicon, known: frozenset[str]) -> tuple[Name, ...]:
    """Return the names of a sentence. `known` holds words seen with a capital inside sentences."""
    return tuple(
        name
        for run in runs(reading)
        for first, after, human in _parted(reading, *run)
        if (name := _name(reading, first, after, pack, known, human=human)) is not None
    )


def _parted(reading: Reading, first: int, after: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the names in a run such as `Harrow Bank Director Oda Brekke of Port Ilm`.

    The third item tells whether it may name a person.
    """
    covers = reading.covers
    own = _own(reading, first, after)
    if own:
        yield first, own, True
        first = own
    home = _home(reading, first, after)
    if home:
        yield first, home, True
        first = home + 1
    titles = [i for i in range(first, after - 1) if Sign.TITLE in covers[i]]
    if not titles or Sign.BODY in covers[after - 1] or Sign.LINK in covers[titles[-1] + 1]:
        yield first, after, True
        return
    start = next(
        i for i in range(titles[-1], -1, -1) if i == first or Sign.TITLE not in covers[i - 1]
    )
    if start - first > 1:
        yield first, start, False
    homes = (i for i in range(titles[-1] + 2, after) if covers[i] & {Sign.PREPOSITION})
    home = next(homes, after)
    yield titles[-1] + 1, home, True
    if home + 1 < after:
        yield home + 1, after, False


def _own(reading: Reading, first: int, after: int) -> int:
    """Return where the person's own name begins behind what a role belongs to; 0 where it does.

    In `the spokesman of Vantoria Ilan Maresk`, where nothing but the first name parts the two.
    """
    led = range(max(0, first - _ROLE), first)
    role = any(reading.covers[i] & {Sign.SOURCE_NOUN, Sign.TITLE} for i in led)
    beside = role and not any(reading.gap(i + 1).strip() for i in led)
    for index in range(after - 2, first, -1) if beside else ():
        short = _acronym(reading, index - 1) and not _acronym(reading, index)
        known = short or reading.covers[index] & _FIRST_NAMES
        if known and not reading.covers[index - 1] & (_FIRST_NAMES | {Sign.TITLE, Sign.LINK}):
            return index if len(reading.tokens[index - 1].text) > 1 else 0
    return 0


def _acronym(reading: Reading, index: int) -> bool:
    text = reading.tokens[index].text
    return len(text) > 1 and text.isupper()


def _home(reading: Reading, first: int, after: int) -> int:
    """Return where `of the Institute` begins behind a person's name; 0 where nothing does."""
    covers = reading.covers
    near = range(first + 1, min(after, first + _LONGEST_NAME + 1))
    at = next((i for i in near if Sign.LINK in covers[i]), 0)
    if Sign.OF_WHOM not in covers[at]:
        return 0
    words = range(first, at)
    plain = not any(covers[i] & {Sign.BODY, Sign.TITLE, Sign.LINK, Sign.NO_NAME} for i in words)
    body = any(Sign.BODY in covers[i] for i in range(at + 1, after))
    return at if plain and body and len(words) > 1 else 0


def capitals_inside(readings: Sequence[Reading], pack: Lexicon) -> frozenset[str]:
    """Return the words that carry a capital where no sentence begins, headings left out.

    Where every noun has a capital, only the last word of a row of capitals counts.
    """
    if pack.capital_nouns:
        rows = ((reading, *run) for reading in readings for run in runs(reading))
        return frozenset(
            r.tokens[after - 1].low
            for r, first, after in rows
            if after - _past(r, first, after, _BEFORE_NAME - {Sign.TITLE}) > 1
            and not (Sign.TITLE in r.covers[first] and Sign.OF_CHARGE in r.covers[first + 1])
        )
    return frozenset(
        token.low
        for reading in readings
        if reading.place is Place.BODY
        for index, token in enumerate(reading.tokens)
        if index and token.capital and not reading.gap(index).strip()
    )


def _past(reading: Reading, first: int, after: int, signs: frozenset[Sign]) -> int:
    """Return the first word of a run that carries none of the signs."""
    free = (i for i in range(first, after) if not reading.covers[i] & signs)
    return next(free, after)


def _name(
    reading: Reading, first: int, after: int, pack: Lexicon, known: frozenset[str], *, human: bool
) -> Name | None:
    titled, paper = False, is_paper(reading, first, after)
    if pack.capital_nouns:
        after = _before_charge(reading, first, after)
    body = Sign.BODY in reading.covers[after - 1]
    ahead = _BEFORE_BODY if body else _BEFORE_NAME
    while first < after and reading.covers[first] & ahead and not _leads_name(reading, first):
        titled = Sign.TITLE in reading.covers[first]
        first += 1
    ends = _BEHIND_NOUN if pack.capital_nouns else _BEHIND_NAME
    while after > first and _ends_behind(reading, after - 1, ends):
        after -= 1
    titled = titled or (first > 0 and Sign.TITLE in reading.covers[first - 1])
    sure = titled or paper
    if first >= after or not _is_name(reading, first, after, pack, known, titled=sure):
        return None
    text = reading.words_of(first, after)
    if reading.tokens[after - 1].possessive:
        text = text.rsplit("'", 1)[0].rsplit("’", 1)[0]
    place = first > 0 and Sign.PLACE_BEFORE in reading.covers[first - 1]
    person = human and not (place or paper) and _is_person(reading, first, after, titled=titled)
    return Name(first, after, text, text.lower(), person, place)


def _ends_behind(reading: Reading, index: int, signs: frozenset[Sign]) -> bool:
    """Tell whether a word is behind the name: a day, or an office as in `the Harrow Bank CEO`."""
    office = Sign.TITLE in reading.covers[index] and _acronym(reading, index)
    return office or bool(reading.covers[index] & signs)


def _leads_name(reading: Reading, index: int) -> bool:
    """Tell whether a capital makes a small word part of a name: `La Plata`, but `The Plata`."""
    covers = reading.covers[index]
    small = covers & {Sign.ARTICLE, Sign.PREPOSITION, Sign.AND, Sign.NO_NAME, Sign.OF_WHOM}
    return Sign.LINK in covers and not small and reading.tokens[index].capital


def _before_charge(reading: Reading, first: int, after: int) -> int:
    """Return where somebody ends before `für`; in `Amt für Statistik` it belongs to the name."""
    for index in range(first + 1, after):
        if Sign.BODY in reading.covers[index - 1]:
            return after
        if Sign.OF_CHARGE in reading.covers[index]:
            return index
    return after


def _is_name(
    reading: Reading, first: int, after: int, pack: Lexicon, known: frozenset[str], *, titled: bool
) -> bool:
    token = reading.tokens[first]
    if after - first > 1 or titled or (len(token.text) > 1 and token.text.isupper()):
        return True
    if pack.capital_nouns:
        return token.low in known
    if first > 0 and not reading.gap(first).strip():
        return len(token.text) > 1
    while after < len(reading.tokens) and reading.covers[after] & _HELPING:
        after += 1
    follows = after < len(reading.tokens) and bool(reading.covers[after] & _SAYING)
    plain = not reading.covers[first] - {Sign.PRESS, Sign.PLURAL}
    return token.low in known or token.possessive or (follows and plain)


def _of_body(reading: Reading, after: int) -> bool:
    """Tell whether a body follows that a capital word only begins: `head of the Special court`."""
    for index in range(after, min(after + _ROLE, len(reading.tokens))):
        if reading.gap(index).strip() or reading.tokens[index].capital:
            return False
        if reading.covers[index] & {Sign.BODY, Sign.SOURCE_NOUN, Sign.PROSECUTES}:
            return True
    return False


def _is_person(reading: Reading, first: int, after: int, *, titled: bool) -> bool:
    if after - first == 2 and _leads_name(reading, first):
        return titled
    if titled and after - first == 1 and reading.free_order and _of_body(reading, after):
        return False
    of_a_body = {Sign.ARTICLE, Sign.PREPOSITION}
    for index in range(first, after):
        covers = reading.covers[index]
        if Sign.BODY in covers or (Sign.LINK in covers and covers & of_a_body):
            return False
    words = reading.tokens[first:after]
    loud = any(w.text.isupper() and len(w.text) > 1 for w in words)
    if (loud and not (titled and len(words) > 1)) or any(
        c.isdigit() for w in words for c in w.text
    ):
        return False
    return titled or 2 <= len(words) <= _LONGEST_NAME
