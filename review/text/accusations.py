"""Accusations, denials of them, and words that say an accusation may be fabricated."""

from collections.abc import Sequence

from review.text.finding import AccusationFound, Cue
from review.text.lexicon import Sign
from review.text.names import Name
from review.text.phrases import Hit
from review.text.reading import Reading
from review.text.sources import Source
from review.text.spans import Span

_STRONG = (Sign.ACCUSES, Sign.WRONGDOING, Sign.DENIES)
_CONTESTING = (Sign.FABRICATION, Sign.DENIES)
_PAUSES = ",;:—–("


def accuses(reading: Reading, source: Source | None, *, earlier: bool) -> bool:
    """Tell whether a sentence states, reports or denies an accusation.

    `earlier` tells that the article has made one before: then `these charges` speaks of it, and
    what a source says of force or threats belongs to it.
    """
    if reading.has(*_STRONG):
        return True
    if reading.has(Sign.LAW_ACT) and (reading.has(Sign.CASE) or _punished(reading)):
        return True
    weakly = reading.has(Sign.SAYS_WEAKLY)
    if source and reading.has(Sign.HARM) and (weakly or earlier):
        return True
    if earlier and reading.has(Sign.CASE):
        return True
    return reading.has(Sign.FABRICATION) and (earlier or reading.has(Sign.CASE))


def _punished(reading: Reading) -> bool:
    """A sentence or a charge names its offence with `for` or `of`, in whichever language."""
    return any(
        Sign.OF_ACT in reading.covers[i]
        for hit in reading.hits(Sign.LAW_ACT)
        for i in range(hit.first, min(hit.after + 6, len(reading.tokens)))
    )


def accusation_in(
    reading: Reading, names: Sequence[Name], source: Source | None, accused_before: str | None
) -> AccusationFound:
    """Return who is accused of what by whom, as far as the wording shows it."""
    hits = reading.hits(Sign.WRONGDOING, Sign.HARM, Sign.LAW_ACT, Sign.ACCUSES)
    act = _clause(reading, hits[0]).of(reading.text) if hits else None
    accuser = source.name if source else None
    accused = next((n.text for n in names if not n.is_place and not _same(n, accuser)), None)
    if reading.has(Sign.DENIES) and source:
        return AccusationFound(source.name, act, None)
    return AccusationFound(accused or accused_before, act, accuser)


def _same(name: Name, source: str | None) -> bool:
    return source is not None and (name.low in source.lower() or source.lower() in name.low)


def cue_in(reading: Reading, source: Source | None, *, accused: bool, earlier: bool) -> Cue | None:
    """Return the words that say or suggest that an accusation does not hold."""
    hits = reading.hits(*_CONTESTING)
    if hits and (accused or earlier):
        return _cue(reading, hits[0])
    negated = _negated_harm(reading)
    return _cue(reading, negated) if negated and source and earlier else None


def _negated_harm(reading: Reading) -> Hit | None:
    """Return `never forced`: a denial by the words themselves."""
    for hit in reading.hits(Sign.NOT):
        for act in reading.hits(Sign.HARM, Sign.WRONGDOING):
            if 0 <= act.first - hit.after <= 3:
                return Hit(hit.first, act.after, Sign.NOT)
    return None


def _cue(reading: Reading, hit: Hit) -> Cue:
    span = reading.span_of(hit.first, hit.after)
    whole = span.shifted(reading.span.start)
    return Cue(whole.start, whole.end, span.of(reading.text))


def _clause(reading: Reading, hit: Hit) -> Span:
    """Return the hit and the words after it up to the next pause."""
    after = hit.after
    while after < min(len(reading.tokens), hit.after + 8):
        if any(c in _PAUSES for c in reading.gap(after)):
            break
        after += 1
    return reading.span_of(hit.first, after)
