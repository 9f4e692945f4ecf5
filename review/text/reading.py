"""One sentence as the rules see it: words, signs, names, quotations and its place in the text."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from review.text.lexicon import Lexicon, Sign
from review.text.mood import subjunctives
from review.text.phrases import Hit
from review.text.quotes import quotations
from review.text.spans import Span
from review.text.tokens import Token, words


class Place(StrEnum):
    """Where a sentence stands: the article's title, a heading between paragraphs, or the body."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Reading:
    """A read sentence. Places inside it count from its own start; `line` is its line's number.

    `gaps` is what stands before each word, and behind the last.
    `quoted` are the quotations in it, `begins_inside` and `stays_open` tell whether the first was
    opened, and the last is closed, in another sentence. `subjects` leads from a verb's word to the
    words `(first, after)` of its subject, where a tagger told it. `free_order` tells that in this
    language a subject may follow its verb without a pause.
    """

    span: Span
    text: str
    line: int
    place: Place
    tokens: tuple[Token, ...]
    gaps: tuple[str, ...]
    signs: Mapping[str, Sequence[Hit]]
    covers: tuple[frozenset[str], ...]
    quoted: tuple[Span, ...]
    begins_inside: bool
    stays_open: bool
    subjects: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    free_order: bool = False

    def has(self, *groups: Sign) -> bool:
        """Tell whether any phrase of any of the groups stands in the sentence."""
        return not self.signs.keys().isdisjoint(groups)

    def hits(self, *groups: Sign) -> Sequence[Hit]:
        """Return the hits of the groups in the order of the words."""
        if len(groups) == 1:
            return self.signs.get(groups[0], ())
        found = [hit for group in groups for hit in self.signs.get(group, ())]
        found.sort(key=_place_of)
        return found

    def span_of(self, first: int, after: int) -> Span:
        """Return where the words from `first` up to `after` stand, inside the sentence."""
        return Span(self.tokens[first].start, self.tokens[after - 1].end)

    def words_of(self, first: int, after: int) -> str:
        return self.span_of(first, after).of(self.text)

    def gap(self, index: int) -> str:
        """Return what stands between the word before `index` and the word at it."""
        return self.gaps[index]

    def in_quotes(self, index: int) -> bool:
        if not self.quoted:
            return False
        place = self.tokens[index].start
        at = bisect_right(self.quoted, Span(place, len(self.text) + 1)) - 1
        return at >= 0 and place < self.quoted[at].end

    def outside_quotes(self, *groups: Sign) -> list[Hit]:
        return [hit for hit in self.hits(*groups) if not self.in_quotes(hit.first)]


def _place_of(hit: Hit) -> tuple[int, int]:
    return hit.first, -hit.after


_Covers = tuple[frozenset[str], ...]
_ENDINGS = ".!?…:;。！？"
_CLOSERS = "\"”»“’')]"
_HEADING_WORDS = 20


def read(text: str, spans: Sequence[Span], pack: Lexicon) -> list[Reading]:
    """Read the sentences of a text, given in order."""
    found: list[Reading] = []
    line, reached, line_quotes = 0, 0, _Quotes(text, 0)
    for index, span in enumerate(spans):
        newlines = text.count("\n", reached, span.start)
        stop = spans[index + 1].start if index + 1 < len(spans) else len(text)
        alone = (newlines > 0 or not found) and _ends_line(text, span.end, stop)
        if newlines:
            line += newlines
            line_quotes = _Quotes(text, span.start)
        reached = span.start
        tokens = words(span.of(text))
        signs, covers = _seen(tokens, pack)
        quoted, begins_inside, stays_open = line_quotes.within(span)
        place = _place(span.of(text), len(tokens), alone=alone, is_first=not found)
        found.append(
            Reading(
                span, span.of(text), line, place, tokens, _gaps(span.of(text), tokens), signs,
                covers, quoted, begins_inside, stays_open, free_order=pack.free_order,
            )
        )  # fmt: skip
    return found


