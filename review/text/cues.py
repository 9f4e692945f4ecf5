"""Words that say or suggest that an accusation does not hold."""

from review.text.finding import Cue
from review.text.lexicon import Sign
from review.text.memory import Source
from review.text.phrases import Hit
from review.text.reading import Reading
from review.text.threads import Thread

_CONTESTING = (Sign.FABRICATION, Sign.DENIES)
_NEAR = 4
_LONGEST = 16
_PAUSES = tuple(",;:—–(")


def cue_in(reading: Reading, source: Source | None, thread: Thread, *, accused: bool) -> Cue | None:
    """Return the words that say or suggest that an accusation does not hold."""
    hits = reading.hits(Sign.FABRICATION) if thread.open or accused else []
    hits = hits or (reading.hits(Sign.DENIES) if accused else [])
    if hits:
        return _cue(reading, hits[0].first, hits[0].after)
    if not (source and thread.open):
        return None
    negated = _negated_deed(reading)
    if negated:
        return _cue(reading, negated.first, negated.after)
    if source.name in thread.deniers or thread.suspects_speaker(source):
        return _defence(reading)
    return None


def _defence(reading: Reading) -> Cue | None:
    """Return what an accused person asserts, or else from the `never` or `not` on."""
    weak = reading.hits(Sign.SAYS_WEAKLY)
    if weak and weak[-1].after < len(reading.tokens):
        return _up_to_a_pause(reading, weak[-1].after)
    negations = reading.hits(Sign.NOT)
    return _up_to_a_pause(reading, negations[0].first) if negations else None


def _up_to_a_pause(reading: Reading, first: int) -> Cue:
    stop = min(first + _LONGEST, len(reading.tokens))
    paused = (i for i in range(first + 1, stop) if reading.gap(i).strip()[:1] in _PAUSES)
    return _cue(reading, first, next(paused, stop))


def _negated_deed(reading: Reading) -> Hit | None:
    """Return `never forced`: a denial by the words themselves."""
    acts = {act.first: act for act in reading.hits(Sign.HARM, Sign.WRONGDOING)}
    for hit in reading.hits(Sign.NOT):
        for first in range(hit.after, hit.after + _NEAR):
            if first in acts:
                return Hit(hit.first, acts[first].after, Sign.NOT)
    return None


def _cue(reading: Reading, first: int, after: int) -> Cue:
    span = reading.span_of(first, after)
    whole = span.shifted(reading.span.start)
    return Cue(whole.start, whole.end, span.of(reading.text))
