"""What stands between a subject and its verb and only describes: `who fled`, `(B9)`."""

from review.text.lexicon import Sign
from review.text.pauses import BREAK
from review.text.reading import Reading

LONGEST = 20
NOUNS = {Sign.DOCUMENT, Sign.SOURCE_NOUN, Sign.PEOPLE, Sign.MEDIUM}
_OPENERS = {")": "(", "–": "–", "—": "—"}
_TIMES = {Sign.DAY, Sign.TIME_UNIT, Sign.MONTH}
_ROLES = {Sign.SOURCE_NOUN, Sign.TITLE, Sign.PEOPLE}
WHO = {
    Sign.SOURCE_NOUN,
    Sign.ANONYMOUS,
    Sign.PEOPLE,
    Sign.MEDIUM,
    Sign.DOCUMENT,
    Sign.HE,
    Sign.THEY,
    Sign.BODY,
    Sign.OURS,
}
# What a noun that no list of sources holds is not.
NO_NOUN = {
    Sign.ARTICLE,
    Sign.DEFINITE,
    Sign.DETERMINER,
    Sign.PREPOSITION,
    Sign.ADVERB,
    Sign.RELATIVE,
    Sign.SUBORDINATE,
    Sign.NOT,
    Sign.HEDGE,
    Sign.TIME_UNIT,
    Sign.DAY,
    Sign.MONTH,
    Sign.NUMBER,
    Sign.VAGUE,
    Sign.FINITE,
    Sign.PASSIVE,
    Sign.NEVER_PASSIVE,
    Sign.PAST,
    Sign.AND,
}


def clause_of(reading: Reading, first: int, after: int, named: frozenset[int]) -> int:
    """Return where `who fled in May` begins, right behind the subject it describes; 0 for none."""
    for at in range(first - 1, max(0, after - LONGEST), -1):
        if BREAK.search(reading.gap(at + 1)):
            return 0
        if Sign.WHICH in reading.covers[at] and not reading.gap(at).strip():
            verb = at + 1 < first or not _opens_group(reading, first, after, named)
            spoken = reading.covers[at - 1] & {Sign.SAYS, Sign.SAYS_WEAKLY, Sign.FINITE}
            return at if verb and not spoken else 0
    return 0


def before_bracket(reading: Reading, after: int) -> int:
    """Return where a bracket, or what stands between dashes, begins that ends right at `after`.

    In `the bureau (B9) said` that is the place of `B9`.
    """
    mark = reading.gap(after).lstrip('."”’ ')[:1] if after else ""
    if not mark or mark not in _OPENERS:
        return after
    opens = range(after - 1, max(0, after - LONGEST), -1)
    return next((i for i in opens if _OPENERS[mark] in reading.gap(i)), after)


def _opens_group(reading: Reading, first: int, after: int, named: frozenset[int]) -> bool:
    nouns = WHO | {Sign.ARTICLE, Sign.DETERMINER, Sign.DEFINITE, Sign.NUMBER}
    if first not in named and reading.covers[first] & {Sign.FINITE, Sign.LOOKS_PAST}:
        return False
    return first < after and (first in named or bool(reading.covers[first] & nouns))


def of_role(reading: Reading, index: int) -> bool:
    """Tell whether what may be a verb describes a role: `said lead author Oda Brekke`."""
    role = any(c & _ROLES for c in reading.covers[index + 1 : index + 2])
    if not role or reading.gap(index).strip() or reading.gap(index + 1).strip():
        return False
    before = reading.covers[index - 1] & {Sign.ARTICLE, Sign.SAYS}
    return bool(before) or reading.tokens[index - 1].possessive


def shortened(reading: Reading, index: int) -> bool:
    """Tell whether a verb only describes the noun before it: `a study published in May found`."""
    covers, after = reading.covers[index], reading.covers[index + 1 : index + 2]
    if reading.gap(index).strip() or covers & {Sign.SAYS, Sign.SAYS_WEAKLY, Sign.PASSIVE}:
        return False
    later = any(c & _TIMES for c in reading.covers[index + 1 : index + 4])
    led = any(c & {Sign.PREPOSITION, Sign.BY_DOER} for c in after)
    return bool(reading.covers[index - 1] & NOUNS) and (later or led)
