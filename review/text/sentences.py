"""Sentences with exact places. A sentence never crosses a line; a heading is one of its own."""

import re
from collections.abc import Iterator
from itertools import accumulate

from review.text.datelines import dateline_end
from review.text.lexicon import Lexicon, load
from review.text.quotes import inside_quotes
from review.text.spans import Span, trimmed

_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"(?<![.\[!?…。！？])[.!?…。！？]+[\"”»“’')\]]*(?:[ \u00a0\u202f]»)?\s+")
_OPENER = re.compile(r"[\"“„«‘'(\[—–-]*\s?")
_LAST_WORD = re.compile(r"([^\s(\[\"“„«]{1,40})[.!?…]+[\"”»“’')\]]*\s*\Z")
_LONE = re.compile(r"(?:^|\s)[\"“„«‘'(\[]\s*\Z")
_CLOSER = re.compile(r"[»”](?!\w)")
_FIRST_WORD = re.compile(r"[^\W\d_]{2,}(?![.\w])")
_NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s*\Z")
_HEAD = 60
_FULL_LIST = 30
_FEW = 6
_TAIL = re.compile(r"[^\W\d_]{3,40}\Z")
_WINDOW = 16_000


def split(text: str, language: str) -> list[Span]:
    """Return the sentences in order. Together they cover every character that is not blank.

    The base is sentencex. Where it is known to miss, its breaks are taken back (initials,
    abbreviations, ordinals with a dot, an attribution after a quotation) or added (sentences
    inside a quotation, after a bracketed one). Linear in the length of the text.
    """
    pack = load(language)
    return [
        span
        for line in _LINE.finditer(text)
        for span in _line_sentences(line.group(), line.start(), pack)
    ]


def _line_sentences(line: str, offset: int, pack: Lexicon) -> Iterator[Span]:
    start = 0
    for stop in [*_breaks(line, pack), len(line)]:
        span = trimmed(line, start, stop)
        if span.start < span.end:
            yield span.shifted(offset)
        start = stop


def _breaks(line: str, pack: Lexicon) -> list[int]:
    """Return the places where a sentence ends and the next begins, in order."""
    text = dateline_end(line)
    proposed = set(_base_breaks(line, pack.language))
    quoted = inside_quotes(line)
    for stop in _STOP.finditer(line):
        seen = "]" in stop.group() or quoted(stop.start())
        if seen or _whole_word(line, stop.start(), pack) or _begins(line, stop.end(), pack):
            proposed.add(stop.end())
    ends = [b for b in sorted(proposed) if text < b < len(line) and _is_end(line, b, pack)]
    return [text, *ends] if text else ends


def _whole_word(line: str, at: int, pack: Lexicon) -> bool:
    """Tell whether a stop follows a word that this language's pack knows to be no abbreviation."""
    word = _TAIL.search(line[max(0, at - _HEAD) : at])
    known = len(pack.abbreviations) > _FULL_LIST
    return known and word is not None and word.group().lower() not in pack.abbreviations


def _begins(line: str, at: int, pack: Lexicon) -> bool:
    """Tell whether a word stands here that has a capital only where a sentence begins."""
    word = _FIRST_WORD.match(line, at)
    return word is not None and word.group()[0].isupper() and word.group().lower() in pack.openers


def _base_breaks(line: str, language: str) -> Iterator[int]:
    """Yield sentencex's breaks, asked window by window: marks left open cost it square time."""
    from sentencex import get_sentence_boundaries

    start = 0
    while start < len(line):
        window = line[start : start + _WINDOW]
        ends = list(accumulate(len(p["text"]) for p in get_sentence_boundaries(language, window)))
        # The end of a window that cuts the line is no end of a sentence: the next begins there.
        whole = ends if start + len(window) == len(line) else ends[:-1]
        yield from (start + end for end in whole)
        start += whole[-1] if whole else len(window)


def _is_end(line: str, at: int, pack: Lexicon) -> bool:
    before, after = line[max(0, at - _HEAD) : at], line[at : at + _HEAD]
    if _CLOSER.match(after) or _LONE.search(before) or (at <= _FEW and _NUMBERED.match(before)):
        return False
    head = after[_OPENER.match(after).end() :]  # type: ignore[union-attr]
    if head[:1].islower():
        return False
    last = _LAST_WORD.search(before)
    return last is None or not _runs_on(last.group(1), head, pack)


def _runs_on(word: str, head: str, pack: Lexicon) -> bool:
    """Tell whether a word with a dot is short for something, so that the sentence goes on."""
    low = word.lower()
    if _begins(head, 0, pack) and low not in pack.titles:
        return False
    if len(word) == 1 and word.isalpha():
        return (word.isupper() and word != "I") or low in pack.abbreviations
    if word.isdigit():
        return pack.ordinal_dot and len(word) <= 2
    return low in pack.abbreviations and (head[:1].isdigit() or head[:1].isupper())
