"""Which words of a sentence are verbs of saying: not nouns, not passives, not other senses."""

from bisect import bisect_right
from collections.abc import Iterator

from review.text.lexicon import Sign
from review.text.phrases import Hit
from review.text.reading import Reading
from review.text.spans import Span

_BEFORE_NOUN = frozenset({Sign.ARTICLE, Sign.DETERMINER, Sign.DEFINITE, Sign.PREPOSITION})
_NO_DETERMINER = frozenset({Sign.HE, Sign.THEY, Sign.FINITE, Sign.ADVERB, Sign.ANONYMOUS})
# `He had nothing to do with it` denies, but is nothing that he says.
_NO_SAYING = frozenset({Sign.ADVERB, Sign.PASSIVE})
_DOER_AHEAD = 6
_ONE = frozenset({Sign.ARTICLE, Sign.NUMBER, Sign.ANONYMOUS})
_TITLE = 3
_MANY = frozenset(
    {
        Sign.PLURAL,
        Sign.COLLECTIVE,
        Sign.THEY,
        Sign.OURS,
        Sign.RELATIVE,
        Sign.PEOPLE,
        Sign.ANONYMOUS,
        Sign.DETERMINER,
    }
)
_VERBS = frozenset({Sign.FINITE, Sign.HEADLINE})
_SUBJECT = 8
# A shorter quotation is a name or a term.
_WORDS = 12
_NOUN_AND_VERB = 3
_MARKS = frozenset('"“„«')


def said(reading: Reading, named: frozenset[int], *signs: Sign) -> Iterator[Hit]:
    """Yield the hits of the groups, outside quotations, that are verbs with somebody speaking."""
    for hit in reading.outside_quotes(*signs):
        covers = reading.covers[hit.first]
        if hit.first in named or Sign.NOT_SAYING in covers or is_passive(reading, hit.first):
            continue
        if _shortened(reading, hit) or _is_plain_noun(reading, hit):
            continue
        if hit.group == Sign.DENIES and not _says_no(reading, covers):
            continue
        if hit.group == Sign.SAYS_IN_QUOTES and not _at_quotes(reading, hit):
            continue
        if _is_that(reading, hit) or not is_noun(reading, hit.first):
            yield hit


def _says_no(reading: Reading, covers: frozenset[str]) -> bool:
    """Tell whether a denial is a verb of saying, as far as the language has verbs before it."""
    return reading.free_order or (Sign.FINITE in covers and not covers & _NO_SAYING)


def _is_that(reading: Reading, hit: Hit) -> bool:
    """Tell whether a noun of saying has its verb with it: `her view is that`."""
    if hit.after - hit.first < _NOUN_AND_VERB:
        return False
    return any(Sign.PASSIVE in reading.covers[i] for i in range(hit.first + 1, hit.after - 1))


def _at_quotes(reading: Reading, hit: Hit) -> bool:
    """Tell whether a quotation ends shortly before the verb or begins behind it."""
    verb, subject = reading.tokens[hit.first].start, reading.tokens[max(0, hit.first - _SUBJECT)]
    behind = reading.gap(hit.after).strip()
    if behind[:1] in {",", ":"} and behind[-1:] in _MARKS:
        return True
    at = bisect_right(reading.quoted, Span(verb, -1)) - 1
    quoted = reading.quoted[at] if at >= 0 else Span(0, 0)
    return subject.start <= quoted.end and quoted.end - quoted.start > _WORDS


def _shortened(reading: Reading, hit: Hit) -> bool:
    """Tell whether a passive without its `was` describes somebody: `Maresk, accused by 9 men,`."""
    by = hit.after < len(reading.tokens) and Sign.BY_DOER in reading.covers[hit.after]
    return by and "," in reading.gap(hit.first)


def _is_plain_noun(reading: Reading, hit: Hit) -> bool:
    """Tell whether `call` is a noun, as in `a phone call`: as a verb it has many subjects."""
    if Sign.NOUN_TOO not in reading.covers[hit.first] or hit.after - hit.first > 1:
        return False
    at = hit.first - 1
    while at > 0 and Sign.ADVERB in reading.covers[at]:
        at -= 1
    if at < 0 or reading.gap(at + 1).strip():
        return False
    joined = any(Sign.AND in covers for covers in reading.covers[max(0, at - _TITLE) : at])
    many = reading.covers[at] & _MANY or reading.tokens[at].low.endswith("s")
    return not (many or joined or _many_before(reading, at))


def _many_before(reading: Reading, at: int) -> bool:
    """Tell whether a subject of many heads the words: `documents seen by the Ledger show`."""
    for index in range(at, max(-1, at - _SUBJECT), -1):
        covers = reading.covers[index]
        if Sign.PLURAL in covers and covers & {Sign.DOCUMENT, Sign.SOURCE_NOUN}:
            return True
        if reading.gap(index).strip():
            break
    return False


def is_noun(reading: Reading, index: int) -> bool:
    """Tell whether `claims` is a noun, or `alleged` describes one, after an article or the like."""
    if not index or reading.gap(index).strip():
        return False
    follows = reading.covers[index + 1] if index + 1 < len(reading.tokens) else frozenset()
    if Sign.DOCUMENT in reading.covers[index] and follows & _VERBS:
        return True
    covers = reading.covers[index - 1]
    if Sign.SOURCE_NOUN in covers and Sign.DOCUMENT not in reading.covers[index]:
        # `New official claims`, but `an official claims`.
        counted = index > 1 and any(
            reading.covers[i] & _ONE for i in range(max(0, index - _TITLE), index - 1)
        )
        return not counted and Sign.DETERMINER in covers and reading.tokens[index].low[-1:] == "s"
    return bool(covers & _BEFORE_NOUN) and not covers & _NO_DETERMINER


def is_passive(reading: Reading, verb: int) -> bool:
    """Tell whether a form of `be` stands before the verb: somebody `was told`."""
    if reading.gap(verb).strip():
        return False
    at = verb - 1
    while at >= 0 and reading.covers[at] & {Sign.ADVERB, Sign.NOT} and not _is_be(reading, at):
        at -= 1
    return at >= 0 and _is_be(reading, at) and not reading.tokens[verb].low.endswith("ing")


def doer_of(reading: Reading, verb: int) -> int | None:
    """Return where the doer begins behind the passive: `was described by` the ministry."""
    for index in range(verb + 1, min(verb + _DOER_AHEAD, len(reading.tokens))):
        if Sign.DOCUMENT in reading.covers[index]:
            return None
        if Sign.BY_DOER in reading.covers[index]:
            return index + 1
    return None


def _is_be(reading: Reading, index: int) -> bool:
    return Sign.PASSIVE in reading.covers[index]
