"""The group of words that names somebody, before or behind a verb."""

import re

from review.text.described import (
    LONGEST,
    NOUNS,
    before_bracket,
    clause_of,
    of_role,
    shortened,
)
from review.text.lexicon import Sign
from review.text.pauses import BREAK, dated, pauses
from review.text.reading import Reading
from review.text.somebody import Group, checked

_PARTS = 4
_ADJECTIVES = 3
_OPEN = re.compile("[(–—]")
_BEFORE_NOUN = {Sign.ARTICLE, Sign.DETERMINER, Sign.DEFINITE, Sign.PREPOSITION}
_STOPS = {Sign.RELATIVE, Sign.FINITE, Sign.SUBORDINATE}
# A verb right before the verb is none: `rights advocates say`, `police records show`.
_NO_VERBS = {Sign.RELATIVE, Sign.SUBORDINATE, Sign.PASSIVE}
_LEADING = {Sign.PREPOSITION, Sign.SUBORDINATE, Sign.RELATIVE}


_GENITIVE = {Sign.OF_WHOM, Sign.POSSESSIVE}
_SHORT = {Sign.HE, Sign.THEY}


def before(
    reading: Reading,
    verb: int,
    named: frozenset[int],
    *,
    anyone: bool = False,
    described: bool = True,
) -> Group | None:
    """Return the group of words that ends right before the verb, an apposition stepped over.

    With `anyone`, as before `said`, words that no list knows may be a source too. With
    `described` a clause such as `who fled` is stepped over, once.
    """
    after = verb
    if verb and verb - 1 not in named and reading.in_quotes(verb - 1):
        return None
    while after and _modifies(reading, after - 1) and after - 1 not in named:
        after -= 1
    if (
        after > 1
        and reading.covers[after - 1] & _SHORT
        and Sign.AND not in reading.covers[after - 2]
    ):
        return Group(after - 1, after)
    bracket = before_bracket(reading, after)
    first = _clause_start(reading, bracket, named)
    after = bracket
    if first == after and after and reading.gap(after).strip() == ",":
        return _over_apposition(reading, after, named, anyone=anyone)
    who = clause_of(reading, first, after, named) if described else 0
    if who:
        return before(reading, who, named, anyone=anyone, described=False)
    group = checked(reading, first, after, named, anyone=anyone)
    return _listed(reading, group, named) if group and group.first == first else group


def _modifies(reading: Reading, index: int) -> bool:
    """Tell whether a word belongs to the verb: `both` may also be who speaks."""
    covers = reading.covers[index]
    behind = index > 0 and not reading.gap(index).strip()
    return Sign.ADVERB in covers and (behind or Sign.ANONYMOUS not in covers)


def _listed(reading: Reading, group: Group, named: frozenset[int]) -> Group:
    """Return the whole list where a source is the last of several: `Maresk and his lawyer said`."""
    joint = group.first - 1
    if joint < 1 or Sign.AND not in reading.covers[joint] or reading.gap(group.first).strip():
        return group
    after = before_bracket(reading, joint)
    first = _clause_start(reading, after, named)
    begins = not first or BREAK.search(reading.gap(first)) or _introduced(reading, first)
    if not begins or first == after or reading.gap(joint).strip(") "):
        return group
    other = checked(reading, first, after, named)
    if other is None or other.first != first:
        return group
    for _ in range(_PARTS):
        start = _part_start(reading, first)
        comma = first > 1 and reading.gap(first).strip() == ","
        if not comma or any(index not in named for index in range(start, first)):
            break
        first = start
    return Group(first, group.after)


def _introduced(reading: Reading, first: int) -> bool:
    covers = reading.covers[first - 1]
    return bool(covers & {Sign.SUBORDINATE, Sign.RELATIVE}) and Sign.AND not in covers


def _over_apposition(
    reading: Reading, after: int, named: frozenset[int], *, anyone: bool
) -> Group | None:
    """Return the source in `Maresk, a lawyer from Port Ilm, said`: the leftmost part."""
    best = None
    for _ in range(_PARTS):
        first = _part_start(reading, after)
        leads = first > 0 and bool(reading.covers[first] & {Sign.PREPOSITION, Sign.FINITE})
        if not leads and _states(reading, first, after):
            break
        if not leads and not reading.covers[first] & _LEADING:
            group = checked(reading, first, after, named, anyone=anyone and not first)
            end = best.after if best and Sign.SUCH_AS in reading.covers[after] else after
            pure = best is not None and _is_name(reading, best, named)
            best = Group(first, end) if group and not pure else best
        if not first or reading.gap(first).strip() not in {",", "),"}:
            break
        after = before_bracket(reading, first)
    return best if best and Sign.SUCH_AS not in reading.covers[best.first] else None


