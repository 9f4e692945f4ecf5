"""Words that say or suggest that an accusation does not hold.

Some words contest by themselves (`trumped-up`, `acquitted`). Others do so only beside a word of
charge or court (`appealed`, `no evidence`), and others only where the accused or their lawyers
speak (`by accident`). What is itself the deed (`accused of fabricating evidence`) contests nothing.
"""

from collections.abc import Iterable

from review.text.finding import Cue
from review.text.lexicon import Sign
from review.text.memory import Source
from review.text.phrases import Hit
from review.text.reading import Reading
from review.text.threads import Thread, key_of

_NEAR = 4
_LONGEST = 16
_JOINED = 6
_PAUSES = tuple(",;:—–(")
_LAW = {
    Sign.ACCUSES, Sign.CASE, Sign.CONVICTS, Sign.LAW_ACT, Sign.AT_ISSUE, Sign.PROSECUTES,
}  # fmt: skip
_ENDS = tuple(',”"')
_DEEDS = {Sign.WRONGDOING, Sign.HARM}
_NOT_YET = {Sign.FORECAST, Sign.WISH}
_NONE = {Sign.NOT, Sign.SUBORDINATE}
_BREAKS = {Sign.FINITE, Sign.AGAINST}
_LINKS = {Sign.OF_WHOM, Sign.OF_ACT, Sign.PREPOSITION}
_SMALL = {Sign.ARTICLE, Sign.DETERMINER, Sign.ADVERB, Sign.STATE, Sign.NOT}
_SPEAKER = {Sign.I, Sign.HE, Sign.THEY}


def cue_in(reading: Reading, source: Source | None, thread: Thread, *, accused: bool) -> Cue | None:
    """Return the words that say or suggest that an accusation does not hold."""
    if not (thread.open or accused):
        return None
    defends = source is not None and _defends(reading, source, thread)
    hit = _contesting(reading, accused=accused, defends=defends, source=source)
    if hit is None and source and thread.open:
        hit = _negated_deed(reading)
    if hit:
        return _cue(reading, hit.first, hit.after)
    return _defence(reading) if defends and accused else None


def _contesting(
    reading: Reading, *, accused: bool, defends: bool, source: Source | None
) -> Hit | None:
    """Return the first phrase that contests, the surest sort first."""
    sure = _bearing(reading, reading.hits(Sign.FABRICATION))
    unsure = _bearing(reading, reading.hits(Sign.DISPUTES))
    if not accused:
        near = _beside_a_charge(reading, unsure) if source else []
        return next(iter((*sure, *near)), None)
    denials = _bearing(reading, reading.hits(Sign.DENIES))
    beside = unsure if defends or not unsure else _beside_a_charge(reading, unsure)
    return next(iter((*sure, *beside, *denials)), None)


def _bearing(reading: Reading, hits: Iterable[Hit]) -> list[Hit]:
    """Leave out what is something else (`denied bail`) and what is the deed itself."""
    return [
        hit
        for hit in hits
        if Sign.NO_CUE not in reading.covers[hit.first] and not _is_the_deed(reading, hit)
    ]


def _is_the_deed(reading: Reading, hit: Hit) -> bool:
    """Tell whether somebody is charged with it: `convicted of making false statements`."""
    if reading.covers[hit.first] & _NONE:
        return False
    joined = hit.first and Sign.AND in reading.covers[hit.first - 1]
    for first in range(max(1, hit.first - (_JOINED if joined else 1)), hit.first + 1):
        linked = reading.covers[first - 1] & _LINKS
        charged = first > 1 and reading.covers[first - 2] & {Sign.ACCUSES, Sign.LAW_ACT}
        if linked and charged and not _breaks(reading, first, hit.first):
            return True
    return False


def _breaks(reading: Reading, first: int, after: int) -> bool:
    """Tell whether a verb or a pause stands between: `charges of spying are baseless`."""
    return any(reading.covers[i] & _BREAKS or reading.gap(i).strip() for i in range(first, after))


def _beside_a_charge(reading: Reading, hits: list[Hit]) -> list[Hit]:
    """Keep what stands with a word of charge or court; behind `no`, also with one of a deed."""
    law, any_of = _places(reading, _LAW), _places(reading, _LAW | _DEEDS)
    kept = []
    for hit in hits:
        places = any_of if reading.covers[hit.first] & _NONE else law
        if places and (places[0] < hit.first or places[-1] >= hit.after):
            kept.append(hit)
    return kept


