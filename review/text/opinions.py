"""Sentences that judge, wish or praise: nobody can check them, whoever says them."""

import re
from collections.abc import Iterator

from review.text.lexicon import Lexicon, Sign
from review.text.names import Name
from review.text.predicates import is_main, predicates
from review.text.reading import Reading

_SUBJECT = 4
DIGIT = re.compile(r"\d")
_NEAR = 4
HARD = (Sign.ACCUSES, Sign.WRONGDOING, Sign.LAW_ACT, Sign.FABRICATION, Sign.DEATH)
_BEARS_ON_A_CHARGE = (Sign.ACCUSES, Sign.FABRICATION, Sign.DENIES)
_BEGINS = (Sign.ARTICLE, Sign.DEFINITE, Sign.HE, Sign.THEY)
_WISH = "says what should be, not what is"
_OPINION = "an opinion, a wish or a judgement of taste"


def only_an_opinion(
    reading: Reading, names: tuple[Name, ...], pack: Lexicon, *, said: bool
) -> str | None:
    """Return why a sentence is an opinion, None where it holds a fact that can be checked."""
    if reading.has(*_BEARS_ON_A_CHARGE) or DIGIT.search(reading.text):
        return None
    hard = reading.has(*HARD)
    quoted = reading.begins_inside or bool(reading.quoted) or reading.has(Sign.I)
    wishes = (Sign.WISH, Sign.OUGHT) if said or quoted else (Sign.WISH,)
    if _wishes(reading, pack, wishes) or (reading.has(Sign.WISH) and not hard):
        return _WISH
    judged = (said or quoted) and any(judging(reading))
    if judged or (not hard and _praises(reading, pack)):
        return _OPINION
    soft = reading.has(Sign.OPINION) and not hard
    return _OPINION if soft and (quoted or not _anchored(reading, names)) else None


def _wishes(reading: Reading, pack: Lexicon, signs: tuple[Sign, ...]) -> bool:
    """Tell whether the main verb says what should be."""
    wish = next((h.first for h in reading.hits(*signs) if is_main(reading, h.first)), None)
    if wish is None:
        return False
    main = next((i for i in predicates(reading, pack) if is_main(reading, i)), None)
    return main is None or main >= wish


def judging(reading: Reading) -> Iterator[bool]:
    """Yield whether each word of judgement is what the sentence says of its subject.

    In a sentence with a quotation only the quoted words count.
    """
    for hit in reading.hits(Sign.JUDGES):
        quoted = reading.in_quotes(hit.first) if reading.quoted else reading.begins_inside
        if not quoted and (reading.quoted or not _ends_clause(reading, hit.after)):
            continue
        yield _after_copula(reading, hit.first)


def _after_copula(reading: Reading, at: int) -> bool:
    """Tell whether `is`, `feels` or the like stands shortly before, without a pause between."""
    for index in range(at - 1, max(-1, at - 1 - _NEAR), -1):
        if reading.gap(index + 1).strip(" '’"):
            return False
        if Sign.COPULA in reading.covers[index]:
            return True
    return False


def _ends_clause(reading: Reading, after: int) -> bool:
    """Tell whether no noun follows: `was important to them`, unlike `an important port`."""
    follows = reading.covers[after] if after < len(reading.tokens) else frozenset()
    rests = {Sign.PREPOSITION, Sign.SUBORDINATE, Sign.WHICH, Sign.RELATIVE, *_BEGINS}
    pause = reading.gap(after).strip() != "" or after == len(reading.tokens)
    return pause or (bool(follows & rests) and not reading.has(Sign.RESEARCH))


def _praises(reading: Reading, pack: Lexicon) -> bool:
    """Tell whether the first verb only praises or thanks."""
    hits = [h.first for h in reading.outside_quotes(Sign.PRAISES)]
    first = next(predicates(reading, pack), None) if hits else None
    return bool(hits) and (first is None or first >= hits[0]) and not reading.has(Sign.AMOUNT)


def _anchored(reading: Reading, names: tuple[Name, ...]) -> bool:
    """Tell whether an amount, an official act or a name as the subject holds the sentence down."""
    return reading.has(Sign.AMOUNT, Sign.OFFICIAL_ACT, Sign.RESEARCH) or any(
        n.first < _SUBJECT
        and not reading.in_quotes(n.first)
        and not reading.has(Sign.SAYS, Sign.SAYS_WEAKLY)
        for n in names
    )
