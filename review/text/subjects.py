"""What a tagger may tell the finder, where one is at hand: who the subject of a verb is.

The rules decide first and alone where they see a source. A tagger is asked only about sentences
with a verb of saying whose subject they do not see, and its answer passes the same checks.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from review.text.lexicon import Sign
from review.text.reading import Reading
from review.text.spans import Span

SAYING = (Sign.SAYS, Sign.SAYS_WEAKLY, Sign.DENIES)


@dataclass(frozen=True, slots=True)
class Subject:
    """A verb and the words that are its subject, as places in the sentence, in code points."""

    verb: Span
    words: Span


class Tagger(Protocol):
    """Whatever reads grammar. It must give the same answer for the same sentence."""

    @property
    def languages(self) -> frozenset[str]:
        """The ISO 639-1 codes of the languages that it reads."""

    def subjects(self, sentences: Iterable[str]) -> Iterator[tuple[Subject, ...]]:
        """Yield the subjects seen in each sentence, one tuple a sentence, in their order."""


def with_subjects(
    readings: Sequence[Reading], language: str, tagger: Tagger | None
) -> list[Reading]:
    """Return the readings, with what a tagger sees in those that hold a verb of saying."""
    if tagger is None or language not in tagger.languages:
        return list(readings)
    asked = [reading.has(*SAYING) for reading in readings]
    told = tagger.subjects(
        reading.text for reading, wanted in zip(readings, asked, strict=True) if wanted
    )
    return [
        replace(reading, subjects=_by_word(reading, next(told))) if wanted else reading
        for reading, wanted in zip(readings, asked, strict=True)
    ]


def _by_word(reading: Reading, told: Sequence[Subject]) -> dict[int, tuple[int, int]]:
    """Index of a verb's word to the words of its subject; what fits no word is dropped."""
    places = {token.start: index for index, token in enumerate(reading.tokens)}
    found = {}
    for subject in told:
        verb = places.get(subject.verb.start)
        words = [
            index
            for start, index in places.items()
            if subject.words.start <= start < subject.words.end
        ]
        if verb is not None and words:
            found[verb] = (words[0], words[-1] + 1)
    return found
