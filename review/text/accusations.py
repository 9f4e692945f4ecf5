"""Accusations: who accuses whom of what, and denials of it, followed through an article."""

from collections.abc import Sequence
from dataclasses import dataclass

from review.text.accused import Party, accused_of, parties_in, suffers
from review.text.finding import AccusationFound
from review.text.lexicon import Sign
from review.text.memory import Source
from review.text.names import Name
from review.text.phrases import Hit
from review.text.reading import Reading
from review.text.spans import Span
from review.text.threads import Thread, key_of

_AND = frozenset({"and", "und", "та", "й", "і", "и", "&"})
_PAUSES = ",;:—–("
_NEAR = 3
_SOMEBODY = (Sign.HE, Sign.THEY, Sign.I)


def accusation_in(
    reading: Reading, names: Sequence[Name], source: Source | None, thread: Thread
) -> AccusationFound | None:
    """Return who is accused of what by whom, as far as the wording shows it; None without one.

    After an earlier accusation, `these charges` speaks of it, what a source says of force or
    threats belongs to it, and so does what accuser and accused go on to assert.
    """
    thread.meet(names)
    scene = Scene.of(reading, names, source)
    if not (scene.accuses(thread) or scene.goes_on(thread)):
        return None
    act = _clause(reading, scene.deeds[0]).of(reading.text) if scene.deeds else None
    accused, accuser = _sides(scene, names, thread)
    whole = thread.fullest(accused) if accused else None
    if whole and accuser and key_of(whole) == key_of(accuser):
        accuser = None
    return AccusationFound(whole, act, accuser, thread.is_person(whole) if whole else None)


def _sides(scene: "Scene", names: Sequence[Name], thread: Thread) -> tuple[str | None, str | None]:
    """Return who is accused and by whom. Who denies is accused, or the one a lawyer speaks for."""
    if scene.source and scene.reading.outside_quotes(Sign.DENIES):
        speaker = scene.source.name
        return next((n.text for n in names if n.is_person and _same(n, speaker)), speaker), None
    party = scene.accused()
    if party:
        return party.text, scene.accuser()
    told = thread.open or scene.reading.has(*_SOMEBODY)
    return thread.accused if told else None, scene.accuser()


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with its words of charge and deed, its parties, and who of them speaks."""

    reading: Reading
    source: Source | None
    charges: list[Hit]
    deeds: list[Hit]
    parties: list[Party]
    speakers: list[Party]

    @classmethod
    def of(cls, reading: Reading, names: Sequence[Name], source: Source | None) -> "Scene":
        parties = parties_in(reading, names)
        spoken = source.name if source else None
        speakers = [party for party in parties if _same(party, spoken)]
        speakers += [party for party in parties if _joined(reading, party, speakers)]
        inside = {i for n in names if n.after - n.first > 1 for i in range(n.first, n.after)}
        return cls(
            reading, source,
            _real(reading, (Sign.ACCUSES,), set()),
            _real(reading, (Sign.WRONGDOING, Sign.HARM, Sign.LAW_ACT), inside),
            parties, speakers,
        )  # fmt: skip

    def _others(self) -> list[Party]:
        return [party for party in self.parties if party not in self.speakers]

    def accused(self) -> Party | None:
        hits = sorted((*self.charges, *self.deeds), key=lambda hit: hit.first)
        return accused_of(self.reading, self.parties, hits, self.speakers)

    def accuser(self) -> str | None:
        """Return who accuses: the innermost source, never a paper that only reports."""
        if self.source is None:
            return None
        if len(self.source.chain) > 1:
            return self.source.chain[-1]
        return None if self._only_reports(self.source) else self.source.name

    def _only_reports(self, source: Source) -> bool:
        """Tell whether a paper stands behind the sentence without a word of charge of its own."""
        words, covers = set(source.name.lower().split()), self.reading.covers
        at = [i for i, t in enumerate(self.reading.tokens) if t.low in words]
        press = any(Sign.MEDIUM in covers[i] | covers[max(0, i - 1)] for i in at)
        quoted = self.reading.quoted or self.reading.has(*_SOMEBODY, Sign.SAYS_WEAKLY)
        return not self.charges and (press or not (at or source.human or quoted))

    def accuses(self, thread: Thread) -> bool:
        """Tell whether the sentence by itself states, reports or denies an accusation."""
        reading = self.reading
        done = [h for h in self.deeds if h.group == Sign.WRONGDOING and not _is_topic(reading, h)]
        if reading.has(Sign.DENIES) and self._denies_a_charge(thread):
            return True
        if self.charges and (done or self._others() or thread.open or reading.has(*_SOMEBODY)):
            return True
        if reading.has(Sign.CONVICTS):
            return True
        if reading.has(Sign.LAW_ACT) and (reading.has(Sign.CASE) or _punished(reading)):
            return True
        return bool(done) and self._has_doer(done, thread)

    def _denies_a_charge(self, thread: Thread) -> bool:
        about = self.charges or self.deeds or self.reading.has(Sign.CASE)
        return bool(about) or thread.open

    def _has_doer(self, done: Sequence[Hit], thread: Thread) -> bool:
        if accused_of(self.reading, self.parties, done, self.speakers) or thread.open:
            return True
        return any(_he_does(self.reading, hit) for hit in done)

    def goes_on(self, thread: Thread) -> bool:
        """Tell whether the sentence carries on an accusation made before, or hints at one."""
        reading = self.reading
        if reading.has(Sign.CASE) and thread.open:
            return True
        if reading.has(Sign.CASE, Sign.LAW_ACT) and contests(reading):
            return True
        if self.source and (self._asserts(self.source, thread) or self._prosecutes(self.source)):
            return True
        if not thread.open:
            return False
        return reading.has(Sign.FABRICATION) or self._strikes_a_suspect(thread)

    def _asserts(self, source: Source, thread: Thread) -> bool:
        weakly = self.reading.has(Sign.SAYS_WEAKLY)
        harm = any(hit.group == Sign.HARM for hit in self.deeds)
        if harm and (thread.open or (weakly and (self.parties or self.reading.has(*_SOMEBODY)))):
            return True
        if thread.suspects_speaker(source):
            return True
        told = source.name in thread.accusers or source.name in thread.deniers
        return weakly and told

    def _prosecutes(self, source: Source) -> bool:
        """Tell whether whoever brings the charge says what somebody named did."""
        if not self.reading.has(Sign.PROSECUTES):
            return False
        words = set(source.name.lower().split())
        brings = any(
            Sign.PROSECUTES in covers and token.low in words
            for token, covers in zip(self.reading.tokens, self.reading.covers, strict=True)
        )
        return brings and any(p.text[0].isupper() for p in self._others())

    def _strikes_a_suspect(self, thread: Thread) -> bool:
        """Tell whether court or police act against somebody who was accused before."""
        acts = [hit for hit in self.deeds if hit.group == Sign.LAW_ACT]
        named = any(key_of(party.text) in thread.suspects for party in self.parties)
        he = any(
            suffers(self.reading, hit) and self.reading.covers[i] & {Sign.HE, Sign.THEY}
            for hit in acts
            for i in range(max(0, hit.first - 4), hit.first)
        )
        return bool(acts) and (named or he)


def contests(reading: Reading) -> bool:
    """Tell whether words contest a charge without being an act of court themselves."""
    acts = reading.hits(Sign.LAW_ACT)
    ruled = {i for act in acts for i in range(act.first, act.after)}
    return any(hit.first not in ruled for hit in reading.hits(Sign.FABRICATION))


def _real(reading: Reading, signs: Sequence[Sign], inside: set[int]) -> list[Hit]:
    """Return the hits that speak of a deed: not `the fight against fraud`, not a body's name."""
    harmless = {i for hit in reading.hits(Sign.NO_DEED) for i in range(hit.first, hit.after)}
    return [
        hit
        for hit in reading.hits(*signs)
        if hit.first not in harmless and not (hit.first in inside and hit.after - 1 in inside)
    ]