def _is_name(reading: Reading, group: Group, named: frozenset[int]) -> bool:
    """Tell whether a group is a name, maybe with a title, and no more: not `Maresk's lawyer`."""
    words = range(group.first, group.after)
    whole = all(i in named or Sign.TITLE in reading.covers[i] for i in words)
    whole = whole and not any(Sign.OF_WHOM in reading.covers[i] for i in words)
    return whole and words[-1] in named and reading.tokens[group.first].text[1:2] != "-"


def _states(reading: Reading, first: int, after: int) -> bool:
    """Tell whether a part is a clause of its own; one with `who` only describes."""
    for index in range(first, after):
        if Sign.RELATIVE in reading.covers[index]:
            return False
        noun = index > first and reading.covers[index - 1] & _BEFORE_NOUN
        if index and Sign.FINITE in reading.covers[index] and not noun:
            return True
    return False


def _part_start(reading: Reading, after: int) -> int:
    """Return where the part that ends at `after` begins, behind the pause before it."""
    first = after - 1
    while first > max(0, after - LONGEST) and not BREAK.search(reading.gap(first)):
        first -= 1
    return first


def behind(
    reading: Reading, first: int, named: frozenset[int], *, anyone: bool = False
) -> Group | None:
    """Return the group of words that begins at `first` and runs to the end of its clause."""
    after = first
    stops = {Sign.FINITE, Sign.RELATIVE, Sign.SAYS}
    short = {Sign.HE, Sign.SHE, Sign.THEY}
    head = first < len(reading.tokens) and reading.covers[first] & short
    by_name = first in named or first + 1 in named or head
    while after < min(len(reading.tokens), first + LONGEST):
        if after > first and pauses(reading, after, named) and not dated(reading, after):
            break
        if by_name and after not in named and Sign.PREPOSITION in reading.covers[after]:
            break
        led = anyone and not reading.free_order
        noun = after == first and (led or reading.covers[after] & NOUNS)
        if after not in named and not noun and _stops_at(reading, after, stops):
            break
        if reading.free_order and after > first and _breaks_off(reading, after, named):
            break
        after += 1
    return checked(reading, first, after, named, anyone=anyone)


def _breaks_off(reading: Reading, index: int, named: frozenset[int]) -> bool:
    """Tell whether a word leads on from the source: `the bureau on request`, but `of Harrow`."""
    covers = reading.covers[index]
    if Sign.ARTICLE in covers and (index - 1 in named or not covers & _GENITIVE):
        return index not in named
    if index in named or Sign.LINK in covers:
        return False
    counts = index + 1 < len(reading.tokens) and not reading.gap(index + 1).strip()
    return Sign.PREPOSITION in covers or (reading.tokens[index].text[0].isdigit() and counts)


def _stops_at(reading: Reading, index: int, stops: set[Sign]) -> bool:
    """Tell whether a word ends the group; `der` may be an article as well as a pronoun."""
    covers = reading.covers[index]
    if Sign.BY_SOURCE_BEHIND in covers:
        return True
    if Sign.SUCH_AS in covers and Sign.AND not in covers:
        return False
    if index == 0 or Sign.ARTICLE in covers:
        return Sign.SUBORDINATE in covers
    if covers & NOUNS and _is_noun(reading, index):
        return False
    if Sign.FINITE in covers and (shortened(reading, index) or of_role(reading, index)):
        return False
    return bool(covers & stops)


def _is_noun(reading: Reading, index: int) -> bool:
    """Tell a noun by the article before it, `a (leaked) report`, or by its capital in German."""
    if reading.covers[index - 1] & _BEFORE_NOUN or (
        reading.free_order and reading.tokens[index].capital
    ):
        return True
    near = range(max(0, index - _ADJECTIVES), index)
    led = any(Sign.ARTICLE in reading.covers[i] for i in near)
    parted = any(reading.gap(i + 1).strip() for i in near)
    return led and not parted and Sign.DOCUMENT in reading.covers[index]


def _clause_start(reading: Reading, after: int, named: frozenset[int]) -> int:
    """Walk back from `after` to where the clause begins."""
    first = after
    while first > max(0, after - LONGEST):
        pause = pauses(reading, first, named)
        if pause and not (first == after and _OPEN.search(reading.gap(first))):
            break
        stops = _STOPS if first < after else _NO_VERBS
        if first - 1 not in named and _stops_at(reading, first - 1, stops):
            break
        first -= 1
    return first
