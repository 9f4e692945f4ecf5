"""Words of charge and deed: which of them speak of a deed, and what they say was done."""

from collections.abc import Sequence
from itertools import pairwise

from review.text.accused import suffers
from review.text.lexicon import Sign
from review.text.parties import Party
from review.text.phrases import Hit
from review.text.reading import Reading

_NEAR = 3
_WHO = 6
_CLAUSE = 8
_CERTAIN = {Sign.NUMBER, Sign.ARTICLE, Sign.DEFINITE, Sign.DENIES}
_OTHERS = {Sign.HE, Sign.THEY, Sign.PEOPLE}
_SUFFERS = {Sign.HE, Sign.THEY, Sign.I}
_COUNTS = {Sign.NUMBER, Sign.AMOUNT}
_DATES = {Sign.MONTH, Sign.DAY}
_HAVE = {Sign.HAS, Sign.PERFECT, Sign.ADVERB}
_VERBS = {Sign.PAST, Sign.LOOKS_PAST, Sign.EVENT, Sign.PASSIVE}
_HELPING = {Sign.ADVERB, Sign.HAS, Sign.PERFECT, Sign.PASSIVE}
_CHARGES = {Sign.ACCUSES, Sign.LAW_ACT, Sign.CONVICTS, Sign.SEIZES}


def contests(reading: Reading) -> bool:
    """Tell whether words contest a charge without being an act of court themselves."""
    acts = reading.hits(Sign.LAW_ACT)
    ruled = {i for act in acts for i in range(act.first, act.after)}
    return any(hit.first not in ruled for hit in reading.hits(Sign.FABRICATION))


def real(reading: Reading, signs: Sequence[Sign], inside: set[int]) -> list[Hit]:
    """Return the hits that speak of a deed: not `the fight against fraud`, not a body's name."""
    anybody = _anybody(reading)
    harmless = {i for hit in reading.hits(Sign.NO_DEED) for i in range(hit.first, hit.after)}
    return [
        hit
        for hit in reading.hits(*signs)
        if hit.first not in harmless
        and not (hit.group == Sign.SEIZES and hit.after - 1 in harmless)
        and not (hit.first in inside and hit.after - 1 in inside)
        and not (hit.group in _CHARGES and (hit.first in anybody or negated(reading, hit)))
    ]


def negated(reading: Reading, hit: Hit) -> bool:
    """Tell whether the charge is not made: `nobody accused`, `has never been charged`."""
    at = hit.first - 1
    while at > 0 and reading.covers[at] & _HELPING and Sign.NOT not in reading.covers[at]:
        at -= 1
    return at >= 0 and Sign.NOT in reading.covers[at] and Sign.MERELY not in reading.covers[at + 1]


def _anybody(reading: Reading) -> set[int]:
    """Return where a charge is one that anybody may face: `any charge`, `people who are accused`.

    `Three people who`, `the people who` are certain ones.
    """
    return {
        index
        for mark in reading.hits(Sign.ANYBODY)
        if not mark.first or reading.covers[mark.first - 1].isdisjoint(_CERTAIN)
        for index in range(mark.after, mark.after + _WHO)
    }


def probed(reading: Reading, hit: Hit, parties: Sequence[Party]) -> bool:
    """Tell whether an inquiry is into somebody: `a probe into the bank`, not `into the crash`."""
    at = hit.after
    while at < len(reading.tokens) and reading.covers[at] & _CERTAIN:
        at += 1
    return any(party.first in (at, hit.after) for party in parties)


def is_counted(reading: Reading, hit: Hit) -> bool:
    """Tell whether deeds are only counted: `9,000 thefts`, but not `Bureau 9 tortured`."""
    if reading.covers[hit.first] & {Sign.AGENT, Sign.FINITE}:
        return False
    at = hit.first - 1
    while at > 0 and reading.covers[at] & {Sign.OF_WHOM, Sign.DETERMINER}:
        at -= 1
    numbered = at > 0 and reading.tokens[at - 1].capital
    return (
        at >= 0
        and not numbered
        and (reading.tokens[at].text[0].isdigit() or not reading.covers[at].isdisjoint(_COUNTS))
    )


