"""Does a sentence state something that can be checked? A suggestion, with its reason in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from review.domain.vocabulary import Disposition
from review.text.facts import Facts
from review.text.future import foreseen
from review.text.lexicon import Lexicon, Sign
from review.text.names import Name
from review.text.opinions import DIGIT, HARD, judging, only_an_opinion
from review.text.phrases import Hit
from review.text.predicates import has_predicate, in_main_clause, is_main, predicates
from review.text.reading import Place, Reading
from review.text.stating import LEAST, doubt_of, features, strength, words_of
from review.text.tokens import Token

_FEW = 2
# How much of what a claim would weigh is set against the doubt that it is one: an accusation left
# out costs more than a remark too many in the queue.
_AT_STAKE = 0.6
# These state nothing however much is at stake.
_FIRM = {"call", "heading"}
_TALK = "reads like an opinion rather than a fact"
_ASIDE = {Sign.SUBORDINATE, Sign.WHICH}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A disposition and its reason; `doubt`, 0 to 1, is how little it looks like a statement."""

    disposition: Disposition
    reason: str
    doubt: float = 1.0


def judge(
    reading: Reading, names: tuple[Name, ...], facts: Facts, weight: float, pack: Lexicon
) -> Judgement:
    """Suggest a disposition; `weight` is what a claim made of it would weigh (`worth.Looked`)."""
    nothing = _no_statement(reading)
    if nothing:
        return Judgement(Disposition.NO_FACTUAL_CONTENT, nothing)
    doubts = doubts_about(reading, names, facts, pack)
    sum_, against = strength(features(reading, doubts, facts, pack))
    doubt = doubt_of(sum_) if pack.knows_verbs else float(bool(doubts))
    at_stake = 0.0 if doubts.keys() & _FIRM else _AT_STAKE * weight
    if (sum_ + at_stake < LEAST) if pack.knows_verbs else doubts:
        why = next(iter(doubts.values()), None) or f"{_TALK}: {words_of(against)}"
        return Judgement(Disposition.NO_FACTUAL_CONTENT, why, doubt)
    if len(reading.tokens) <= _FEW and not (facts.source or names or _figures(reading)):
        return Judgement(Disposition.UNDECIDED, "too short to judge without its context", doubt)
    return Judgement(Disposition.CLAIM, "states something that can be checked", doubt)


def features_to_judge(
    reading: Reading, names: tuple[Name, ...], facts: Facts, pack: Lexicon
) -> dict[str, float]:
    """Return what the model looks at, by name; nothing where a sentence surely states nothing."""
    if _no_statement(reading):
        return {}
    return features(reading, doubts_about(reading, names, facts, pack), facts, pack)


def doubts_about(
    reading: Reading, names: tuple[Name, ...], facts: Facts, pack: Lexicon
) -> dict[str, str]:
    """Return what the rules hold against a sentence, by name, in words."""
    said = facts.source is not None or reading.has(Sign.SAYS)
    somebodys = said or reading.begins_inside or bool(reading.quoted)
    found = {
        "call": _only_a_call(reading),
        "heading": _only_a_heading(reading, pack),
        "future": _about_the_future(reading, pack),
        "opinion" if somebodys else "own_opinion": only_an_opinion(reading, names, pack, said=said),
        "fragment": _no_predicate(reading, pack),
        "modal": "speaks of what may come" if next(_modals(reading), None) is not None else None,
        "judged": "words that judge" if any(judging(reading)) else None,
    }
    return {name: words for name, words in found.items() if words}


def _no_statement(reading: Reading) -> str | None:
    if not any(token.text[0].isalpha() for token in reading.tokens):
        return "no words, so nothing is stated"
    if _is_dateline(reading):
        return "a dateline"
    if reading.text.rstrip("\"”»“’') ").endswith("?"):
        return "a question"
    return None


