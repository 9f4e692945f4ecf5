"""Who is named as saying so, inside one sentence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from review.text.groups import Group, before, behind, checked
from review.text.lexicon import Sign
from review.text.pauses import BREAK
from review.text.phrases import Hit
from review.text.reading import Reading
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
        for hit in hits:
            if who := look(reading, hit, named):
                yield Speech(who, hit, back=hit.group == Sign.POINTS_BACK)


def _either(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    return before(reading, hit.first, named) or behind(reading, hit.after, named)


def _after(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    owners = (i for i in range(hit.first, hit.after) if Sign.POSSESSIVE in reading.covers[i])
    for owner in owners:
        return Group(owner, owner + 1)
    return behind(reading, hit.after, named, anyone=hit.group == Sign.BY_SOURCE)


def _ahead(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    return before(reading, hit.first, named, anyone=True)


def _subject(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    anyone = Sign.SPEAKS in reading.covers[hit.first]
    seen = answering(reading, hit, named) or before(reading, hit.first, named, anyone=anyone)
    if seen is None or not agrees(reading, seen, hit):
        looks = (led, inverted, turned)
        seen = next((found for look in looks if (found := look(reading, hit, named))), None)
    return _told(reading, hit, named, seen) or seen


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
        return Group(first, hit.first)
    if not reading.gap(hit.first).strip().endswith((",", "—", "–")):
        return None
    near = range(max(1, hit.first - _NEAR), hit.first)
    verbs = (index for index in near if Sign.FINITE in reading.covers[index])
    return next((g for verb in verbs if (g := before(reading, verb, named))), None)


def _doer(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    """Return who stands behind the passive: `was described by the ministry`."""
    at = doer_of(reading, hit.first) if is_passive(reading, hit.first) else None
    return None if at is None else behind(reading, at, named)


_NEAR = 40
_Look = Callable[[Reading, Hit, frozenset[int]], Group | None]
_ORDER: tuple[tuple[tuple[Sign, ...], _Look], ...] = (
    ((Sign.POINTS_BACK,), _either),
    ((Sign.BY_SOURCE,), _after),
    ((Sign.BY_SOURCE_BEHIND,), _ahead),
    ((Sign.SAYS, Sign.SAYS_WEAKLY, Sign.DENIES), _subject),
    ((Sign.SAYS, Sign.SAYS_WEAKLY), _doer),
    ((Sign.SAYS_THERE,), there),
    ((Sign.SAYING,), _beside),
    ((Sign.CITING,), _after),
)
_BY_VERB = (_subject, _beside)


def inverted(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    """Return the source that follows its verb, as in `..., said the ministry`."""
    pause = BREAK.search(reading.gap(hit.first))
    if not pause and (hit.first or reading.tokens[0].capital):
        return None
    article = hit.after < len(reading.tokens) and Sign.ARTICLE in reading.covers[hit.after]
    anyone = (article or reading.free_order) and Sign.SPEAKS in reading.covers[hit.first]
    return behind(reading, hit.after, named, anyone=anyone)