def _seen(tokens: Sequence[Token], pack: Lexicon) -> tuple[dict[str, list[Hit]], _Covers]:
    """Return the phrases in the words, by group, and the signs over each word."""
    hits, begun = pack.book.read(tokens)
    covers = _covers(tokens, begun, pack)
    told = subjunctives(tokens, covers, pack)
    if told:
        marked = list(covers)
        for hit in told:
            marked[hit.first] |= {hit.group}
        covers = tuple(marked)
        hits = sorted([*hits, *told], key=_place_of)
    return _signs(hits), covers


def _gaps(text: str, tokens: Sequence[Token]) -> tuple[str, ...]:
    starts = [*(token.start for token in tokens), len(text)]
    ends = [0, *(token.end for token in tokens)]
    return tuple([text[end:start] for end, start in zip(ends, starts, strict=True)])


def _covers(tokens: Sequence[Token], begun: Sequence[frozenset[str]], pack: Lexicon) -> _Covers:
    """Return the signs over each word; where endings tell verbs surely, they count as listed."""
    covers = tuple(_spelled(begun, tokens))
    if not pack.inflects_names:
        return covers
    return tuple(
        c | {Sign.FINITE} if token.text.islower() and pack.looks_finite(token.low) else c
        for c, token in zip(covers, tokens, strict=True)
    )


def _spelled(covers: Sequence[frozenset[str]], tokens: Sequence[Token]) -> list[frozenset[str]]:
    """Take `WHO` among small letters for a body, and the `A` of `A. B.` for a name."""
    found = list(covers)
    for index, token in enumerate(tokens):
        if not token.capital:
            continue
        if len(token.text) == 1:
            nothing = _initial(tokens, index)
        else:
            loud = Sign.RELATIVE in covers[index] and token.text.isupper()
            near = tokens[max(0, index - 1) : index + 2] if loud else ()
            nothing = loud and any(other.text.islower() for other in near)
        if nothing:
            found[index] = frozenset()
    return found


def _initial(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a letter is short for a first name, no article: `A. B. Maresk`."""
    if index + 1 == len(tokens):
        return False
    behind = tokens[index + 1]
    return behind.capital and behind.start - tokens[index].end > 1


def _signs(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.group, []).append(hit)
    return found


class _Quotes:
    """The quotations of one line, handed out sentence by sentence, in order."""

    def __init__(self, text: str, start: int) -> None:
        stop = text.find("\n", start)
        line = text[start : stop if stop >= 0 else len(text)]
        self._spans = [span.shifted(start) for span in quotations(line)]
        self._last = start + len(line) if line[-1:] not in _CLOSERS else -1
        self._next = 0

    def within(self, span: Span) -> tuple[tuple[Span, ...], bool, bool]:
        """Return a sentence's quotations, whether one is open at its start, and at its end."""
        while self._next < len(self._spans) and self._spans[self._next].end <= span.start:
            self._next += 1
        after = self._next
        while after < len(self._spans) and self._spans[after].start < span.end:
            after += 1
        ours = self._spans[self._next : after]
        inside = tuple(
            Span(max(q.start, span.start), min(q.end, span.end)).shifted(-span.start) for q in ours
        )
        begins = bool(ours) and ours[0].start < span.start
        stays = bool(ours) and (ours[-1].end > span.end or ours[-1].end == self._last)
        return inside, begins, stays


def _ends_line(text: str, end: int, next_start: int) -> bool:
    return next_start == len(text) or "\n" in text[end:next_start]


def _place(words_: str, length: int, *, alone: bool, is_first: bool) -> Place:
    if not alone or length > _HEADING_WORDS or words_.rstrip(_CLOSERS)[-1:] in tuple(_ENDINGS):
        return Place.BODY
    return Place.TITLE if is_first else Place.HEADING