def _only_a_call(reading: Reading) -> str | None:
    calls = reading.hits(Sign.CALL)
    if calls and calls[0].first == 0 and (reading.in_quotes(0) or not reading.has(Sign.SAYS)):
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
    if reading.place is Place.BODY or not pack.knows_verbs:
        return None
    if not has_predicate(reading, pack):
        return "a heading or caption that only names its topic"
    firm = reading.has(*HARD, Sign.AMOUNT, Sign.EVENT, Sign.SAYS) or _figures(reading)
    if reading.place is Place.HEADING and not firm:
        return "a heading between paragraphs that leads on without a fact of its own"
    return None


def _no_predicate(reading: Reading, pack: Lexicon) -> str | None:
    if not pack.knows_verbs or has_predicate(reading, pack):
        return None
    if reading.has(*HARD, Sign.FORECAST, Sign.AMOUNT, Sign.VERB) or _figures(reading):
        return None
    return "a fragment without a verb: nothing is stated"


def _about_the_future(reading: Reading, pack: Lexicon) -> str | None:
    """A main verb that speaks of what may come makes a forecast, whoever makes it."""
    if not reading.has(Sign.FORECAST, Sign.FUTURE) or _bears_on_a_case(reading):
        return None
    soft = next((i for i in _modals(reading) if in_main_clause(reading, i)), None)
    main = next((i for i in predicates(reading, pack) if is_main(reading, i)), None)
    if soft is not None and (main is None or main >= soft) and not _done(reading, soft, pack):
        return "a forecast or a possibility, not a fact yet"
    return None


def _done(reading: Reading, soft: int, pack: Lexicon) -> bool:
    """Tell whether an act of court or police is told as done beside what may come."""
    end = len(reading.tokens)
    aside = next((i for i in range(soft, end) if reading.covers[i] & _ASIDE), end)
    for index in (hit.first for hit in reading.hits(Sign.LAW_ACT) if hit.first):
        if index < soft and Sign.FINITE in reading.covers[index - 1]:
            return True
        if index > aside and pack.looks_finite(reading.tokens[index].low):
            return True
    return False


def _modals(reading: Reading) -> Iterator[int]:
    """Yield where a sentence speaks of what may come; `in May` is a month, `the will` a paper.

    `may have` speaks of the past; what a speaker `could have` done never was.
    """
    for hit in reading.hits(Sign.FORECAST):
        at = hit.first
        is_month = Sign.MONTH in reading.covers[at] and reading.tokens[at].capital
        before = reading.covers[at - 1] if at and hit.after == at + 1 else frozenset()
        is_noun = bool(before & {Sign.ARTICLE, Sign.POSSESSIVE})
        if not (is_month or is_noun or _is_past(reading, hit)):
            yield at
    yield from foreseen(reading)


def _is_past(reading: Reading, modal: Hit) -> bool:
    """Tell whether `may`, `could` or `would` is followed by `have`: it speaks of the past."""
    at = modal.after
    while at < len(reading.tokens) and reading.covers[at] & {Sign.NOT, Sign.ADVERB}:
        if Sign.PERFECT in reading.covers[at]:
            break
        at += 1
    if reading.has(Sign.I) and (reading.quoted or reading.begins_inside):
        return False
    perfect = at < len(reading.tokens) and Sign.PERFECT in reading.covers[at]
    return perfect and Sign.SURE not in reading.covers[modal.first]


def _bears_on_a_case(reading: Reading) -> bool:
    """Tell whether what may be so is an accusation, or an authority announces what it will do."""
    if reading.has(Sign.FABRICATION):
        return True
    says = reading.outside_quotes(Sign.SAYS)
    if any(Sign.OFFICIAL_ACT in reading.covers[hit.first] for hit in says):
        return True
    return reading.has(Sign.WRONGDOING, Sign.ACCUSES) and reading.has(Sign.SAYS, Sign.SAYS_WEAKLY)


def _figures(reading: Reading) -> bool:
    return DIGIT.search(reading.text) is not None
