"""The details of a claim that are ticked off one by one."""

import re
from collections.abc import Iterator, Sequence

from review.domain.vocabulary import CheckpointKind
from review.text.figures import MEASURES, amount_at, is_hour_at
from review.text.finding import CheckpointFound
from review.text.lexicon import Sign
from review.text.names import Name
from review.text.reading import Reading
from review.text.spans import Span

_QUOTES = '"“”„«»'
_DATES = frozenset({Sign.MONTH, Sign.DAY})
_COUNTED = _DATES | {Sign.AMOUNT, Sign.NUMBER}
# Blanks, also those that keep the thousands of a number together.
_BEFORE = re.compile(r"[$€£₴₽¥]\s?$")
_BEHIND = re.compile(r"\s?[%$€£₴₽¥]")
_WITHIN = " ,.:\u00a0\u2009\u202f"


def checkpoints_in(reading: Reading, names: Sequence[Name]) -> tuple[CheckpointFound, ...]:
    """Return every name, place, title, date, figure and quotation, in the order of the text."""
    found = {
        *_names(reading, names),
        *_titles(reading),
        *_numbers(reading),
        *((CheckpointKind.QUOTE, span) for span in reading.quoted),
    }
    return tuple(
        CheckpointFound(kind, span.start + reading.span.start, span.end + reading.span.start, words)
        for kind, span in sorted(found, key=lambda f: (f[1].start, -f[1].end, f[0]))
        if (words := span.of(reading.text)).strip()
    )


def kind_of_words(words: str) -> CheckpointKind:
    """Return what words are that a person chose: a quotation, a figure, or else a name."""
    if any(mark in words for mark in _QUOTES):
        return CheckpointKind.QUOTE
    figure = any(mark.isdigit() for mark in words)
    return CheckpointKind.FIGURE if figure else CheckpointKind.NAME


def _names(reading: Reading, names: Sequence[Name]) -> Iterator[tuple[CheckpointKind, Span]]:
    for name in names:
        kind = CheckpointKind.PLACE if name.is_place else CheckpointKind.NAME
        start = reading.tokens[name.first].start
        yield kind, Span(start, start + len(name.text))


def _titles(reading: Reading) -> Iterator[tuple[CheckpointKind, Span]]:
    for hit in reading.hits(Sign.TITLE):
        yield CheckpointKind.TITLE, reading.span_of(hit.first, hit.after)


def _numbers(reading: Reading) -> Iterator[tuple[CheckpointKind, Span]]:
    """Yield dates and figures; neighbouring parts of one are one checkpoint."""
    index, count = 0, len(reading.tokens)
    while index < count:
        kind = _number_kind(reading, index)
        after = index + 1
        while kind and after < count and _number_kind(reading, after) is kind:
            gap = reading.gap(after)
            if gap.strip(_WITHIN) or (":" in gap and not is_hour_at(reading, after)):
                break
            if kind is CheckpointKind.FIGURE and gap.startswith(", "):
                break
            after += 1
        if kind and not _only_measures(reading, index, after):
            yield kind, _with_currency(reading, index, after)
        index = after


def _only_measures(reading: Reading, first: int, after: int) -> bool:
    """Tell whether there is no amount but the name of a measure: `inflation`, `GDP`."""
    words = range(first, after)
    return all(
        reading.covers[i] >= MEASURES and Sign.NUMBER not in reading.covers[i] for i in words
    )


def _with_currency(reading: Reading, first: int, after: int) -> Span:
    """Return the place of a figure with the currency that touches it: `$3 million`, `40 %`."""
    place = reading.span_of(first, after)
    before, behind = _BEFORE.search(reading.gap(first)), _BEHIND.match(reading.gap(after))
    return Span(
        place.start - len(before[0] if before else ""), place.end + len(behind[0] if behind else "")
    )


def _number_kind(reading: Reading, index: int) -> CheckpointKind | None:
    token, covers = reading.tokens[index], reading.covers[index]
    if covers.isdisjoint(_COUNTED) and not token.text[0].isdigit():
        return None
    if not _DATES.isdisjoint(covers) and not (Sign.FORECAST in covers and not token.capital):
        return CheckpointKind.DATE
    if is_hour_at(reading, index):
        return CheckpointKind.DATE
    if amount_at(reading, index):
        return CheckpointKind.FIGURE
    return CheckpointKind.DATE if token.text[0].isdigit() else None
