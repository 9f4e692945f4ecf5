"""What a reader remembers of the sentences before: who spoke, who was meant, which papers."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from review.text.lexicon import Sign
from review.text.names import Name
from review.text.people import Register
from review.text.reading import Reading

_KEPT = 16
_NEAR = 3
_HUMAN = {Sign.PEOPLE, Sign.SOURCE_NOUN}
_VERBS = {Sign.FINITE, Sign.SAYS, Sign.SAYS_WEAKLY}
_ACTS = _VERBS | {Sign.EVENT, Sign.PAST, Sign.LOOKS_PAST}
_SEVERAL = {Sign.PLURAL, Sign.COLLECTIVE}
_LEADS = 3
_THING = 4
_THINGS = {Sign.DOCUMENT, Sign.COLLECTIVE, Sign.BODY, Sign.MEDIUM}
_TURNS = re.compile(r" (?:of|for|by|at|in|from|to|on|with|who|which|that|familiar) ")
_GENDER = re.compile("(?:woman|man|person|in)$")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so, and the chain that leads there, outermost first."""

    name: str
    chain: tuple[str, ...]
    human: bool = False
    written: bool = False


def _short() -> deque[_T]:
    """Return a memory of the last few: readers do not look back farther either."""
    return deque(maxlen=_KEPT)


@dataclass(slots=True)
class Memory:
    """The last people, bodies, groups of people and papers; `women` and `men` are told by words."""

    register: Register
    persons: deque[str] = field(default_factory=_short)
    bodies: deque[str] = field(default_factory=_short)
    groups: deque[tuple[int, str]] = field(default_factory=_short)
    speakers: deque[str] = field(default_factory=_short)
    medium: Source | None = None
    papers: deque[Source] = field(default_factory=_short)
    women: set[str] = field(default_factory=set)
    men: set[str] = field(default_factory=set)
    sentence: int = 0
    voice: tuple[int, Source] | None = None

    def meet(self, reading: Reading, names: Sequence[Name]) -> None:
        """Take in what a sentence says of its own subject, before anybody in it is told."""
        self.sentence += 1
        people = [name for name in names if self.is_person(name)]
        for name in people:
            self._learn(reading, name)
        if people and len({self.register.fullest(name.text) for name in people}) == 1:
            self._learn_by_pronoun(reading, people[0])
        self.groups.extend((self.sentence, group) for group in plural_subjects(reading, names))

    def note(self, reading: Reading, names: Sequence[Name]) -> None:
        """Remember the names of a sentence; the first person in it is the one `he` will mean."""
        thing = plain_subject(reading, names)
        if thing:
            self.bodies.append(thing)
        people = [n for n in names if self.is_person(n)]
        found = frozenset(people)
        self.persons.extend(self.register.fullest(n.text) for n in reversed(people[:_LEADS]))
        others = [n for n in names if n not in found and not n.is_place]
        if others:
            self.bodies.append(self.register.fullest(others[0].text))

    def spoke(self, source: Source) -> None:
        """Remember who spoke last: `he` or `they` will mean that source."""
        (self.persons if source.human else self.bodies).append(source.name)
        self.speakers.append(source.name)

    def goes_on(self, source: Source) -> None:
        """Take down whose words this sentence holds."""
        self.voice = (self.sentence, source)

    def lately(self) -> Source | None:
        """Return whose words were held by one of the last two sentences."""
        near = self.voice is not None and self.sentence - self.voice[0] < _NEAR
        return self.voice[1] if self.voice and near else None

    def just_spoke(self) -> bool:
        """Tell whether the sentence before held somebody's words."""
        return self.voice is not None and self.sentence - self.voice[0] <= 1

    def body_speaking(self) -> str | None:
        """Return the body with a name that spoke a moment ago: `the agency` may mean it."""
        if self.voice is None or self.sentence - self.voice[0] > _NEAR or self.voice[1].human:
            return None
        name = self.voice[1].name
        known = name[:1].isupper() and name in self.register.full.values()
        return name if known and name.lower() not in self.register.persons else None

    def told_of(self, noun: str) -> str | None:
        """Return who spoke lately under a longer name: `the office` is the mayor's office."""
        for name in reversed(self.speakers):
            head, *rest = _TURNS.split(name.lower(), maxsplit=1)
            last = _GENDER.sub("", head.split()[-1])
            if last == _GENDER.sub("", noun) and (rest or head != noun):
                return name
        return None

    def one_meant(self, *, woman: bool) -> str | None:
        """Return the person that `she`, or `he`, means; who is known to be neither is no match."""
        others, ours = (self.men, self.women) if woman else (self.women, self.men)
        found = next((name for name in reversed(self.persons) if name not in others), None)
        last = self.lately()
        if last and not found and last.name[:1].isupper() and " " not in last.name:
            found = last.name
        if found:
            ours.add(found)
        return found

    def body_meant(self) -> str | None:
        """Return what `it` means: the last body, or a name that nothing tells to be a person's."""
        if self.bodies:
            return self.bodies[-1]
        unsure = (n for n in reversed(self.persons) if n not in self.men | self.women)
        return next(unsure, None)

    def many_meant(self) -> str | None:
        """Return the people that `they` means: the last group, if it is near, or the last body."""
        met = self.groups[-1][0] if self.groups else -_NEAR
        told, voice = self.voice or (met - 1, None)
        spoke = voice and not voice.human and self.sentence - told <= _NEAR
        if voice and spoke and told >= met and not voice.written:
            return voice.name
        if self.groups and self.sentence - met <= _NEAR:
            return self.groups[-1][1]
        if voice and spoke:
            return voice.name
        return self.bodies[-1] if self.bodies else None

    def learn_by_words(self, reading: Reading, at: int, name: str) -> None:
        """Tell a man from a woman by what a speaker says: `the chief said (that) he saw it`."""
        at += at < len(reading.tokens) and Sign.RELATIVE in reading.covers[at]
        covers = reading.covers[at] if at < len(reading.tokens) else frozenset()
        if Sign.HE not in covers or name in self.men | self.women:
            return
        ours, others = self.women, self.men
        if Sign.SHE not in covers:
            ours, others = others, ours
        if all(other in others for other in self.persons if other != name):
            ours.add(name)

    def _learn(self, reading: Reading, name: Name) -> None:
        near = range(max(0, name.first - 1), name.after)
        covers = frozenset[str]().union(*(reading.covers[i] for i in near))
        if (Sign.FEMALE in covers) != (Sign.MALE in covers):
            known = self.women if Sign.FEMALE in covers else self.men
            known.add(self.register.fullest(name.text))

    def _learn_by_pronoun(self, reading: Reading, name: Name) -> None:
        """Tell a man from a woman by `he` or `her` behind the only person of a sentence."""
        if name.first > _LEADS or not reading.has(Sign.FEMININE, Sign.MASCULINE):
            return
        full = self.register.fullest(name.text)
        if full in self.men | self.women:
            return
        she, he, other = (
            any(hit.first >= name.after for hit in reading.outside_quotes(*signs))
            for signs in ((Sign.FEMININE,), (Sign.MASCULINE,), (Sign.MALE, Sign.FEMALE))
        )
        if she != he and not other:
            (self.women if she else self.men).add(full)

    def is_person(self, name: Name) -> bool:
        """Tell whether the article knows the name, or the full name behind it, as a person's."""
        persons = self.register.persons
        return name.low in persons or self.register.fullest(name.text).lower() in persons


