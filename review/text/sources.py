"""From the words that name a source to the source: its fullest name and the chain behind it."""

from collections.abc import Sequence
from dataclasses import replace

from review.text.chains import Trace, words_of
from review.text.lexicon import Sign
from review.text.memory import Memory, Source
from review.text.names import Name
from review.text.reading import Reading
from review.text.somebody import Group
from review.text.speakers import Speech
from review.text.word_order import agrees

_PRONOUN = 2
_NO_MEDIUM = {Sign.DOCUMENT, Sign.PEOPLE, Sign.TITLE}


def source_of(
    speech: Speech, reading: Reading, names: Sequence[Name], memory: Memory
) -> Source | None:
    """Return the source a speech names; None where it cannot be told, as for a lost `he`."""
    group = speech.who
    named = frozenset(i for name in names for i in range(name.first, name.after))
    trace = Trace(reading, names, named, memory.register)
    passed = trace.passed_on(group, speech.verb.first)
    if passed:
        memory.papers.append(Source(passed[0], passed))
        return memory.papers[-1]
    name = _of_another(speech, reading, names) or _name_of(group, reading, names, memory)
    if name is None:
        return None
    covers = frozenset[str]().union(*reading.covers[group.first : group.after])
    human = name.lower() in memory.register.persons or _is_somebody(covers)
    if human:
        memory.learn_by_words(reading, speech.verb.after, name)
    last = memory.lately() if speech.verb.group == Sign.SAYS_THERE else None
    if last and group.after - group.first == 1 and Sign.DOCUMENT in covers:
        return replace(last, chain=tuple(dict.fromkeys((*last.chain, name))))
    source = _paper(name, group, reading, memory) or Source(
        name, (name,), human, written=bool(covers & {Sign.DOCUMENT})
    )
    if speech.back or (covers & {Sign.MEDIUM, Sign.PRESS} and not covers & _NO_MEDIUM):
        memory.medium = source
    return _with_paper(trace.traced(source, speech), speech, reading)


def _is_somebody(covers: frozenset[str]) -> bool:
    """Tell whether the words name one human being by a title or as a man, a neighbour, a nurse."""
    many = covers & {Sign.PLURAL, Sign.COLLECTIVE, Sign.BODY}
    return Sign.TITLE in covers or (Sign.PEOPLE in covers and not many)


def _of_another(speech: Speech, reading: Reading, names: Sequence[Name]) -> str | None:
    """Return `the lawyer of Dren` where only an ending tells that Dren does not speak."""
    for name in names:
        at, inside = name.first - 1, Group(name.first, name.after)
        last = name.is_person and name.after == speech.who.after and at >= speech.who.first
        spoken = speech.verb.group in {Sign.SAYS, Sign.SAYS_WEAKLY, Sign.DENIES}
        beside = Sign.SOURCE_NOUN in reading.covers[at] and not reading.gap(name.first).strip()
        if last and spoken and beside:
            return None if agrees(reading, inside, speech.verb) else words_of(speech.who, reading)
    return None


def _name_of(group: Group, reading: Reading, names: Sequence[Name], memory: Memory) -> str | None:
    inside = [n for n in names if group.first <= n.first and n.after <= group.after]
    if _several(group, reading, inside):
        return words_of(group, reading)
    last = _bearer(inside, reading)
    ends = last and (last.after == group.after or (last.is_person and _alone(reading, last, group)))
    describes = last and (
        _headed(group, reading, _up_to(inside, last)) or _listed(reading, group, last, memory)
    )
    if last and ends and not describes:
        return memory.register.fullest(last.text)
    covers = reading.covers[group.first]
    if group.after - group.first == 1 and covers & {Sign.POSSESSIVE, Sign.HIM}:
        many = Sign.THEM in covers
        return memory.many_meant() if many else memory.one_meant(woman=Sign.HER in covers)
    if group.after - group.first <= _PRONOUN and covers & {Sign.HE, Sign.IT, Sign.THEY}:
        return (
            _led_by(covers, names, memory) if group.first > _PRONOUN else _pronoun(covers, memory)
        )
    role = _by_role(group, reading, memory) if not inside else None
    if inside and Sign.TITLE in reading.covers[group.after - 1]:
        role = memory.register.role(reading.tokens[group.after - 1].low)
    return role or words_of(group, reading)


def _up_to(inside: Sequence[Name], last: Name) -> Sequence[Name]:
    return inside[: inside.index(last) + 1]


def _headed(group: Group, reading: Reading, inside: Sequence[Name]) -> bool:
    """Tell whether a plain noun leads the group: `a paper in the journal Tides`."""
    named = frozenset(i for name in inside for i in range(name.first, name.after))
    for index in range(group.first, inside[-1].first):
        if index in named and not (reading.tokens[index].possessive or _describes(reading, index)):
            return False
        turns = reading.covers[index] & {Sign.PREPOSITION, Sign.BY_DOER, Sign.NEVER_PASSIVE}
        if index > group.first and index not in named and turns:
            words = range(index + 1, inside[-1].first)
            adjacent = [i for i in words if Sign.ARTICLE not in reading.covers[i]]
            title = any(reading.covers[i] & {Sign.TITLE, Sign.PEOPLE} for i in adjacent)
            return not (inside[-1].is_person and adjacent and not title)
    return False


