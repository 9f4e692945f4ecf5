"""Whom a sentence accuses: whoever did the deed it names, or stands on the far side of a charge."""

from collections.abc import Sequence
from dataclasses import dataclass

from review.text.lexicon import Sign
from review.text.names import Name
from review.text.phrases import Hit
from review.text.reading import Reading

_BACK = 4
_BREATH = 6
_OF = 3
_MANY = 64
_PEOPLE = {Sign.PEOPLE, Sign.SOURCE_NOUN, Sign.AGENT}
_BETWEEN = {Sign.ADVERB, Sign.NOT}
_DEEDS = {Sign.WRONGDOING, Sign.HARM}
_CHARGES = {Sign.ACCUSES, Sign.LAW_ACT, Sign.CONVICTS, Sign.CASE}
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
    """Return the people, bodies and states of a sentence; places and adjectives are none."""
    named = {i for name in names for i in range(name.first, name.after)}
    found = [
        Party(name.first, name.after, name.text)
        for name in names
        if not (name.is_place or _describes(reading, name))
    ]
    for index in range(len(reading.tokens)):
        if index not in named and _is_group(reading, index) and _ends(reading, index, named):
            first = _group_start(reading, index, named)
            if not _explains(reading, first, named):
                found.append(Party(first, index + 1, reading.words_of(first, index + 1)))
    return sorted(found, key=lambda party: party.first)[:_MANY]


def _describes(reading: Reading, name: Name) -> bool:
    """Tell whether a name only describes the noun behind it, as in `a Vantorian court`."""
    if name.after >= len(reading.tokens) or name.is_person or reading.gap(name.after).strip():
        return False
    covers = reading.covers[name.after]
    return Sign.FINITE not in covers and bool(
        covers & (_PEOPLE | {Sign.BODY, Sign.TITLE, Sign.WRONGDOING, Sign.DOCUMENT})
    )


def _is_group(reading: Reading, index: int) -> bool:
    """Tell whether a word names people; `convicted` does so only behind an article."""
    covers = reading.covers[index]
    if not covers & _PEOPLE:
        return False
    article = index > 0 and Sign.ARTICLE in reading.covers[index - 1]
    return article or not covers & {Sign.LAW_ACT, Sign.ACCUSES}


def _ends(reading: Reading, index: int, named: set[int]) -> bool:
    """Tell whether a word closes its group: `officer Maresk` is told by the name."""
    after = index + 1
    if after < len(reading.tokens) and not reading.gap(after).strip():
        return after not in named and not _is_group(reading, after)
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
        first -= 1
        if Sign.NUMBER in reading.covers[first]:
            break
    return first


def _is_verb(reading: Reading, index: int, named: set[int]) -> bool:
    """Tell whether a deed is what the people before it do: `guards tortured prisoners`."""
    subject = index > 0 and (index - 1 in named or bool(reading.covers[index - 1] & _PEOPLE))
    return subject and not reading.covers[index].isdisjoint(_DEEDS)


def accused_of(
    reading: Reading, parties: Sequence[Party], hits: Sequence[Hit], speaker: Sequence[Party] = ()
) -> Party | None:
    """Return whom the words of charge or deed in `hits` are laid against, the plainest first.

    In a sentence without end only the first few words of charge are looked at.
    """
    hits = hits[:_MANY]
    others = [p for p in parties if not (p in speaker or _is_victim(reading, p, hits))]
    for mark in reading.hits(Sign.AGAINST):
        if found := _next(others, mark.after):
            return found
    for hit in hits:
        charge = hit.group in _CHARGES
        found = (_charged if charge else _doer)(reading, others, hit)
        if found:
            return found
    return None


def _is_victim(reading: Reading, party: Party, hits: Sequence[Hit]) -> bool:
    """Tell whether the deed was done to them: `the murder of the journalist Ilan Maresk`."""
    return any(
        hit.group not in _CHARGES
        and 0 < party.first - hit.after <= _OF
        and Sign.OF_WHOM in reading.covers[hit.after]
        for hit in hits
    )


def _charged(reading: Reading, parties: Sequence[Party], hit: Hit) -> Party | None:
    """`X was charged` and `an engineer sentenced for` look back, `a court sentenced X` ahead."""
    within = next((p for p in parties if hit.first < p.first and p.after <= hit.after), None)
    before, behind = _last(reading, parties, hit.first), _next(parties, hit.after)
    if within or suffers(reading, hit):
        return within or before or behind
    if before and before.after == hit.first and not (behind and behind.first - hit.after < _OF):
        return before
    return behind or before


def _doer(reading: Reading, parties: Sequence[Party], hit: Hit) -> Party | None:
    """Return who did it: the subject, or who follows `by`. A victim is not accused.

    `Vantorian spies` did it themselves, `a murdered engineer` did not.
    """
    by = _by(reading, parties, hit)
    if by or suffers(reading, hit):
        return by
    inside = next((p for p in parties if p.first <= hit.first < p.after), None)
    if inside and inside.after != hit.after:
        return None
    if inside and inside.after - inside.first > 1:
        return inside
    return (
        None
        if inside and _only_mentioned(reading, hit.first)
        else _last(reading, parties, hit.first)
    )


def _only_mentioned(reading: Reading, index: int) -> bool:
    """Tell whether it is `of a spy` or `the spy` rather than `called him a spy`."""
    while index and Sign.ARTICLE in reading.covers[index - 1]:
        if Sign.DEFINITE in reading.covers[index - 1]:
            return True
        index -= 1
    return index > 0 and Sign.PREPOSITION in reading.covers[index - 1]


def _by(reading: Reading, parties: Sequence[Party], hit: Hit) -> Party | None:
    """Return who follows `by` in the same breath as the deed."""
    for mark in reading.hits(Sign.BY_DOER):
        if hit.first <= mark.first <= hit.after + _BREATH:
            paused = any("," in reading.gap(i) for i in range(hit.after, mark.after))
            return None if paused else _next(parties, mark.after)
    return None


def suffers(reading: Reading, hit: Hit) -> bool:
    """Tell whether the verb is passive: `was arrested`, `has been secretly robbed`.

    `Is spying` and `was illegally dumping` are not.
    """
    if Sign.NEVER_PASSIVE in reading.covers[hit.first]:
        return False
    at = hit.first - 1
    while at > 0 and reading.covers[at] & _BETWEEN and Sign.PASSIVE not in reading.covers[at]:
        at -= 1
    return at >= 0 and Sign.PASSIVE in reading.covers[at]


def _last(reading: Reading, parties: Sequence[Party], index: int) -> Party | None:
    """Return who stands last before the word; of `the crown prince of Norland` the prince."""
    before = [party for party in parties if party.after <= index]
    while len(before) > 1 and _belongs(reading, before[-2], before[-1]):
        before.pop()
    return before[-1] if before else None


def _belongs(reading: Reading, head: Party, party: Party) -> bool:
    between = reading.covers[head.after : party.first]
    return 1 <= len(between) <= _OF - 1 and Sign.OF_WHOM in between[0]


def _next(parties: Sequence[Party], index: int) -> Party | None:
    return next((party for party in parties if party.first >= index), None)
