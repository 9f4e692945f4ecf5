"""Who is named as saying so, inside one sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from review.text.groups import BREAK, Group, before, behind, checked
from review.text.lexicon import Sign
from review.text.phrases import Hit
from review.text.reading import Reading


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
        for hit in reading.outside_quotes(*signs):
            if who := look(reading, hit, named):
                yield Speech(who, hit, back=hit.group == Sign.POINTS_BACK)


def _either(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    return before(reading, hit.first, named) or behind(reading, hit.after, named)


def _after(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    return behind(reading, hit.after, named)


def _ahead(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    return before(reading, hit.first, named)


def _subject(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    anyone = Sign.SPEAKS in reading.covers[hit.first]
    seen = before(reading, hit.first, named, anyone=anyone) or inverted(reading, hit, named)
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


_ORDER = (
    ((Sign.POINTS_BACK,), _either),
    ((Sign.BY_SOURCE,), _after),
    ((Sign.BY_SOURCE_BEHIND,), _ahead),
    ((Sign.SAYS, Sign.SAYS_WEAKLY, Sign.DENIES), _subject),
    ((Sign.CITING,), _after),
)


def inverted(reading: Reading, hit: Hit, named: frozenset[int]) -> Group | None:
    """Return the source that follows its verb, as in `..., said the ministry`."""
    if hit.first and not BREAK.search(reading.gap(hit.first)):
        return None
    return behind(reading, hit.after, named)