def _he_does(reading: Reading, hit: Hit) -> bool:
    """Tell whether `he` or `they` stand right before the deed: `he had secretly sold`."""
    near = reading.covers[max(0, hit.first - _NEAR) : hit.first]
    return any(covers & {Sign.HE, Sign.THEY} for covers in near) and not suffers(reading, hit)


def _is_topic(reading: Reading, hit: Hit) -> bool:
    """Tell whether a deed is only what a book or a law is about."""
    return any(Sign.ABOUT in reading.covers[i] for i in range(max(0, hit.first - 2), hit.first))


def _punished(reading: Reading) -> bool:
    """A sentence or a charge names its offence with `for` or `of`, in whichever language."""
    return any(
        Sign.OF_ACT in reading.covers[i]
        for hit in reading.hits(Sign.LAW_ACT)
        for i in range(hit.first, min(hit.after + 6, len(reading.tokens)))
    )


def _joined(reading: Reading, party: Party, speakers: Sequence[Party]) -> bool:
    """Whether somebody stands beside a speaker with only an `and` between: both of them speak."""
    return any(
        later.first - earlier.after == 1 and reading.tokens[earlier.after].low in _AND
        for speaker in speakers
        for earlier, later in ((party, speaker), (speaker, party))
    )


def _same(party: Party | Name, source: str | None) -> bool:
    low = party.text.lower()
    return source is not None and (low in source.lower() or source.lower() in low)


def _clause(reading: Reading, hit: Hit) -> Span:
    """Return the hit and the words after it up to the next pause."""
    after = hit.after
    while after < min(len(reading.tokens), hit.after + 8):
        if any(c in _PAUSES for c in reading.gap(after)):
            break
        after += 1
    return reading.span_of(hit.first, after)