def _describes(reading: Reading, index: int) -> bool:
    """Tell whether a name only tells whose man speaks: `a Harrow Bank spokesman in Ilm`."""
    after = index + 1
    while after < len(reading.tokens) and reading.tokens[after].capital:
        after += 1
    near = after < len(reading.tokens) and not reading.gap(after).strip()
    return near and bool(reading.covers[after] & {Sign.SOURCE_NOUN, Sign.PEOPLE})


def _alone(reading: Reading, name: Name, group: Group) -> bool:
    """Tell whether the person speaks, as in `Maresk's book`, not another, as in `Maresk's wife`."""
    after = reading.covers[name.after]
    if reading.tokens[name.after - 1].possessive:
        return Sign.DOCUMENT in reading.covers[group.after - 1]
    return (
        not after & {Sign.SOURCE_NOUN, Sign.PEOPLE, Sign.BODY, Sign.DOCUMENT, Sign.TITLE}
        or Sign.PREPOSITION in after
    )


def _bearer(inside: Sequence[Name], reading: Reading) -> Name | None:
    """Return the name that may speak: the last, or the person before `of the Bureau in Ilm`."""
    for name in inside[:-1]:
        if name.is_person and Sign.PREPOSITION in reading.covers[name.after]:
            return name
    return inside[-1] if inside else None


def _led_by(covers: frozenset[str], names: Sequence[Name], memory: Memory) -> str | None:
    """Return who `it` is in `Harrow Bank shut an office, it said`: the sentence's own subject."""
    first = names[0] if names and names[0].first <= 1 and not names[0].is_place else None
    if first is None or first.is_person != (Sign.HE in covers):
        return _pronoun(covers, memory)
    name = memory.register.fullest(first.text)
    others = memory.men if Sign.SHE in covers else memory.women
    return _pronoun(covers, memory) if name in others or memory.just_spoke() else name


def _pronoun(covers: frozenset[str], memory: Memory) -> str | None:
    if Sign.HE in covers:
        return memory.one_meant(woman=Sign.SHE in covers)
    if Sign.IT in covers:
        return memory.body_meant()
    return memory.many_meant()


def _several(group: Group, reading: Reading, inside: Sequence[Name]) -> bool:
    """Tell whether the group names more than one source, or a few of many."""
    within = frozenset(i for name in inside for i in range(name.first, name.after))
    return any(
        Sign.SUCH_AS in reading.covers[i] or (Sign.AND in reading.covers[i] and i not in within)
        for i in range(group.first, group.after)
    )


def _listed(reading: Reading, group: Group, name: Name, memory: Memory) -> bool:
    """Tell whether the name only helps to describe the source: `der Sprecher des Hafens Ilm`."""
    at = name.first - 1
    at -= at > group.first and Sign.ARTICLE in reading.covers[at]
    # `Sprecher des Hafenamts Ilm`, `sud Vantorii`: a genitive belongs to the word ahead of it.
    owned = at < name.first - 1 or (memory.register.forms is not None and not name.is_person)
    parted = any(reading.gap(i).strip() for i in range(at + 1, name.first + 1))
    covers = reading.covers[at] if at >= group.first and owned and not parted else frozenset()
    nouns = {Sign.SOURCE_NOUN, Sign.BODY, Sign.TITLE}
    return bool(covers & nouns) and Sign.MEDIUM not in covers


def _by_role(group: Group, reading: Reading, memory: Memory) -> str | None:
    """Return who `the minister` or `the newspaper` is, when the article said so before."""
    bare = group.after - group.first == 1 and memory.register.forms is not None
    if not (bare or Sign.DEFINITE in reading.covers[group.first]):
        return None
    inside = range(group.first + 1, group.after)
    end = next((i for i in inside if Sign.OF_WHOM in reading.covers[i]), group.after)
    for index in range(end - 1, group.first - bare, -1):
        if memory.medium and Sign.MEDIUM in reading.covers[index]:
            return memory.medium.name
        found = memory.register.role(reading.tokens[index].low)
        if found and (index == end - 1 or end - group.first <= 3):
            return found
    known = memory.told_of(reading.tokens[end - 1].low) if end - group.first <= _PRONOUN else None
    if known and end == group.after:
        return known
    generic = Sign.GENERIC in reading.covers[group.after - 1]
    return memory.body_speaking() if generic and group.after - group.first <= _PRONOUN else None


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
    paper = words_of(Group(at + 1, papers[0] + 1), reading)
    return replace(source, chain=(*source.chain, paper))
