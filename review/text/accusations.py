"""Accusations, denials of them, and words that say an accusation may be fabricated."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from review.text.finding import AccusationFound, Cue
from review.text.lexicon import Sign
from review.text.names import Name
from review.text.phrases import Hit
from review.text.reading import Reading
from review.text.sources import Source
from review.text.spans import Span

_STRONG = (Sign.ACCUSES, Sign.WRONGDOING, Sign.DENIES)
_CONTESTING = (Sign.FABRICATION, Sign.DENIES)
_AND = frozenset({"and", "und", "та", "й", "і", "и", "&"})
_PAUSES = ",;:—–("


@dataclass(slots=True)
class Thread:
    """What the article has said so far: who was accused last, who accused, who denied."""

    open: bool = False
    accused: str | None = None
    accusers: set[str] = field(default_factory=set)
    deniers: set[str] = field(default_factory=set)

    def note(self, reading: Reading, source: Source | None, found: AccusationFound) -> None:
        """Remember an accusation that was found in a sentence."""
        self.open, self.accused = True, found.accused or self.accused
        if source and reading.has(Sign.DENIES):
            self.deniers.add(source.name)
        elif source and reading.has(Sign.SAYS_WEAKLY, Sign.ACCUSES):
            self.accusers.add(source.name)


def accuses(reading: Reading, source: Source | None, thread: Thread) -> bool:
    """Tell whether a sentence states, reports or denies an accusation.

    After an earlier one, `these charges` speaks of it, what a source says of force or threats
    belongs to it, and so does what accuser and accused go on to assert.
    """
    if reading.has(*_STRONG, Sign.CONVICTS):
        return True
    if reading.has(Sign.LAW_ACT) and (reading.has(Sign.CASE) or _punished(reading)):
        return True
    if source and _asserts(reading, source, thread):
        return True
    if reading.has(Sign.CASE):
        return thread.open or reading.has(Sign.FABRICATION)
    return reading.has(Sign.FABRICATION) and thread.open


def _asserts(reading: Reading, source: Source, thread: Thread) -> bool:
    weakly = reading.has(Sign.SAYS_WEAKLY)
    if reading.has(Sign.HARM) and (weakly or thread.open):
        return True
    return weakly and source.name in thread.accusers | thread.deniers


def _punished(reading: Reading) -> bool:
    """A sentence or a charge names its offence with `for` or `of`, in whichever language."""
    return any(
        Sign.OF_ACT in reading.covers[i]
        for hit in reading.hits(Sign.LAW_ACT)
        for i in range(hit.first, min(hit.after + 6, len(reading.tokens)))
    )


def accusation_in(
    reading: Reading, names: Sequence[Name], source: Source | None, thread: Thread
) -> AccusationFound:
    """Return who is accused of what by whom, as far as the wording shows it."""
    hits = reading.hits(Sign.WRONGDOING, Sign.HARM, Sign.LAW_ACT)
    act = _clause(reading, hits[0]).of(reading.text) if hits else None
    accuser = source.name if source else None
    speakers = [name for name in names if _same(name, accuser)]
    accused = next(
        (
            n.text
            for n in names
            if not (n.is_place or n in speakers or _joined(reading, n, speakers))
        ),
        None,
    )
    if reading.has(Sign.DENIES) and source:
        spoken_for = next((n.text for n in names if n.is_person and _same(n, accuser)), None)
        return AccusationFound(spoken_for or source.name, act, None)
    if accused is None and reading.has(Sign.CASE, Sign.HE, Sign.THEY):
        accused = thread.accused
    return AccusationFound(accused, act, accuser)


def _joined(reading: Reading, name: Name, speakers: Sequence[Name]) -> bool:
    """Whether a name stands beside a speaker with only an `and` between: both of them speak."""
    return any(
        later.first - earlier.after == 1 and reading.tokens[earlier.after].low in _AND
        for speaker in speakers
        for earlier, later in ((name, speaker), (speaker, name))
    )


def _same(name: Name, source: str | None) -> bool:
    return source is not None and (name.low in source.lower() or source.lower() in name.low)


def cue_in(reading: Reading, source: Source | None, thread: Thread, *, accused: bool) -> Cue | None:
    """Return the words that say or suggest that an accusation does not hold."""
    hits = reading.hits(*_CONTESTING)
    if hits and (accused or thread.open):
        return _cue(reading, hits[0].first, hits[0].after)
    if not (source and thread.open):
        return None
    negated = _negated_harm(reading)
    if negated:
        return _cue(reading, negated.first, negated.after)
    weak = reading.hits(Sign.SAYS_WEAKLY)
    if weak and source.name in thread.deniers and weak[-1].after < len(reading.tokens):
        return _cue(reading, weak[-1].after, len(reading.tokens))
    return None


def _negated_harm(reading: Reading) -> Hit | None:
    """Return `never forced`: a denial by the words themselves."""
    acts = {act.first: act for act in reading.hits(Sign.HARM, Sign.WRONGDOING)}
    for hit in reading.hits(Sign.NOT):
        for first in range(hit.after, hit.after + 4):
            if first in acts:
                return Hit(hit.first, acts[first].after, Sign.NOT)
    return None


def _cue(reading: Reading, first: int, after: int) -> Cue:
    span = reading.span_of(first, after)
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
