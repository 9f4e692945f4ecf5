"""Does a sentence state something that can be checked? A suggestion, with its reason in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from review.domain.vocabulary import Disposition
from review.text.future import foreseen
from review.text.lexicon import Lexicon, Sign
from review.text.names import Name
from review.text.reading import Place, Reading
from review.text.tokens import Token

_FEW = 2
_SUBJECT = 4
_HARD = (Sign.ACCUSES, Sign.WRONGDOING, Sign.LAW_ACT, Sign.FABRICATION, Sign.DEATH)


@dataclass(frozen=True, slots=True)
class Judgement:
    disposition: Disposition
    reason: str


def judge(reading: Reading, names: tuple[Name, ...], pack: Lexicon, *, said: bool) -> Judgement:
    """Suggest a disposition. `said` tells that somebody other than the article says it."""
    reason = (
        _no_statement(reading)
        or _only_a_heading(reading, pack)
        or _about_the_future(reading, pack)
        or _only_an_opinion(reading, names)
        or _no_predicate(reading, pack)
    )
    if reason:
        return Judgement(Disposition.NO_FACTUAL_CONTENT, reason)
    if len(reading.tokens) <= _FEW and not (said or names or _figures(reading)):
        return Judgement(Disposition.UNDECIDED, "too short to judge without its context")
    return Judgement(Disposition.CLAIM, "states something that can be checked")


def _no_statement(reading: Reading) -> str | None:
    if not any(token.text[0].isalpha() for token in reading.tokens):
        return "no words, so nothing is stated"
    if _is_dateline(reading):
        return "a dateline"
    if reading.text.rstrip("\"”»“’') ").endswith("?"):
        return "a question"
    calls = reading.hits(Sign.CALL)
    if calls and calls[0].first == 0 and not reading.has(Sign.SAYS):
        return "a call to the reader or a label"
    return None


def _is_dateline(reading: Reading) -> bool:
    """Tell whether there are only parts of a date, and perhaps a place before it."""
    date = {Sign.MONTH, Sign.DAY, Sign.TIME_UNIT}
    parts = [t.text[0].isdigit() or bool(c & date) for t, c in _pairs(reading)]
    capitals = all(part or t.capital for part, t in zip(parts, reading.tokens, strict=True))
    return capitals and parts[-1] and reading.has(Sign.MONTH, Sign.DAY)


def _pairs(reading: Reading) -> Iterator[tuple[Token, frozenset[str]]]:
    return zip(reading.tokens, reading.covers, strict=True)


def _only_a_heading(reading: Reading, pack: Lexicon) -> str | None:
    if reading.place is Place.BODY or not pack.endings[0].strip("\0"):
        return None
    if not _has_predicate(reading, pack):
        return "a heading or caption that only names its topic"
    firm = reading.has(*_HARD, Sign.AMOUNT, Sign.EVENT, Sign.SAYS) or _figures(reading)
    if reading.place is Place.HEADING and not firm:
        return "a heading between paragraphs that leads on without a fact of its own"
    return None


def _no_predicate(reading: Reading, pack: Lexicon) -> str | None:
    if not pack.endings[0].strip("\0") or _has_predicate(reading, pack):
        return None
    if reading.has(*_HARD, Sign.FORECAST, Sign.AMOUNT, Sign.VERB) or _figures(reading):
        return None
    return "a fragment without a verb: nothing is stated"


def _about_the_future(reading: Reading, pack: Lexicon) -> str | None:
    """A main verb that speaks of what may come makes a forecast, whoever makes it."""
    if not reading.has(Sign.FORECAST, Sign.FUTURE) or _bears_on_a_case(reading):
        return None
    soft = next((i for i in _modals(reading) if _is_main(reading, i)), None)
    main = next((i for i in predicates(reading, pack) if _is_main(reading, i)), None)
    if soft is not None and (main is None or main >= soft):
        return "a forecast or a possibility, not a fact yet"
    return None


def _modals(reading: Reading) -> Iterator[int]:
    """Yield where a sentence speaks of what may come; `in May` is a month."""
    for hit in reading.hits(Sign.FORECAST):
        is_month = Sign.MONTH in reading.covers[hit.first] and reading.tokens[hit.first].capital
        if not is_month:
            yield hit.first
    yield from foreseen(reading)


def _bears_on_a_case(reading: Reading) -> bool:
    return reading.has(Sign.FABRICATION, Sign.LAW_ACT) or (
        reading.has(Sign.WRONGDOING, Sign.ACCUSES) and reading.has(Sign.SAYS, Sign.SAYS_WEAKLY)
    )


def _only_an_opinion(reading: Reading, names: tuple[Name, ...]) -> str | None:
    if reading.has(*_HARD) or _figures(reading):
        return None
    if reading.has(Sign.WISH):
        return "says what should be, not what is"
    if not reading.has(Sign.OPINION):
        return None
    quoted = reading.begins_inside or bool(reading.quoted) or reading.has(Sign.I)
    anchored = reading.has(Sign.AMOUNT, Sign.OFFICIAL_ACT, Sign.RESEARCH) or any(
        n.first < _SUBJECT
        and not reading.in_quotes(n.first)
        and not reading.has(Sign.SAYS, Sign.SAYS_WEAKLY)
        for n in names
    )
    return None if anchored and not quoted else "an opinion, a wish or a judgement of taste"


def predicates(reading: Reading, pack: Lexicon) -> Iterator[int]:
    """Yield the words that are finite verbs, as far as lists and endings tell."""
    for index, token in enumerate(reading.tokens):
        covers = reading.covers[index]
        if Sign.FORECAST in covers or _is_noun(reading, index, pack):
            continue
        after_article = index > 0 and Sign.ARTICLE in reading.covers[index - 1]
        said = index > 0 and bool(covers & {Sign.SAYS, Sign.SAYS_WEAKLY})
        known = (
            said
            or bool(covers & {Sign.FINITE, Sign.POINTS_BACK})
            or (token.text.islower() and pack.looks_finite(token.low))
        )
        if known and not after_article:
            yield index


def _is_noun(reading: Reading, index: int, pack: Lexicon) -> bool:
    """Tell whether a capital makes a noun of the word: `das Leben` lives, but is no verb."""
    inside = index > 0 and not reading.gap(index).strip()
    return pack.capital_nouns and inside and reading.tokens[index].capital


def _has_predicate(reading: Reading, pack: Lexicon) -> bool:
    return next(predicates(reading, pack), None) is not None


def _is_main(reading: Reading, index: int) -> bool:
    """Tell whether a verb is the main one: not in a side clause, not the verb of saying."""
    covers = reading.covers[index]
    if covers & {Sign.SAYS, Sign.SAYS_WEAKLY} and not reading.in_quotes(index):
        return False
    if index and Sign.WHICH in reading.covers[index - 1]:
        return False
    if Sign.SUBORDINATE not in reading.covers[0]:
        return True
    comma = reading.text.find(",")
    return comma < 0 or reading.tokens[index].start > comma


def _figures(reading: Reading) -> bool:
    return any(c.isdigit() for c in reading.text)