def plural_subjects(reading: Reading, names: Sequence[Name]) -> Iterator[str]:
    """Yield the people before the verb, `the two officers`, and pairs of names anywhere."""
    named = frozenset(i for name in names for i in range(name.first, name.after))
    verbs = (i for i, covers in enumerate(reading.covers) if i and covers & _ACTS)
    for index in range(next(verbs, 0)):
        covers = reading.covers[index]
        people = covers & _SEVERAL and covers & _HUMAN and index not in named
        first = _group_start(reading, index) if people and not reading.in_quotes(index) else -1
        if first >= 0 and _begins(reading, first):
            yield reading.words_of(first, index + 1)
    for one, other in pairwise(names):
        joined = one.after + 1 == other.first and Sign.AND in reading.covers[one.after]
        if joined and one.is_person and other.is_person:
            yield reading.words_of(one.first, other.after)
    for joint in (h.first for h in reading.hits(Sign.AND) if h.first):
        if _joins_people(reading, joint, named):
            yield reading.words_of(_group_start(reading, joint - 1), joint + 3)


def plain_subject(reading: Reading, names: Sequence[Name]) -> str | None:
    """Return the body or the paper that a sentence begins with, without a name: `the study`."""
    if not reading.covers or Sign.ARTICLE not in reading.covers[0] or reading.in_quotes(0):
        return None
    near = range(1, min(len(reading.tokens), _THING + 2))
    verb = next((i for i in near if reading.covers[i] & _ACTS and i > 1), 0)
    if not verb or any(name.first < verb for name in names):
        return None
    if any(Sign.PREPOSITION in reading.covers[i] or reading.gap(i).strip() for i in range(1, verb)):
        return None
    return reading.words_of(1, verb) if reading.covers[verb - 1] & _THINGS else None


def _begins(reading: Reading, first: int) -> bool:
    """Tell whether a subject may begin here: not behind `having`, which takes an object."""
    at = first - 1
    if at >= 0 and Sign.ARTICLE in reading.covers[at]:
        at -= 1
    free = at > 0 and not reading.covers[at] - {Sign.NEVER_PASSIVE, Sign.STATIVE, Sign.VERB}
    unknown = free and reading.tokens[at].text.islower()
    return not unknown or bool(reading.gap(at + 1).strip())


def _joins_people(reading: Reading, joint: int, named: frozenset[int]) -> bool:
    """Tell whether `and` stands between somebody and `his daughter` or `the mayor`."""
    if joint + 2 >= len(reading.tokens) or reading.in_quotes(joint):
        return False
    one = joint - 1 in named or reading.covers[joint - 1] & _HUMAN
    other = reading.covers[joint + 2] & _HUMAN and not reading.covers[joint + 2] & _VERBS
    return bool(one and other and reading.covers[joint + 1] & {Sign.ARTICLE, Sign.DEFINITE})


def _group_start(reading: Reading, index: int) -> int:
    """Return where a group begins: at its article or count, not more than three words before."""
    for first in range(index, max(-1, index - _NEAR - 1), -1):
        if first < index and reading.gap(first + 1).strip():
            return index
        if reading.covers[first] & {Sign.ARTICLE, Sign.DETERMINER, Sign.NUMBER, Sign.DEFINITE}:
            return first + (Sign.ARTICLE in reading.covers[first])
    return index