def unmade(reading: Reading) -> set[int]:
    """Return the words of charges that nobody makes: `nobody accused her | of theft`."""
    hits = (hit for hit in reading.hits(Sign.ACCUSES) if negated(reading, hit))
    near = (range(h.first, min(h.after + _CLAUSE, len(reading.tokens))) for h in hits)
    return {i for row in near for i in row}


def not_civil(reading: Reading, sign: Sign) -> list[Hit]:
    """Return the words of court and police that no civil suit or ruling explains."""
    other = reading.hits(Sign.CIVIL, Sign.NO_DEED)
    civil = {i for hit in other for i in range(hit.first, hit.after)}
    hits = (hit for hit in reading.hits(sign) if hit.first not in civil)
    return [hit for hit in hits if not negated(reading, hit)]


def punished_for(reading: Reading, hit: Hit) -> bool:
    """Tell whether somebody had to bear something for the deed: `expelled him for plagiarism`."""
    if not hit.first or Sign.OF_ACT not in reading.covers[hit.first - 1]:
        return False
    acted = any(covers & _VERBS for covers in reading.covers[: hit.first - 1])
    return acted and not reading.covers[hit.first] & {Sign.AGENT}


def he_does(reading: Reading, hit: Hit) -> bool:
    """Tell whether `he` or `they` stand right before the deed: `he had secretly sold`."""
    near = reading.covers[max(0, hit.first - _NEAR) : hit.first]
    return any(covers & {Sign.HE, Sign.THEY} for covers in near) and not suffers(reading, hit)


def done_to_me(reading: Reading, signs: Sequence[Sign]) -> bool:
    """Tell whether somebody speaks of what was done to them: `they beat us`, `he took my arm`."""
    covers = reading.covers
    return any(
        not suffers(reading, hit)
        and any(covers[i] & _OTHERS for i in range(max(0, hit.first - _NEAR), hit.first))
        and any(Sign.I in covers[i] for i in range(hit.first + 1, min(len(covers), hit.after + 2)))
        for hit in real(reading, signs, set())
    )


def i_suffered(reading: Reading, signs: Sequence[Sign]) -> bool:
    """Tell whether somebody tells what they suffered: `I was beaten`, `мене били`."""
    firsts = {hit.first for hit in real(reading, signs, set())}
    for mark in reading.hits(Sign.I):
        at = mark.after
        while at < min(mark.after + _NEAR, len(reading.tokens)) and reading.covers[at] & _HAVE:
            at += 1
        was = any(Sign.PASSIVE in covers for covers in reading.covers[at : at + 1])
        near = (i for i in range(at + 1, at + _NEAR + 1) if i in firsts)
        if was and any(not _paused(reading, at, i) for i in near):
            return True
        if mark.after in firsts and Sign.SAY_MANY in reading.covers[mark.after]:
            return True
    return False


def _paused(reading: Reading, first: int, after: int) -> bool:
    return any(reading.gap(i).strip() for i in range(first + 1, after + 1))


def suffered(reading: Reading) -> bool:
    """Tell whether `she was` or `they were` say what was done to somebody."""
    covers = reading.covers
    return any(who & _SUFFERS and Sign.PASSIVE in was for who, was in pairwise(covers))


def is_topic(reading: Reading, hit: Hit) -> bool:
    """Tell whether a deed is only what a book or a law is about."""
    return any(Sign.ABOUT in reading.covers[i] for i in range(max(0, hit.first - 2), hit.first))


def punished(reading: Reading) -> bool:
    """A sentence or a charge names its offence with `for` or `of`, in whichever language.

    `Sentencing is set for May 4` names none.
    """
    ahead = _CLAUSE if reading.free_order else 0
    return any(
        Sign.OF_ACT in reading.covers[i] and Sign.BY_SOURCE not in reading.covers[i]
        for hit in reading.hits(Sign.LAW_ACT)
        for i in range(max(0, hit.first - ahead), min(hit.after + 6, len(reading.tokens)))
        if not any(covers & _DATES for covers in reading.covers[i + 1 : i + 2])
    )
