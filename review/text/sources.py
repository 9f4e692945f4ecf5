"""From the words that name a source to the source: its fullest name and the chain behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from review.text.lexicon import Sign
from review.text.names import Name
from review.text.people import Register
from review.text.reading import Reading
from review.text.speakers import Group, Speech

_FAR = 8


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so, and the chain that leads there, outermost first."""

    name: str
    chain: tuple[str, ...]


@dataclass(slots=True)
class Memory:
    """What a reader remembers of the sentences before: who spoke, who was meant, which papers."""

    register: Register
    persons: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    medium: Source | None = None
    papers: list[Source] = field(default_factory=list)

    def note(self, names: Sequence[Name]) -> None:
        """Remember the names of a sentence; the first person in it is the one `he` will mean."""
        people = [n for n in names if n.low in self.register.persons or self._known(n)]
        if people:
            self.persons.append(self.register.fullest(people[0].text))
        others = [n for n in names if n not in people and not n.is_place]
        if others:
            self.bodies.append(self.register.fullest(others[0].text))

    def spoke(self, source: Source) -> None:
        """Remember who spoke last: `he` or `they` will mean that source."""
        is_person = source.name.lower() in self.register.persons
        (self.persons if is_person else self.bodies).append(source.name)

    def _known(self, name: Name) -> bool:
        return self.register.fullest(name.text).lower() in self.register.persons


def source_of(
    speech: Speech, reading: Reading, names: Sequence[Name], memory: Memory
) -> Source | None:
    """Return the source a speech names; None where it cannot be told, as for a lost `he`."""
    group = speech.who
    inner = _passed_on(reading, group, names, memory)
    if inner:
        memory.papers.append(inner)
        return inner
    name = _name_of(group, reading, names, memory)
    if name is None:
        return None
    source = _paper(name, group, reading, memory) or Source(name, (name,))
    if any(reading.covers[i] & {Sign.MEDIUM, Sign.BODY} for i in range(group.first, group.after)):
        memory.medium = source
    return _with_paper(source, speech, reading)


def _name_of(group: Group, reading: Reading, names: Sequence[Name], memory: Memory) -> str | None:
    inside = [n for n in names if group.first <= n.first and n.after <= group.after]
    if inside and (inside[-1].after == group.after or inside[-1].is_person):
        if not _listed(reading, group, inside[-1]):
            return memory.register.fullest(inside[-1].text)
    covers = reading.covers[group.first]
    length = group.after - group.first
    if length <= 2 and Sign.HE in covers:
        return memory.persons[-1] if memory.persons else None
    if length <= 2 and Sign.THEY in covers:
        return memory.bodies[-1] if memory.bodies else None
    return _by_role(group, reading, memory) or _words(group, reading)


def _listed(reading: Reading, group: Group, name: Name) -> bool:
    """Tell whether the name only helps to describe the source: `a lawyer for Maresk`."""
    at = name.first - 1
    return at > group.first and bool(reading.covers[at] & {Sign.PREPOSITION})


def _by_role(group: Group, reading: Reading, memory: Memory) -> str | None:
    """Return who `the minister` or `the newspaper` is, when the article said so before."""
    if not reading.covers[group.first] & {Sign.DEFINITE}:
        return None
    for index in range(group.after - 1, group.first, -1):
        low = reading.tokens[index].low
        if memory.medium and Sign.MEDIUM in reading.covers[index]:
            return memory.medium.name
        found = memory.register.roles.get(low)
        if found and group.after - group.first <= 3:
            return found
    return None


def _words(group: Group, reading: Reading) -> str:
    first = group.first
    if first + 1 < group.after and Sign.ARTICLE in reading.covers[first]:
        first += 1
    return reading.words_of(first, group.after)


def _passed_on(
    reading: Reading, group: Group, names: Sequence[Name], memory: Memory
) -> Source | None:
    """Read `a report obtained by the Ledger`: the Ledger is named, the report stands behind it."""
    for hit in reading.hits(Sign.PASSED_ON_BY):
        if not group.first < hit.first < group.after + _FAR:
            continue
        if not any(Sign.DOCUMENT in reading.covers[i] for i in range(group.first, hit.first)):
            continue
        for name in names:
            if hit.after <= name.first <= hit.after + 2:
                medium = memory.register.fullest(name.text)
                paper = _words(Group(group.first, hit.first), reading)
                return Source(medium, (medium, paper))
    return None


def _paper(name: str, group: Group, reading: Reading, memory: Memory) -> Source | None:
    """Return the chain known for a paper that is named again, as in `the report also says`."""
    nouns = {
        reading.tokens[i].low
        for i in range(group.first, group.after)
        if Sign.DOCUMENT in reading.covers[i]
    }
    for known in reversed(memory.papers):
        if nouns & set(known.chain[-1].lower().split()):
            return Source(name, known.chain)
    return None


def _with_paper(source: Source, speech: Speech, reading: Reading) -> Source:
    """Add the paper a source rests on: `according to the Ledger, in secret documents, ...`."""
    at = speech.who.after
    papers = [
        i for i in range(at, min(at + 4, len(reading.tokens))) if Sign.DOCUMENT in reading.covers[i]
    ]
    follows = at < len(reading.tokens) and Sign.PREPOSITION in reading.covers[at]
    if not papers or not follows or papers[0] == at or len(source.chain) > 1:
        return source
    return Source(source.name, (*source.chain, reading.words_of(at + 1, papers[0] + 1)))
