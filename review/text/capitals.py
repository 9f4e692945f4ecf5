"""Rows of words with capitals, as names are written: `Oda B. Brekke`, `Bureau 9`."""

from collections.abc import Iterator

from review.text.lexicon import Sign
from review.text.reading import Place, Reading

_OPENING, _CLOSING = tuple('«»‹›“„"'), tuple('»«›‹”“"')
_LEADS_TO_PAPER = frozenset({Sign.MEDIUM, Sign.CITING, Sign.BY_SOURCE, Sign.POINTS_BACK})
_QUOTED_WORDS = 4
_NOT_NUMBERED = frozenset({Sign.MONTH, Sign.DAY, Sign.NUMBER, Sign.PREPOSITION, Sign.COMPARISON})
_SHORT = 3
_MARKS = "'’ \u00a0"
_VERBS = frozenset({Sign.FINITE, Sign.HEADLINE, Sign.SAYS, Sign.SAYS_WEAKLY})
_BEHIND_NAME = frozenset(
    {Sign.FINITE, Sign.PREPOSITION, Sign.SAYS, Sign.SAYS_WEAKLY, Sign.RELATIVE, Sign.STATE}
)


def runs(reading: Reading) -> Iterator[tuple[int, int]]:
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


def is_paper(reading: Reading, first: int, after: int) -> bool:
    """Tell whether marks and the words beside them make a paper's name: `the daily »Kurier«`."""
    ahead, behind = reading.gap(first), reading.gap(after)
    if ahead[-1:] not in _OPENING or behind[:1] not in _CLOSING:
        return False
    at = first - 1
    while at > 0 and Sign.ARTICLE in reading.covers[at]:
        at -= 1
    told = at < first - 1 or not first
    if at >= 0 and not ahead[:-1].strip():
        inverted = Sign.SAYS in reading.covers[at] and "," in reading.gap(at)
        held = told and reading.covers[at] & {Sign.SAYS, Sign.DOCUMENT}
        if inverted or held or reading.covers[at] & _LEADS_TO_PAPER:
            return True
    told = told or at == 0 or Sign.SUCH_AS in reading.covers[first - 1]
    says = after < len(reading.tokens) and reading.covers[after] & {Sign.SAYS, Sign.POINTS_BACK}
    return bool(told and says and not behind[1:].strip())


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
    whole = at < len(tokens) and tokens[at].capital and not _parts(reading, at)
    return at + 1 if whole else after


def _parts(reading: Reading, at: int) -> bool:
    """Tell whether a mark parts two words: a stop behind an initial does not, `Oda B. Brekke`."""
    one = reading.tokens[at - 1].text
    initial = one.isupper() and (len(one) == 1 or "." in one)
    return bool(reading.gap(at).strip(_MARKS + "." * initial))


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
