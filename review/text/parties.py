"""The people, bodies and states of a sentence: by name, or as a group of people without one."""

from collections.abc import Sequence
from dataclasses import dataclass

from review.text.lexicon import Sign
from review.text.names import Name
from review.text.reading import Reading
from review.text.threads import AND

_BACK = 4
_MANY = 64
PEOPLE = {Sign.PEOPLE, Sign.SOURCE_NOUN, Sign.AGENT, Sign.CULPRIT, Sign.COMPANY}
_DEEDS = {Sign.WRONGDOING, Sign.HARM}
_HELPS = {Sign.ADVERB, Sign.HAS, Sign.PERFECT, Sign.NOT}
_BEFORE_NOUN = {Sign.ARTICLE, Sign.DEFINITE, Sign.POSSESSIVE}
_OBJECTS = {Sign.ARTICLE, Sign.POSSESSIVE, Sign.HIM}
_ENDS = {
    Sign.ARTICLE, Sign.PREPOSITION, Sign.RELATIVE, Sign.FINITE, Sign.SUBORDINATE, Sign.STATE,
    Sign.SAYS, Sign.SAYS_WEAKLY, Sign.DEFINITE, Sign.ACCUSES, Sign.LAW_ACT, Sign.FORECAST,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a sentence, by name or as a group of people: words `first` up to `after`."""

    first: int
    after: int
    text: str


def parties_in(reading: Reading, names: Sequence[Name]) -> list[Party]:
    """Return the people, bodies and states of a sentence; places and adjectives are none.

    `Officer Maresk` and `the minister, Ilan Maresk` are told by the name alone.
    """
    named = {i for name in names for i in range(name.first, name.after)}
    people = {name.first for name in names if name.is_person}
    looked_into = {hit.after for hit in reading.hits(Sign.PROBES)}
    placed = {name.after - 1 for name in names if name.is_place}
    found = [
        Party(name.first, name.after, name.text)
        for name in names
        if not ((name.is_place and name.first not in looked_into) or _describes(reading, name))
    ]
    for index in range(len(reading.tokens)):
        if index in named or not (_is_group(reading, index) and _ends(reading, index)):
            continue
        gap = reading.gap(index + 1).strip()
        if not ((index + 1 in named and not gap) or (index + 1 in people and gap == ",")):
            first = _group_start(reading, index, named)
            if not _explains(reading, first, named - placed):
                found.append(Party(first, index + 1, reading.words_of(first, index + 1)))
    return sorted(found, key=lambda party: party.first)[:_MANY]


def _describes(reading: Reading, name: Name) -> bool:
    """Tell whether a name only describes the noun behind it, as in `a Vantorian court`."""
    if name.after >= len(reading.tokens) or name.is_person or reading.gap(name.after).strip():
        return False
    covers = reading.covers[name.after]
    behind = reading.covers[name.after + 1] if name.after + 1 < len(reading.covers) else set()
    return not (covers & {Sign.FINITE, Sign.LOOKS_PAST} or behind & _OBJECTS) and bool(
        covers & (PEOPLE | {Sign.BODY, Sign.TITLE, Sign.WRONGDOING, Sign.DOCUMENT})
    )


def _is_group(reading: Reading, index: int) -> bool:
    """Tell whether a word names people; `convicted` does so only behind an article."""
    covers = reading.covers[index]
    if not covers & PEOPLE:
        return False
    article = index > 0 and Sign.ARTICLE in reading.covers[index - 1]
    return article or not covers & {Sign.LAW_ACT, Sign.ACCUSES}


def _ends(reading: Reading, index: int) -> bool:
    """Tell whether a word closes its group: in `police officer` the second does."""
    after = index + 1
    if after < len(reading.tokens) and not reading.gap(after).strip():
        return not _is_group(reading, after)
    return True


def _explains(reading: Reading, first: int, named: set[int]) -> bool:
    """Tell whether a group only says who the name before it is: `Maresk, an engineer, said`."""
    while first and Sign.ARTICLE in reading.covers[first - 1]:
        first -= 1
    return first - 1 in named and reading.gap(first).strip() == ","


def _group_start(reading: Reading, index: int, named: set[int]) -> int:
    first = index
    while first > max(0, index - _BACK) and not reading.gap(first).strip():
        if reading.covers[first - 1] & _ENDS or _is_verb(reading, first - 1, named):
            break
        if Sign.NEVER_PASSIVE in reading.covers[first - 1] and _is_doing(reading, first - 1):
            break
        first -= 1
        if Sign.NUMBER in reading.covers[first] or reading.tokens[first].text[0].isdigit():
            break
    return first


def _is_doing(reading: Reading, index: int) -> bool:
    """Tell whether it is what somebody does: `of helping smugglers`."""
    return index > 0 and bool(reading.covers[index - 1] & {Sign.PREPOSITION, Sign.AND})


def _is_verb(reading: Reading, index: int, named: set[int]) -> bool:
    """Tell whether a deed is what the people before it do: `guards had tortured prisoners`."""
    if reading.covers[index].isdisjoint(_DEEDS):
        return False
    before = index - 1
    while before > 0 and reading.covers[before] & _HELPS:
        before -= 1
    return before >= 0 and (before in named or bool(reading.covers[before] & PEOPLE))


def speakers_in(reading: Reading, parties: Sequence[Party], spoken: str | None) -> list[Party]:
    """Return the parties that speak: the source by name, and whoever is joined to it."""
    speakers = [party for party in parties if same(party, spoken)]
    return speakers + [party for party in parties if _joined(reading, party, speakers)]


def _joined(reading: Reading, party: Party, speakers: Sequence[Party]) -> bool:
    """Whether somebody stands beside a speaker with only an `and` between: both of them speak."""
    return any(
        beside(reading, earlier, later) or _is_short_for(reading, party, speaker)
        for speaker in speakers
        for earlier, later in ((party, speaker), (speaker, party))
    )


def _is_short_for(reading: Reading, party: Party, speaker: Party) -> bool:
    """Tell whether the words are a speaker's short name: `the Harrow Watch Service (HWS)`."""
    return party.first == speaker.after and "(" in reading.gap(party.first)


def beside(reading: Reading, party: Party, other: Party) -> bool:
    """Tell whether somebody is named right behind, with only an `and` between."""
    return other.first - party.after == 1 and reading.tokens[party.after].low in AND


def same(party: Party | Name, source: str | None) -> bool:
    """Tell whether a name is the source's, or part of it."""
    low = party.text.lower()
    return source is not None and (low in source.lower() or source.lower() in low)


def begin_of(reading: Reading, party: Party) -> int:
    """Return the first word of a party with its articles: of `the` in `the late mayor`."""
    at = party.first
    while at and reading.covers[at - 1] & _BEFORE_NOUN:
        at -= 1
    return at


def says_where(reading: Reading, party: Party) -> bool:
    """Tell whether a group without a name only says where: `a suspect in the laboratory`."""
    at = begin_of(reading, party)
    return at > 0 and party.text[0].islower() and Sign.PLACE_BEFORE in reading.covers[at - 1]
