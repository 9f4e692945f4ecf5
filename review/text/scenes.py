"""One sentence as a scene: words of charge and deed, the parties in it, and who of them speaks."""

from collections.abc import Sequence
from dataclasses import dataclass

from review.text.accused import Party, accused_of, parties_in, suffers
from review.text.deeds import clause, contests, he_does, is_topic, punished, real
from review.text.lexicon import Sign
from review.text.memory import Source
from review.text.names import Name
from review.text.phrases import Hit
from review.text.reading import Reading
from review.text.threads import Thread, key_of

SOMEBODY = (Sign.HE, Sign.THEY, Sign.I)
_AND = frozenset({"and", "und", "та", "й", "і", "и", "&"})
_DEEDS = (Sign.WRONGDOING, Sign.HARM, Sign.LAW_ACT)


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
        speakers = [party for party in parties if same(party, spoken)]
        speakers += [party for party in parties if _joined(reading, party, speakers)]
        inside = {i for n in names if n.after - n.first > 1 for i in range(n.first, n.after)}
        return cls(
            reading, source,
            real(reading, (Sign.ACCUSES,), set()),
            real(reading, _DEEDS, inside),
            parties, speakers,
        )  # fmt: skip

    def _others(self) -> list[Party]:
        return [party for party in self.parties if party not in self.speakers]

    def accused(self) -> Party | None:
        hits = sorted((*self.charges, *self.deeds), key=lambda hit: hit.first)
        return accused_of(self.reading, self.parties, hits, self.speakers)

    def act(self) -> str | None:
        """Return of what, a deed before what the law did: `accused of`, `guilty of` step aside."""
        done = (h for h in self.deeds if h.group != Sign.LAW_ACT and not self._convicts(h))
        if deed := min(
            done, key=lambda hit: (_DEEDS.index(Sign(hit.group)), hit.first), default=None
        ):
            return clause(self.reading, deed.first)
        opened = next((hit for hit in (*self.charges, *self.deeds) if self._opens(hit)), None)
        if opened:
            return clause(self.reading, opened.after + 1)
        return clause(self.reading, self.deeds[0].first) if self.deeds else None

    def _convicts(self, hit: Hit) -> bool:
        """Tell whether the word only says `guilty`, of what comes behind or stands elsewhere."""
        covers = self.reading.covers[hit.first]
        return Sign.GUILT in covers and (Sign.LAW_ACT in covers or self._opens(hit))

    def _opens(self, hit: Hit) -> bool:
        """Tell whether `of` and what somebody is charged with stand behind the word."""
        behind = self.reading.covers[hit.after : hit.after + 2]
        return len(behind) > 1 and Sign.OF_WHOM in behind[0]

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
        quoted = self.reading.quoted or self.reading.has(*SOMEBODY, Sign.SAYS_WEAKLY)
        return not self.charges and (press or not (at or source.human or quoted))

    def accuses(self, thread: Thread) -> bool:
        """Tell whether the sentence by itself states, reports or denies an accusation."""
        reading = self.reading
        done = [h for h in self.deeds if h.group == Sign.WRONGDOING and not is_topic(reading, h)]
        if reading.has(Sign.DENIES) and self._denies_a_charge(thread):
            return True
        if self.charges and (done or self._others() or thread.open or reading.has(*SOMEBODY)):
            return True
        if reading.has(Sign.CONVICTS):
            return True
        if reading.has(Sign.LAW_ACT) and (reading.has(Sign.CASE) or punished(reading)):
            return True
        return bool(done) and self._has_doer(done, thread)

    def _denies_a_charge(self, thread: Thread) -> bool:
        about = self.charges or self.deeds or self.reading.has(Sign.CASE)
        return bool(about) or thread.open

    def _has_doer(self, done: Sequence[Hit], thread: Thread) -> bool:
        if accused_of(self.reading, self.parties, done, self.speakers) or thread.open:
            return True
        return any(he_does(self.reading, hit) for hit in done)

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
        if harm and (thread.open or (weakly and (self.parties or self.reading.has(*SOMEBODY)))):
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


def _joined(reading: Reading, party: Party, speakers: Sequence[Party]) -> bool:
    """Whether somebody stands beside a speaker with only an `and` between: both of them speak."""
    return any(
        later.first - earlier.after == 1 and reading.tokens[earlier.after].low in _AND
        for speaker in speakers
        for earlier, later in ((party, speaker), (speaker, party))
    )


def same(party: Party | Name, source: str | None) -> bool:
    low = party.text.lower()
    return source is not None and (low in source.lower() or source.lower() in low)
