"""One sentence as a scene: words of charge and deed, the parties in it, and who of them speaks."""

from collections.abc import Sequence
from dataclasses import dataclass

from review.text.accused import accused_of, stands_by
from review.text.acts import act_in
from review.text.deeds import (
    contests,
    done_to_me,
    he_does,
    i_suffered,
    is_counted,
    is_topic,
    not_civil,
    probed,
    punished,
    punished_for,
    real,
    suffered,
    unmade,
)
from review.text.lexicon import Sign
from review.text.memory import Source
from review.text.names import Name
from review.text.parties import Party, beside, parties_in, speakers_in
from review.text.phrases import Hit
from review.text.reading import Reading
from review.text.threads import Thread
from review.text.whom import bare_subject, is_charged_by_many, said_of, thing_that_did

SOMEBODY = (Sign.HE, Sign.THEY, Sign.I)
_NO_PRESS = {Sign.PEOPLE, Sign.DOCUMENT, Sign.TITLE, Sign.PROSECUTES}
_DEFENCE = (Sign.NOT, Sign.MAINTAINS, Sign.EXPLAINS, Sign.ADMITS, Sign.DISPUTES)
_DEEDS = (Sign.WRONGDOING, Sign.HARM, Sign.LAW_ACT)
_HARMS = (Sign.WRONGDOING, Sign.HARM, Sign.VIOLENCE, Sign.FORCE)


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
        speak = speakers_in(reading, parties, source.name if source else None)
        speakers = [party for party in speak if not is_charged_by_many(reading, party)]
        inside = {i for n in names if n.after - n.first > 1 for i in range(n.first, n.after)}
        return cls(
            reading, source,
            real(reading, (Sign.ACCUSES,), set()),
            real(reading, _DEEDS, inside | unmade(reading)),
            parties, speakers,
        )  # fmt: skip

    def others(self) -> list[Party]:
        """Return who may be accused: no speakers, and courts and victims only by a direct word."""
        return [
            party
            for party in self.parties
            if party not in self.speakers and not stands_by(self.reading, party, self.charges)
        ]

    def accused(self) -> Party | None:
        hits = sorted((*self.charges, *self.deeds), key=lambda hit: hit.first)
        found = accused_of(self.reading, self.parties, hits, self.speakers)
        found = found or said_of(self.reading, self.parties) or self._thing()
        return found or bare_subject(self.reading, self.charges)

    def told(self, party: Party) -> str:
        """Return the words for the accused, with whoever stands beside: `Maresk and Forsant`."""
        if not party.text[0].isupper():
            return party.text
        for other in self.others():
            if other.text[0].isupper() and beside(self.reading, party, other):
                return self.reading.words_of(party.first, other.after)
            if other.text[0].isupper() and beside(self.reading, other, party):
                return self.reading.words_of(other.first, party.after)
        return party.text

    def act(self) -> str | None:
        """Return of what they are accused, as worded."""
        return act_in(self.reading, self.charges, self.deeds, self.parties)

    def only_contests(self) -> bool:
        """Tell whether the sentence speaks against a charge that others made: `it was made up`."""
        return self.reading.has(Sign.FABRICATION) and not self.charges and self.accused() is None

    def accuser(self) -> str | None:
        """Return who accuses: the innermost source, never a paper that only reports."""
        if self.source is None:
            return None
        if len(self.source.chain) > 1:
            return self.source.chain[-1]
        return None if self._only_reports(self.source) else self.source.name

    def _only_reports(self, source: Source) -> bool:
        """Tell whether a paper stands behind the sentence and does not accuse anybody itself."""
        words, covers = set(source.name.lower().split()), self.reading.covers
        at = [i for i, t in enumerate(self.reading.tokens) if t.low in words]
        near = {group for i in at for group in covers[i] | covers[max(0, i - 1)]}
        press = Sign.PRESS in near and not (source.human or near & _NO_PRESS)
        if press or Sign.MEDIUM in near:
            return not any(_accuses(self.reading, i + 1) for i in at)
        quoted = self.reading.quoted or self.reading.has(*SOMEBODY, Sign.SAYS_WEAKLY)
        return not (self.charges or at or source.human or quoted)

    def accuses(self, thread: Thread) -> bool:
        """Tell whether the sentence by itself states, reports or denies an accusation."""
        reading = self.reading
        if reading.has(Sign.DENIES) and self._denies_a_charge(thread):
            return True
        if reading.has(Sign.RULE) and not self._names_accused():
            return False
        wrong = (h for h in self.deeds if h.group == Sign.WRONGDOING)
        done = [h for h in wrong if not (is_topic(reading, h) or is_counted(reading, h))]
        if self._charges_somebody(thread) or (self.charges and done):
            return True
        ruled = not_civil(reading, Sign.LAW_ACT) and punished(reading)
        if ruled or not_civil(reading, Sign.CONVICTS):
            return True
        if any(punished_for(reading, hit) for hit in done) or self._tells_of_harm():
            return True
        return bool(done) and self._has_doer(done, thread)

    def _charges_somebody(self, thread: Thread) -> bool:
        """Tell whether a charge is laid against somebody, by somebody, or goes on with a case."""
        if any(probed(self.reading, hit, self.others()) for hit in self.reading.hits(Sign.PROBES)):
            return True
        told = thread.open or self.source or self.reading.has(*SOMEBODY, Sign.HIM)
        return bool(self.charges and (told or self.others()))

    def _tells_of_harm(self) -> bool:
        """Tell whether a witness in court, or a victim, says what somebody did."""
        if self.source and (done_to_me(self.reading, _HARMS) or i_suffered(self.reading, _HARMS)):
            return True
        if self.reading.has(Sign.TESTIFIES):
            harms = [hit for hit in self.deeds if hit.group == Sign.HARM]
            return accused_of(self.reading, self.parties, harms, self.speakers) is not None
        return self._thing() is not None

    def _thing(self) -> Party | None:
        """Return what a source says did harm: `the mill has poisoned the well`."""
        done = [hit for hit in self.deeds if hit.group != Sign.LAW_ACT]
        return thing_that_did(self.reading, done) if self.source else None

    def _denies_a_charge(self, thread: Thread) -> bool:
        if self.charges or self.deeds or self.reading.has(Sign.CASE):
            return True
        speaks = self.source is None or thread.suspects_speaker(self.source)
        return thread.open and (speaks or thread.follows or self.reading.has(*SOMEBODY))

    def _names_accused(self) -> bool:
        party = self.accused()
        return party is not None and any(
            token.capital for token in self.reading.tokens[party.after - 1 : party.after]
        )

    def _has_doer(self, done: Sequence[Hit], thread: Thread) -> bool:
        if accused_of(self.reading, self.parties, done, self.speakers) or thread.open:
            return True
        bare = bare_subject(self.reading, self.charges)
        return bare is not None or any(he_does(self.reading, hit) for hit in done)

    def goes_on(self, thread: Thread) -> bool:
        """Tell whether the sentence carries on an accusation made before, or hints at one."""
        reading = self.reading
        hedged = self.source is None or reading.has(Sign.HEDGE)
        if reading.has(Sign.CASE) and thread.open and hedged:
            return True
        acts = reading.has(Sign.CASE) or not_civil(reading, Sign.LAW_ACT)
        if acts and (contests(reading) or reading.has(Sign.DISPUTES)):
            return True
        if self.source and (
            self._asserts(self.source, thread) or self._prosecutes(self.source, thread)
        ):
            return True
        return thread.open and reading.has(Sign.FABRICATION)

    def _asserts(self, source: Source, thread: Thread) -> bool:
        weakly = self.reading.has(Sign.SAYS_WEAKLY)
        harms = [hit for hit in self.deeds if hit.group == Sign.HARM]
        if harms and (thread.open or (weakly and (self.parties or self.reading.has(*SOMEBODY)))):
            return True
        if accused_of(self.reading, self.parties, harms, self.speakers):
            return True
        defends = self.reading.has(*_DEFENCE) or (thread.near and not self.reading.quoted)
        if defends and thread.suspects_speaker(source):
            return True
        return weakly and source.name in thread.accusers and suffered(self.reading)

    def _prosecutes(self, source: Source, thread: Thread) -> bool:
        """Tell whether whoever brings the charge says what a suspect or somebody named did."""
        if not self.reading.has(Sign.PROSECUTES):
            return False
        words = set(source.name.lower().split())
        brings = any(
            Sign.PROSECUTES in covers and token.low in words
            for token, covers in zip(self.reading.tokens, self.reading.covers, strict=True)
        )
        return brings and any(
            p.text[0].isupper()
            or Sign.COMPANY in self.reading.covers[p.after - 1]
            or self.is_suspect(p, thread)
            for p in self.others()
        )

    def is_suspect(self, party: Party, thread: Thread) -> bool:
        """Tell whether they are culprits by name, or somebody accused before: not `an officer`."""
        covers = self.reading.covers
        if Sign.CULPRIT in covers[party.after - 1]:
            return True
        first = covers[party.first] | covers[max(0, party.first - 1)]
        new = Sign.ARTICLE in first and Sign.DEFINITE not in first
        return (party.text[0].isupper() or not new) and thread.suspects_one(party.text)


def _accuses(reading: Reading, index: int) -> bool:
    """Tell whether the word, right behind a speaker, accuses or claims: `the paper accused`."""
    covers = reading.covers[index] if index < len(reading.covers) else frozenset()
    return bool(covers & {Sign.ACCUSES, Sign.SAYS_WEAKLY})
