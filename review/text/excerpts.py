"""Looking for quoted words in the text they were taken from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from review.domain.vocabulary import ExcerptStatus
from review.text.canonical import canonical_text
from review.text.differences import Change
from review.text.folding import fold
from review.text.nearby import nearest
from review.text.spans import Span

# What stands further on in a text is not looked at.
LONGEST_TEXT = 10_000_000
# Words that stand further from each other were not left out of one passage.
MOST_LEFT_OUT = 20_000
_MOST_GUESSED = 20
_MOST_TRIES = 200
_GAP = re.compile(r"\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3,}|\. \. \.")
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_LEFT = Change(" … ", " … ")
# Scripts that put no blank between words, where every place is the edge of one.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What became of looking. `pieces` are the places of the words, in code points of the text.

    There is one piece unless words were left out of the quotation.
    """

    status: ExcerptStatus
    pieces: tuple[Span, ...] = ()

    @property
    def span(self) -> Span | None:
        """From the first word to the last, what was left out between them included."""
        return Span(self.pieces[0].start, self.pieces[-1].end) if self.pieces else None

    @property
    def stands(self) -> bool:
        """Whether the words are there as they are quoted."""
        return self.status is ExcerptStatus.FOUND


def check(text: str, quote: str) -> Found:
    """Look for `quote` in the first ten million code points of `text`.

    Quotation marks, dashes, blanks, soft hyphens, ligatures and words broken at a line's end make
    no difference. Other capitals, a slip or a changed word do: the words are then found with
    differences. "…" and "[…]" say that words are left out: what stands before and behind must
    follow each other, whole words all. Words of which there are several places are taken to stand
    at the first. Takes time in proportion to the text.
    """
    text = text[:LONGEST_TEXT]
    if not text.strip():
        return Found(ExcerptStatus.NO_TEXT)
    if not _has_words(quote):
        return Found(ExcerptStatus.NOT_FOUND)
    exact = _place(text, quote.strip(), 0)
    if exact is not None:
        return Found(ExcerptStatus.FOUND, (exact,))
    return _folded(text, quote)


def _folded(text: str, quote: str) -> Found:
    as_is = fold(text)
    pieces = list(_pieces(quote))
    small, small_pieces = as_is.small(), [fold(piece).small().text for piece in pieces]
    for status, where, wanted, guess in (
        (ExcerptStatus.FOUND, as_is, pieces, False),
        (ExcerptStatus.DIFFERS, small, small_pieces, False),
        (ExcerptStatus.DIFFERS, small, small_pieces, True),
    ):
        places = _in_order(where.text, wanted, guess=guess)
        if places:
            return Found(status, tuple(where.back(place) for place in places))
    return Found(ExcerptStatus.NOT_FOUND)


def _pieces(quote: str) -> Iterator[str]:
    """What stands between the words left out, folded, without marks around the whole."""
    for piece in _between_gaps(quote):
        yield _plain(piece)


def _plain(piece: str) -> str:
    return fold(piece).text.strip(" '")


def _between_gaps(quote: str) -> Iterator[str]:
    return (piece for piece in _GAP.split(canonical_text(quote)) if _has_words(piece))


def _has_words(quote: str) -> bool:
    return any(char.isalnum() for char in quote)


def _in_order(text: str, pieces: Sequence[str], *, guess: bool) -> list[Span]:
    """The places of all pieces one behind the other, as close as they come; empty without."""
    at = 0
    while places := _one_by_one(text, pieces, at, guess=guess):
        places = _closer(text, places)
        gaps = pairwise(places)
        if all(behind.start - before.end <= MOST_LEFT_OUT for before, behind in gaps):
            return places
        # Guessing reads the whole text, so it is done once.
        at = len(text) if guess else places[0].end
    return []


def _one_by_one(text: str, pieces: Sequence[str], at: int, *, guess: bool) -> list[Span]:
    places: list[Span] = []
    for piece in pieces:
        place = _place(text, piece, at)
        if place is None and guess and len(pieces) <= _MOST_GUESSED:
            place = nearest(text, piece, at)
        if place is None:
            return []
        places.append(place)
        at = place.end
    return places


def _closer(text: str, places: list[Span]) -> list[Span]:
    """Each piece as near to the next as it stands before it.

    Read backwards, since only looking forwards is quick whatever the words are.
    """
    first, end = places[0].start, places[-1].end
    backwards, found, at = text[first:end][::-1], [places[-1]], len(places[-1].of(text))
    for place in reversed(places[:-1]):
        words = place.of(text)[::-1]
        near = _place(backwards, words, at) or Span(end - place.end, end - place.start)
        found.append(Span(end - near.end, end - near.start))
        at = near.end
    return found[::-1]


def _place(text: str, words: str, at: int) -> Span | None:
    """The first place of these words that does not begin or end within another word."""
    for _ in range(_MOST_TRIES):
        start = text.find(words, at)
        if start < 0:
            return None
        place = Span(start, start + len(words))
        if not (_within_word(text, place.start) or _within_word(text, place.end)):
            return place
        at = start + 1
    return None


def _within_word(text: str, place: int) -> bool:
    beside = text[max(0, place - 1) : place + 1]
    return len(beside) == 2 and beside.isalnum() and not _UNSPACED.search(beside)


def differences(quote: str, passage: str) -> tuple[Change, ...]:
    """What a passage that was found says otherwise than the quotation, word by word.

    Both are told folded and without marks around them. What the quotation leaves out is left out
    of the passage too.
    """
    asked = list(_between_gaps(quote))
    given = [place.of(passage) for place in check(passage, quote).pieces]
    if len(asked) != len(given):
        asked, given = [quote], [passage]
    changes: list[Change] = []
    for piece, words in zip(asked, given, strict=True):
        changes += [_LEFT] if changes else []
        changes += _changed(_plain(piece), _plain(words))
    return tuple(changes)


def _changed(old: str, new: str) -> Iterator[Change]:
    """As `changed_words`, and quick enough for a page that shows many of them."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    removed = added = ""
    for block in LCSseq.opcodes(before, after):
        gone = "".join(before[block.src_start : block.src_end])
        come = "".join(after[block.dest_start : block.dest_end])
        if block.tag != "equal":
            removed, added = removed + gone, added + come
            continue
        if removed or added:
            yield Change(removed, added)
        removed = added = ""
        yield Change(gone, come)
    if removed or added:
        yield Change(removed, added)
