"""The wording guard: what a report may not say as plain fact. Advice with places, no rewriting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from review.text.attribution import attribute
from review.text.language import detect_language
from review.text.lexicon import Sign, load
from review.text.memory import Source
from review.text.names import capitals_inside, names_in
from review.text.people import register
from review.text.reading import Reading, read
from review.text.sentences import split


class Rule(StrEnum):
    """Which promise a wording breaks."""

    GUILT_AS_FACT = "guilt_as_fact"
    FABRICATED_AS_FACT = "fabricated_as_fact"


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001
    """Words to change: code points of the text, end exclusive, and what to do instead."""

    start: int
    end: int
    text: str
    rule: Rule
    suggestion: str


_SUGGESTIONS = {
    Rule.GUILT_AS_FACT: (
        "Nobody is called guilty without a verdict to cite. Say who accuses this person of it, "
        "or cite the verdict."
    ),
    Rule.FABRICATED_AS_FACT: (
        "That an accusation is fabricated is somebody's judgement. Say whose, or describe the "
        "indicators that were found."
    ),
}


def check(
    text: str, language: str, accused: Sequence[str], *, verdict_cited: bool
) -> tuple[Warning, ...]:
    """Return the wordings that a report must not carry, in the order of the text.

    `accused` are names of accused people. Their guilt as plain fact needs a cited verdict; that
    a case is fabricated needs an attribution. Reported, hedged and denied words pass.
    """
    code = language or detect_language(text)
    pack = load(code)
    readings = read(text, split(text, code), pack)
    known = capitals_inside(readings, pack)
    names = [names_in(reading, pack, known) for reading in readings]
    sources = attribute(readings, names, register(readings, names, pack))
    return tuple(
        warning
        for reading, source in zip(readings, sources, strict=True)
        for warning in _sentence(reading, source, accused, verdict_cited=verdict_cited)
    )


def _sentence(
    reading: Reading, source: Source | None, accused: Sequence[str], *, verdict_cited: bool
) -> Iterator[Warning]:
    if source or reading.has(Sign.HEDGE):
        return
    told_as_fact = not (verdict_cited or reading.has(Sign.ACCUSES, Sign.DENIES))
    if told_as_fact and _names_one_of(reading, accused):
        yield from _warned(reading, Sign.GUILT, Rule.GUILT_AS_FACT)
    yield from _warned(reading, Sign.FABRICATED, Rule.FABRICATED_AS_FACT)


def _names_one_of(reading: Reading, accused: Sequence[str]) -> bool:
    """Tell whether an accused person is named, in full or by the last word of the name."""
    present = {token.low for token in reading.tokens}
    return any(words and words[-1] in present for a in accused if (words := a.lower().split()))


def _warned(reading: Reading, sign: Sign, rule: Rule) -> Iterator[Warning]:
    for hit in reading.hits(sign):
        if hit.first and Sign.NOT in reading.covers[hit.first - 1]:
            continue
        span = reading.span_of(hit.first, hit.after)
        whole = span.shifted(reading.span.start)
        yield Warning(whole.start, whole.end, span.of(reading.text), rule, _SUGGESTIONS[rule])
