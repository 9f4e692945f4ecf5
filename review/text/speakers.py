"""Who is named as saying so, inside one sentence."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from review.text.groups import before, behind
from review.text.joined import accompanied, closes, in_passing, shared, subject_before
from review.text.lexicon import Sign
from review.text.pauses import BREAK
from review.text.phrases import Hit
from review.text.reading import Reading
from review.text.somebody import Group, checked
from review.text.verbs_of_saying import doer_of, is_passive, said
from review.text.word_order import agrees, answering, led, there, turned


@dataclass(frozen=True, slots=True)
class Speech:
    """A source in a sentence. `back` marks one that also covers the sentences before."""

    who: Group
    verb: Hit
    back: bool = False


def speeches(reading: Reading, named: frozenset[int]) -> Iterator[Speech]:
    """Yield what the sentence says about who says so, the plainest form first.

    `named` holds the indexes of words that belong to a name.
    """
    for signs, look in _ORDER:
        if not reading.has(*signs):
            continue
        spoken = look in _BY_VERB
        hits = said(reading, named, *signs) if spoken else reading.outside_quotes(*signs)
        found = (
            Speech(who, hit, back=hit.group == Sign.POINTS_BACK)
            for hit in hits
            if (who := look(reading, hit, named))
        )
        yield from _outermost_first(reading, found, named) if look is _subject else found


def _outermost_first(
    reading: Reading, found: Iterator[Speech], named: frozenset[int]
) -> Iterator[Speech]:
    """Yield what stands behind the sentence first: `he denied it, the police said`."""
    some = list(islice(found, _MANY))
    last = some[-1] if len(some) > 1 else None
    if last and closes(reading, last.who, last.verb, named):
        yield last
    yield from some


def _either(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    if any(BREAK.search(reading.gap(i)) for i in range(hit.first + 1, hit.after)):
        return None
    pronouns = (i for i in range(hit.first, hit.after) if Sign.HE in reading.covers[i])
    he = next(pronouns, None)
    if he is not None:
        return Group(he, he + 1)
    found = before(reading, hit.first, named) or behind(reading, hit.after, named)
    return found or (there(reading, hit, named) if reading.free_order else None)


def _after(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    owners = (i for i in range(hit.first, hit.after) if Sign.POSSESSIVE in reading.covers[i])
    for owner in owners:
        return Group(owner, owner + 1)
    if "," in reading.gap(hit.after):
        return None
    pronoun = hit.after < len(reading.tokens) and Sign.HIM in reading.covers[hit.after]
    if pronoun and reading.gap(hit.after + 1).strip():
        return Group(hit.after, hit.after + 1)
    clear = reading.free_order or hit.after - hit.first > 1
    seen = behind(reading, hit.after, named, anyone=hit.group == Sign.BY_SOURCE and clear)
    return seen and (_apposed(reading, seen, named) or seen)


def _by_named(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    """Return the name behind words that may lead to anything: `per Bureau 9`, `claims by`."""
    at = hit.after
    at += at < len(reading.tokens) and Sign.ARTICLE in reading.covers[at]
    return behind(reading, hit.after, named) if at in named else None


def _ahead(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    """Return who stands before a word such as `zufolge`, or whose view it is: `in X's view`."""
    if Sign.NOT_SAYING in reading.covers[hit.first]:
        return None
    if hit.after - hit.first > 2 and reading.tokens[hit.after - 2].possessive:
        return Group(hit.first + 1, hit.after - 1)
    return before(reading, hit.first, named, anyone=True)


def _subject(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    if in_passing(reading, hit.first, named):
        return None
    anyone = Sign.SPEAKS in reading.covers[hit.first]
    seen = answering(reading, hit, named) or before(reading, hit.first, named, anyone=anyone)
    if seen and seen.first == 0 and seen.after == hit.first and _parted_off(reading, hit):
        seen = inverted(reading, hit, named) or seen
    if seen is None or not agrees(reading, seen, hit):
        looks = (shared, led, inverted, turned)
        seen = next((found for look in looks if (found := look(reading, hit, named))), None)
    seen = _told(reading, hit, named, seen) or seen
    if seen and (_only_tells_when(reading, hit, seen) or _comes_upon(reading, hit, seen)):
        return None
    return seen


def _parted_off(reading: Reading, hit: Hit) -> bool:
    """Tell whether a comma parts a verb from the words ahead that are no list of examples."""
    listed = any(Sign.SUCH_AS in reading.covers[i] for i in range(hit.first))
    return "," in reading.gap(hit.first) and not listed


def _only_tells_when(reading: Reading, hit: Hit, seen: Group) -> bool:
    """Tell whether the saying is itself an event: `held after the paper wrote of it`."""
    lead = seen.first - 1
    if lead < 0 or BREAK.search(reading.gap(seen.first)):
        return False
    if Sign.WHICH in reading.covers[lead] and reading.gap(lead).strip() == ",":
        return Sign.DENIES in reading.covers[hit.first]
    opening = lead <= 1 and Sign.CONCEDES in reading.covers[lead]
    return opening or Sign.AFTERWARDS in reading.covers[lead]


def _comes_upon(reading: Reading, hit: Hit, seen: Group) -> bool:
    """Tell whether a find is no finding: `officers found 14 cracks`, with no clause behind it."""
    covers = reading.covers[hit.first]
    who = frozenset[str]().union(*reading.covers[seen.first : seen.after])
    needs = Sign.NEEDS_CLAUSE in covers and Sign.DOCUMENT not in who
    told = seen.first > hit.first or (seen.first > 0 and BREAK.search(reading.gap(seen.first)))
    if told or not (needs or (Sign.FINDERS in who and Sign.FINDS in covers)):
        return False
    for index in range(hit.after, min(hit.after + _CLAUSE, len(reading.tokens))):
        covers = reading.covers[index]
        if Sign.RELATIVE in covers or BREAK.search(reading.gap(index)):
            return index > hit.after
        if covers & {Sign.FINITE, Sign.PASSIVE}:
            return False
    return True


def _told(reading: Reading, hit: Hit, named: frozenset[int], seen: Group | None) -> Group | None:
    """Return the subject that a tagger told, where the rules see none, or other words, no name."""
    told = (reading.subjects.get(index) for index in range(hit.first, hit.after))
    first, after = next(filter(None, told), (0, 0))
    sure = seen is not None and (
        (seen.first < after and first < seen.after)
        or any(index in named for index in range(seen.first, seen.after))
    )
    if first == after or sure or reading.in_quotes(first):
        return None
    return checked(reading, first, after, named, anyone=True)


def _beside(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    """Return who speaks in `..., arguing that`: the subject of the main verb, or a name before."""
    if hit.first - 1 in named and not reading.gap(hit.first).strip():
        first = hit.first - 1
        while first - 1 in named and not reading.gap(first).strip():
            first -= 1
        led = first and reading.covers[first - 1] & {Sign.PREPOSITION, Sign.TITLE}
        return (
            None if led and Sign.WITH not in reading.covers[first - 1] else Group(first, hit.first)
        )
    if not reading.gap(hit.first).strip().endswith((",", "—", "–")):
        return None
    return subject_before(reading, hit.first, named)


def _doer(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    """Return who stands behind the passive: `was described by the ministry`."""
    at = doer_of(reading, hit.first) if is_passive(reading, hit.first) else None
    return None if at is None else behind(reading, at, named)


_MANY = 16
_NO_END = re.compile("[);]")
_CLAUSE = 20
_ROLES = {Sign.TITLE, Sign.PEOPLE, Sign.SOURCE_NOUN}
_NO_ROLE = {Sign.PLURAL, Sign.COLLECTIVE, Sign.BODY, Sign.DOCUMENT}
_Look = Callable[[Reading, Hit, frozenset[int]], Group | None]
_ORDER: tuple[tuple[tuple[Sign, ...], _Look], ...] = (
    ((Sign.POINTS_BACK,), _either),
    ((Sign.BY_SOURCE,), _after),
    ((Sign.BY_SOURCE_BEHIND,), _ahead),
    ((Sign.SAYS, Sign.SAYS_WEAKLY, Sign.DENIES, Sign.SAYS_IN_QUOTES), _subject),
    ((Sign.SAYS, Sign.SAYS_WEAKLY), _doer),
    ((Sign.SAYS_THERE,), there),
    ((Sign.SAYING, Sign.CITING), accompanied),
    ((Sign.SAYING,), _beside),
    ((Sign.CITING,), _after),
    ((Sign.BY_SOURCE_NAMED,), _by_named),
)
_BY_VERB = (_subject, _beside)


def inverted(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    """Return the source that follows its verb, as in `..., said the ministry`."""
    pause = BREAK.search(_NO_END.sub("", reading.gap(hit.first)))
    if not pause and (hit.first or reading.tokens[0].capital):
        return None
    article = hit.after < len(reading.tokens) and Sign.ARTICLE in reading.covers[hit.after]
    anyone = (article or reading.free_order) and Sign.SPEAKS in reading.covers[hit.first]
    seen = behind(reading, hit.after, named, anyone=anyone)
    return seen and (_apposed(reading, seen, named) or seen)


def _apposed(reading: Reading, seen: Group, named: frozenset[int]) -> Group | None:
    """Return the name behind one person's role: `said the director, Oda Brekke.`"""
    after, role = seen.after, _role(reading, seen)
    if not role & _ROLES or role & _NO_ROLE or reading.gap(after).strip() != ",":
        return None
    while Sign.TITLE in reading.covers[after] and after not in named:
        after += 1
    start = after
    while after in named and (after == start or not BREAK.search(reading.gap(after))):
        after += 1
    ends = after == len(reading.tokens) or BREAK.search(reading.gap(after))
    return Group(seen.after, after) if after > start and ends else None


def _role(reading: Reading, seen: Group) -> frozenset[str]:
    """Return the signs of the noun that heads a group: `the head of the harbour police`."""
    turns = (i for i in range(seen.first + 1, seen.after) if Sign.OF_WHOM in reading.covers[i])
    return reading.covers[next(turns, seen.after) - 1]
