"""Names of people, bodies and places, by capitals and the words around them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from review.text.lexicon import Lexicon, Sign
from review.text.reading import Place, Reading

_BEFORE_BODY = frozenset(
    {Sign.ARTICLE, Sign.PREPOSITION, Sign.RELATIVE, Sign.DEFINITE, Sign.ADVERB, Sign.BY_SOURCE}
)
_BEFORE_NAME = (
    frozenset({Sign.NO_NAME, Sign.TIME_UNIT, Sign.MONTH, Sign.DAY, Sign.TITLE, Sign.LINK})
    | _BEFORE_BODY
)
_OPENING, _CLOSING = tuple('«“„"'), tuple('»”“"')
_QUOTED_WORDS = 4
_SAYING = frozenset({Sign.SAYS, Sign.SAYS_WEAKLY, Sign.POINTS_BACK})
_HELPING = frozenset({Sign.ADVERB, Sign.PERFECT})
_NOT_NUMBERED = frozenset({Sign.MONTH, Sign.DAY, Sign.NUMBER, Sign.PREPOSITION, Sign.COMPARISON})
_LONGEST_NAME = 4
_SHORT = 3
_VERBS = frozenset({Sign.FINITE, Sign.HEADLINE, Sign.SAYS, Sign.SAYS_WEAKLY})
_BEHIND_NAME = frozenset(
    {Sign.FINITE, Sign.PREPOSITION, Sign.SAYS, Sign.SAYS_WEAKLY, Sign.RELATIVE, Sign.STATE}
)


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
        for run in _runs(reading)
        for first, after, human in _parted(reading, *run)
        if (name := _name(reading, first, after, pack, known, human=human)) is not None
    )


def _parted(reading: Reading, first: int, after: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the names in a run such as `Harrow Bank Director Oda Brekke of Port Ilm`.

    The third item tells whether it may name a person.
    """
    covers = reading.covers
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


def capitals_inside(readings: Sequence[Reading], pack: Lexicon) -> frozenset[str]:
    """Return the words that carry a capital where no sentence begins, headings left out.

    Where every noun has a capital, only the last word of a row of capitals counts.
    """
    if pack.capital_nouns:
        runs = ((reading, *run) for reading in readings for run in _runs(reading))
        return frozenset(
            r.tokens[after - 1].low
            for r, first, after in runs
            if after - _past(r, first, after, _BEFORE_NAME - {Sign.TITLE}) > 1
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


def _runs(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield rows of words with capitals, joined by words such as `of` inside a name."""
    index, count = 0, len(reading.tokens)
    loud = _all_capitals(reading)
    while index < count:
        verb = loud and reading.covers[index] & _VERBS
        if verb or not reading.tokens[index].capital:
            index += 1
            continue
        after = _quoted_name(reading, index) or index + 1
        while (longer := _joined(reading, after)) > after:
            if loud and reading.covers[longer - 1] & _VERBS:
                break
            after = longer
        yield index, after
        index = after


def _all_capitals(reading: Reading) -> bool:
    """Tell whether a heading gives Every Word a Capital, so that capitals tell no names."""
    if reading.place is Place.BODY:
        return False
    long = [token.capital for token in reading.tokens if len(token.text) > _SHORT]
    return len(long) > _SHORT and all(long)


def _quoted_name(reading: Reading, index: int) -> int:
    """Return the end of a short quotation that is a name by itself: `the paper «Harrow kurier»`.

    Only where names are written so, and only behind a word that nothing parts from it.
    """
    if not (reading.free_order and index and reading.gap(index)[-1:] in _OPENING):
        return 0
    for after in range(index + 1, min(index + _QUOTED_WORDS, len(reading.tokens)) + 1):
        gap = reading.gap(after)
        if gap[:1] in _CLOSING:
            return after if not reading.gap(index)[:-1].strip() else 0
        if gap.strip():
            return 0
    return 0


def _joined(reading: Reading, after: int) -> int:
    """Return the end of the run when the words at `after` still belong to it, else `after`."""
    tokens = reading.tokens
    if tokens[after - 1].possessive and not _office(reading, after):
        return after
    if _numbered(reading, after):
        return after + 1
    at = after
    while at < min(after + 2, len(tokens)) and Sign.LINK in reading.covers[at]:
        if reading.gap(at).strip():
            return after
        at += 1
    whole = at < len(tokens) and tokens[at].capital and not reading.gap(at).strip("'’ \u00a0")
    return at + 1 if whole else after


def _office(reading: Reading, after: int) -> bool:
    """Tell whether a body follows whose name begins with a title: `the Governor's Office`."""
    if after >= len(reading.tokens) or not reading.tokens[after].capital:
        return False
    owner = reading.covers[after - 1] & {Sign.TITLE, Sign.SOURCE_NOUN, Sign.PEOPLE}
    return bool(owner) and Sign.BODY in reading.covers[after]


def _numbered(reading: Reading, index: int) -> bool:
    """Tell whether a number closes a name, as in `Bureau 9`, and does not count what follows."""
    tokens = reading.tokens
    if index >= len(tokens) or not tokens[index].text.isdigit() or reading.gap(index) != " ":
        return False
    covers = reading.covers[index - 1] | reading.covers[max(0, index - 2)]
    if covers & _NOT_NUMBERED or tokens[index - 1].text[-1].isdigit():
        return False
    if index + 1 == len(tokens) or reading.gap(index + 1).strip():
        return True
    return bool(reading.covers[index + 1] & _BEHIND_NAME)


def _name(
    reading: Reading, first: int, after: int, pack: Lexicon, known: frozenset[str], *, human: bool
) -> Name | None:
    titled = False
    body = Sign.BODY in reading.covers[after - 1]
    while first < after and reading.covers[first] & (_BEFORE_BODY if body else _BEFORE_NAME):
        titled = Sign.TITLE in reading.covers[first]
        first += 1
    while after > first and reading.covers[after - 1] & {Sign.MONTH, Sign.DAY, Sign.NO_NAME}:
        after -= 1
    if first >= after or not _is_name(reading, first, after, pack, known, titled=titled):
        return None
    titled = titled or (first > 0 and Sign.TITLE in reading.covers[first - 1])
    text = reading.words_of(first, after)
    if reading.tokens[after - 1].possessive:
        text = text.rsplit("'", 1)[0].rsplit("’", 1)[0]
    place = first > 0 and Sign.PLACE_BEFORE in reading.covers[first - 1]
    person = human and not place and _is_person(reading, first, after, titled=titled)
    return Name(first, after, text, text.lower(), person, place)


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


def _is_person(reading: Reading, first: int, after: int, *, titled: bool) -> bool:
    of_a_body = {Sign.ARTICLE, Sign.PREPOSITION}
    for index in range(first, after):
        covers = reading.covers[index]
        if Sign.BODY in covers or (Sign.LINK in covers and covers & of_a_body):
            return False
    words = reading.tokens[first:after]
    loud = any(w.text.isupper() and len(w.text) > 1 for w in words) and not titled
    if loud or any(c.isdigit() for w in words for c in w.text):
        return False
    return titled or 2 <= len(words) <= _LONGEST_NAME