def _places(reading: Reading, signs: set[Sign]) -> list[int]:
    return [
        i for i, covers in enumerate(reading.covers) if covers & signs and Sign.NO_CUE not in covers
    ]


def _defends(reading: Reading, source: Source, thread: Thread) -> bool:
    """Tell whether the accused, whoever denied for them, or their lawyers speak."""
    if not thread.open or reading.outside_quotes(Sign.ADMITS):
        return False
    if source.name in thread.deniers or _is_accused(source, thread):
        return True
    return any(_speaks_for_the_accused(reading, h) for h in reading.outside_quotes(Sign.DEFENDS))


def _is_accused(source: Source, thread: Thread) -> bool:
    """Tell whether somebody who was accused speaks, by name or as one of a group of people."""
    return thread.suspects_one(source.name) and key_of(source.name) not in thread.accusing


def _speaks_for_the_accused(reading: Reading, hit: Hit) -> bool:
    """Tell a lawyer of the accused from one of the victims, and from a ministry of defence."""
    near = reading.covers[max(0, hit.first - _NEAR) : hit.after + _NEAR]
    others = any(Sign.PROSECUTES in covers for covers in near)
    return not others and Sign.NO_CUE not in reading.covers[hit.first]


def _defence(reading: Reading) -> Cue | None:
    """Return what the accused side asserts or explains, or else from its `never` or `not` on."""
    held = [hit for hit in reading.hits(Sign.MAINTAINS) if _begins(reading, hit)]
    if held and not _foreseen(reading, held[-1].after):
        return _up_to_a_pause(reading, held[-1].after)
    explained = _bearing(reading, reading.hits(Sign.EXPLAINS))
    if explained:
        return _cue(reading, explained[0].first, explained[0].after)
    nots = _bearing(reading, reading.hits(Sign.NOT))
    denied = next((hit for hit in nots if _of_oneself(reading, hit)), None)
    return _up_to_a_pause(reading, denied.first) if denied else None


def _begins(reading: Reading, hit: Hit) -> bool:
    """Tell whether what is held stands behind the verb, not before: `it is late, argued Maresk`."""
    pause = reading.gap(hit.first).strip()[-1:]
    return hit.after < len(reading.tokens) and (not hit.first or pause not in _ENDS)


def _foreseen(reading: Reading, first: int) -> bool:
    """Tell whether what somebody holds is only what will be, or should be."""
    return any(covers & _NOT_YET for covers in reading.covers[first : first + _NEAR])


def _of_oneself(reading: Reading, hit: Hit) -> bool:
    """Tell whether `I`, `he` or `they` stand before the `not`: no one else's deeds are denied."""
    for index in range(hit.first, max(0, hit.first - _NEAR + 1), -1):
        if reading.gap(index).strip():
            return False
        if reading.covers[index - 1] & _SPEAKER:
            return index > 1 or Sign.IT not in reading.covers[0]
    return False


def _up_to_a_pause(reading: Reading, first: int) -> Cue:
    stop = min(first + _LONGEST, len(reading.tokens))
    paused = (i for i in range(first + 1, stop) if reading.gap(i).strip()[:1] in _PAUSES)
    return _cue(reading, first, next(paused, stop))


def _negated_deed(reading: Reading) -> Hit | None:
    """Return `never forced`: a denial by the words themselves."""
    acts = {act.first: act for act in reading.hits(Sign.HARM, Sign.WRONGDOING)}
    for hit in reading.hits(Sign.NOT):
        first = hit.after
        while first < hit.after + _NEAR and first not in acts and _passes(reading, first):
            first += 1
        if first in acts:
            return Hit(hit.first, acts[first].after, Sign.NOT)
    return None


def _passes(reading: Reading, index: int) -> bool:
    """Tell whether a word may stand between `not` and the deed: `never once was a liar`."""
    return index < len(reading.tokens) and bool(reading.covers[index] & _SMALL)


def _cue(reading: Reading, first: int, after: int) -> Cue:
    span = reading.span_of(first, after)
    whole = span.shifted(reading.span.start)
    return Cue(whole.start, whole.end, span.of(reading.text))
