"""What an article has said so far about who accuses whom, read along sentence by sentence."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from review.text.finding import AccusationFound
from review.text.lexicon import Sign
from review.text.memory import Source
from review.text.names import Name
from review.text.reading import Reading

_OPENING = 4
_KEPT = 16
_SUBJECT = 5
_NEAR = 2
AND = frozenset({"and", "und", "та", "й", "і", "и", "&"})
_PRONOUNS = {Sign.HE, Sign.THEY}
_CASE = (Sign.LAW_ACT, Sign.CONVICTS, Sign.COURT, Sign.WRONGDOING, Sign.FORCE, Sign.ACCUSES)


@dataclass(slots=True)
class Thread:
    """What the article has said so far: who was accused last, who accused, who denied.

    `suspects` are the last words of the names of those accused, `groups` those of people without
    a name ("the two officers", "the company"), `defenders` those of their lawyers. `top` tells that
    the article began with the case, `subject` whom the last sentence was about.
    """

    open: bool = False
    accused: str | None = None
    suspects: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    accusers: set[str] = field(default_factory=set)
    deniers: set[str] = field(default_factory=set)
    accusing: set[str] = field(default_factory=set)
    defenders: set[str] = field(default_factory=set)
    full: set[str] = field(default_factory=set)
    people: dict[str, str] = field(default_factory=dict)
    met: deque[str] = field(default_factory=lambda: deque(maxlen=_KEPT))
    places: set[str] = field(default_factory=set)
    women: set[str] = field(default_factory=set)
    men: set[str] = field(default_factory=set)
    top: bool = False
    sentence: int = 0
    last: int | None = None
    subject: str | None = None

    def meet(self, reading: Reading, names: Sequence[Name]) -> None:
        """Remember the people of a sentence by the last words of their names, and the places."""
        self.sentence += 1
        self.places.update(name.text for name in names if name.is_place)
        for name in names:
            if name.is_person:
                known = self.people.setdefault(key_of(name.text), name.text)
                if len(name.text) > len(known):
                    self.people[key_of(name.text)] = name.text
                self.full.add(self.people[key_of(name.text)])
                self.met.append(self.people[key_of(name.text)])
                self._learn(reading, name)

    def _learn(self, reading: Reading, name: Name) -> None:
        """Take somebody for a man or a woman by a first name or a title."""
        near = reading.covers[max(0, name.first - 1) : name.after]
        she = any(Sign.FEMALE in covers for covers in near)
        if she != any(Sign.MALE in covers for covers in near):
            (self.women if she else self.men).add(key_of(name.text))

    def one_meant(self, pronoun: frozenset[str], besides: str | None) -> str | None:
        """Return whom `him` or `she` means: the one accused last, or else the last one named.

        Whoever accuses them is left out, and so is who is known to be no man, or no woman.
        """
        others = self.men if Sign.FEMININE in pronoun else self.women
        others = others if pronoun & {Sign.FEMININE, Sign.MASCULINE} else set()
        near = [self.accused] if self.accused and self.open else []
        who = (name for name in (*near, *reversed(self.met)) if key_of(name) not in others)
        return next((n for n in who if not besides or key_of(n) != key_of(besides)), None)

    def turn_to(self, reading: Reading, names: Sequence[Name], source: Source | None) -> None:
        """Remember whom the sentence is about: whom it names or calls first, unless they speak."""
        spoken = key_of(source.name) if source else None
        if spoken and reading.covers and Sign.HE in reading.covers[0]:
            (self.women if Sign.SHE in reading.covers[0] else self.men).add(spoken)
        if source and self.suspects_one(source.name):
            self.subject = spoken
            return
        first = next((n for n in names if not n.is_place and key_of(n.text) != spoken), None)
        stop = min(first.first if first else _SUBJECT, len(reading.tokens))
        for index in range(stop):
            covers = reading.covers[index]
            if covers & _PRONOUNS:
                return
            low = reading.tokens[index].low
            group = Sign.PEOPLE in covers and not covers & {Sign.TITLE, Sign.SOURCE_NOUN}
            if low != spoken and (group or low in self.groups):
                self.subject = low
                return
        if first:
            self.subject = key_of(first.text)

    def may_be(self, covers: frozenset[str]) -> bool:
        """Tell whether `he` or `she` may mean whom the last sentence was about."""
        if Sign.SHE in covers:
            return self.subject not in self.men and (not self.women or self.subject in self.women)
        return Sign.HE not in covers or self.subject not in self.women

    @property
    def means_suspect(self) -> bool:
        """Tell whether a pronoun may mean a suspect: one of whom the last sentences spoke."""
        unnamed = self.accused is not None and not self.accused[0].isupper()
        return self.suspects_one(self.subject) or (self.near and unnamed)

    @property
    def begins(self) -> bool:
        """Tell whether the article has only just begun."""
        return self.sentence <= _OPENING

    @property
    def follows(self) -> bool:
        """Tell whether a sentence here may carry on a case."""
        return self.top or self.near

    @property
    def near(self) -> bool:
        """Tell whether an accusation stands not far before."""
        return self.last is not None and self.sentence - self.last <= _NEAR

    def suspects_one(self, name: str | None) -> bool:
        """Tell whether somebody was accused before, by the last word of the name or the noun."""
        key = key_of(name) if name else ""
        return key in self.suspects or key in self.groups or key.removesuffix("s") in self.suspects

    def fullest(self, name: str) -> str:
        """Return the full name of somebody who comes back by the last word of it."""
        return name if " " in name else self.people.get(name.lower(), name)

    def is_person(self, name: str) -> bool | None:
        """Tell whether a name is a person's; None for one word that nothing is known of."""
        whole = [self.fullest(part) for part in names_of(name)]
        if all(part in self.full and part not in self.places for part in whole):
            return True
        return False if " " in name or not name[0].isupper() else None

    def note(self, reading: Reading, source: Source | None, found: AccusationFound) -> None:
        """Remember an accusation that was found in a sentence."""
        self.open, self.accused = True, found.accused or self.accused
        self.last = self.sentence
        self.top = self.top or (self.begins and reading.has(*_CASE))
        if found.accused and found.accused[0].isupper():
            self.suspects.update(key_of(name) for name in names_of(found.accused))
        elif found.accused and _are_followed(reading, key_of(found.accused)):
            self.groups.add(key_of(found.accused))
        if source and reading.has(Sign.DENIES):
            self.deniers.add(source.name)
        elif found.accuser and reading.has(Sign.SAYS_WEAKLY, Sign.ACCUSES):
            self.accusers.add(found.accuser)
            self.accusing.add(key_of(found.accuser))

    def suspects_speaker(self, source: Source | None) -> bool:
        """Tell whether somebody who was accused speaks here: what follows is a defence."""
        key = key_of(source.name) if source else ""
        known = key in self.suspects or (self.near and key in self.groups)
        return known and key not in self.accusing

    def defends(self, source: Source | None) -> bool:
        """Tell whether a suspect's lawyer, known by name from before, speaks here."""
        return self.follows and source is not None and key_of(source.name) in self.defenders


def _are_followed(reading: Reading, noun: str) -> bool:
    """Tell whether an accused group is people or a firm; a court or an office is not followed."""
    return any(
        token.low == noun
        and (Sign.COMPANY in covers or (Sign.PEOPLE in covers and Sign.BODY not in covers))
        for token, covers in zip(reading.tokens, reading.covers, strict=True)
    )


def names_of(accused: str) -> list[str]:
    """Return the names in `Ilan Maresk and Delia Forsant`, one by one."""
    rows: list[list[str]] = [[]]
    for word in accused.split():
        if word in AND and rows[-1]:
            rows.append([])
        else:
            rows[-1].append(word)
    return [" ".join(row) for row in rows if row]


def key_of(name: str) -> str:
    """Return the last word of a name, by which it comes back in an article."""
    return name.lower().split()[-1]
