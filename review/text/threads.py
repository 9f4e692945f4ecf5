"""What an article has said so far about who accuses whom, read along sentence by sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from review.text.finding import AccusationFound
from review.text.lexicon import Sign
from review.text.memory import Source
from review.text.names import Name
from review.text.reading import Reading


@dataclass(slots=True)
class Thread:
    """What the article has said so far: who was accused last, who accused, who denied."""

    open: bool = False
    accused: str | None = None
    suspects: set[str] = field(default_factory=set)
    accusers: set[str] = field(default_factory=set)
    deniers: set[str] = field(default_factory=set)
    accusing: set[str] = field(default_factory=set)
    full: set[str] = field(default_factory=set)
    people: dict[str, str] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)

    def meet(self, names: Sequence[Name]) -> None:
        """Remember the people of a sentence by the last words of their names, and the places."""
        self.places.update(name.text for name in names if name.is_place)
        for name in names:
            if name.is_person:
                known = self.people.setdefault(key_of(name.text), name.text)
                if len(name.text) > len(known):
                    self.people[key_of(name.text)] = name.text
                self.full.add(self.people[key_of(name.text)])

    def fullest(self, name: str) -> str:
        """Return the full name of somebody who comes back by the last word of it."""
        return name if " " in name else self.people.get(name.lower(), name)

    def is_person(self, name: str) -> bool | None:
        """Tell whether a name is a person's; None for one word that nothing is known of."""
        if name in self.full and name not in self.places:
            return True
        return False if " " in name or not name[0].isupper() else None

    def note(self, reading: Reading, source: Source | None, found: AccusationFound) -> None:
        """Remember an accusation that was found in a sentence."""
        self.open, self.accused = True, found.accused or self.accused
        if found.accused and found.accused[0].isupper():
            self.suspects.add(key_of(found.accused))
        if source and reading.has(Sign.DENIES):
            self.deniers.add(source.name)
        elif found.accuser and reading.has(Sign.SAYS_WEAKLY, Sign.ACCUSES):
            self.accusers.add(found.accuser)
            self.accusing.add(key_of(found.accuser))

    def suspects_speaker(self, source: Source | None) -> bool:
        """Tell whether somebody who was accused speaks here: what follows is a defence."""
        key = key_of(source.name) if source else ""
        return key in self.suspects and key not in self.accusing


def key_of(name: str) -> str:
    """Return the last word of a name, by which it comes back in an article."""
    return name.lower().split()[-1]
