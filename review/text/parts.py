"""The facts that one sentence states apart from each other, each at its own exact place.

A sentence is cut at semicolons, conjunctions, relative clauses and in lists of events; a piece
that states nothing checkable of its own stays with its neighbour.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from review.domain.vocabulary import CheckpointKind
from review.text.finding import CheckpointFound, PartFound
from review.text.lexicon import Lexicon, Sign
from review.text.reading import Reading
from review.text.seams import Cut, Seam, cuts_in, is_finite

_WHOSE = frozenset({CheckpointKind.DATE, CheckpointKind.NAME, CheckpointKind.PLACE})
_DETAILS = _WHOSE | {CheckpointKind.FIGURE}
_NAMED = {CheckpointKind.NAME, CheckpointKind.PLACE}
_TELLING = {CheckpointKind.DATE, CheckpointKind.FIGURE}
_HAPPENED = {Sign.EVENT, Sign.OFFICIAL_ACT, Sign.LAW_ACT, Sign.DEATH, Sign.WRONGDOING}
_NO_FACT = {Sign.FORECAST, Sign.WISH, Sign.OPINION, Sign.CALL}
_SUBJECT = {Sign.ARTICLE, Sign.DEFINITE, Sign.HE, Sign.THEY, Sign.I, Sign.NUMBER, Sign.WHICH}
_LEAD = {Sign.ARTICLE, Sign.DEFINITE}
_PAUSES = ",;:—–"
_ANTECEDENT = 5
_CURRENCY = 3


@dataclass(frozen=True, slots=True)
class _Details:
    """The checkpoints by their words: which kinds begin at one, and where a name ends."""

    kinds: Mapping[int, frozenset[CheckpointKind]]
    ends: frozenset[int]

    def at(self, word: int) -> frozenset[CheckpointKind]:
        return self.kinds.get(word, frozenset())


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words from `first` up to `after`; `states` tells whether a fact of its own is in them.

    `reaches` tells whether they hold a word whose sense goes on behind a conjunction: `between 12
    and 14`, `did not flee and sell`.
    """

    first: int
    after: int
    states: bool
    reaches: bool


def parts_in(
    reading: Reading, points: Sequence[CheckpointFound], pack: Lexicon
) -> tuple[PartFound, ...]:
    """Return the facts of a sentence, two at the least or none, in the order of the words.

    `points` are the sentence's checkpoints. Places count code points of the article, end
    exclusive, and lie inside the sentence. A relative clause takes the words it speaks of along,
    so two parts may share those.
    """
    found = tuple(cuts_in(reading, pack))
    if not found:
        return ()
    details = _details(reading, points)
    cuts = [cut for cut in found if not _joins_names(reading, cut, details)]
    if not cuts:
        return ()
    # Before a semicolon words without a verb may state a fact: `Harrow: 12 dead; Port Ilm: 14`.
    start = Cut(0, 0, Seam.BREAK if cuts[0].seam is Seam.BREAK else Seam.START)
    pieces = _pieces(reading, [start, *cuts], details, pack)
    return tuple(_anchored(reading, piece) for piece in pieces) if len(pieces) > 1 else ()


def _details(reading: Reading, points: Sequence[CheckpointFound]) -> _Details:
    at = reading.span.start
    starts = {token.start + at: i for i, token in enumerate(reading.tokens)}
    stops = {token.end + at: i for i, token in enumerate(reading.tokens)}
    found: dict[int, frozenset[CheckpointKind]] = {}
    for point in points:
        # A figure begins with its currency: `$9 million`.
        near = (starts.get(point.start + offset) for offset in range(_CURRENCY))
        word = next((index for index in near if index is not None), None)
        if point.kind in _DETAILS and word is not None:
            found[word] = found.get(word, frozenset()) | {point.kind}
    named = (point.end for point in points if point.kind in _NAMED)
    return _Details(found, frozenset(stops[end] for end in named if end in stops))


def _joins_names(reading: Reading, cut: Cut, details: _Details) -> bool:
    """Tell whether a conjunction stands between two names, which then do one thing together."""
    if cut.seam is not Seam.JOIN or "," in reading.gap(cut.end):
        return False
    first = cut.first + bool(reading.covers[cut.first] & _LEAD)
    return cut.end - 1 in details.ends and bool(details.at(first) & _NAMED)


def _pieces(
    reading: Reading, cuts: Sequence[Cut], details: _Details, pack: Lexicon
) -> list[_Piece]:
    """Cut, and give each piece that states nothing of its own to its neighbour."""
    ends = [*(cut.end for cut in cuts[1:]), len(reading.tokens)]
    found: list[_Piece] = []
    for cut, end in zip(cuts, ends, strict=True):
        reached = bool(found) and found[-1].reaches
        piece = _piece(reading, cut, end, details, pack, reached=reached)
        whole = piece.reaches or reached
        if not found:
            found.append(piece)
        elif not found[-1].states:
            found[-1] = replace(piece, first=found[-1].first, reaches=whole)
        elif piece.states:
            found.append(replace(piece, first=_begin(reading, cut, details, found[-1], pack)))
        else:
            found[-1] = replace(found[-1], after=end, reaches=whole)
    return found


def _piece(
    reading: Reading, cut: Cut, end: int, details: _Details, pack: Lexicon, *, reached: bool
) -> _Piece:
    words = range(cut.first, end)
    signs = frozenset().union(*(reading.covers[i] for i in words))
    kinds = frozenset().union(*(details.at(i) for i in words))
    if any(is_finite(reading, i, pack) for i in words):
        states = bool(kinds or signs & _HAPPENED) and not signs & _NO_FACT
        if cut.seam is Seam.JOIN and states:
            states = _opens_clause(reading, cut, pack, counts=CheckpointKind.FIGURE in kinds)
            states = states and not (reached and _begins_with_verb(reading, cut.first, pack))
    elif cut.seam is Seam.RELATIVE:
        states = bool(kinds & _TELLING)
    else:
        states = CheckpointKind.FIGURE in kinds and bool(kinds & _WHOSE)
        states = states and not (reached or _one_amount(reading, cut, details))
    between = any(reading.tokens[i].low in pack.seams["between"] for i in words)
    return _Piece(cut.first, end, states, between or Sign.NOT in signs)


def _opens_clause(reading: Reading, cut: Cut, pack: Lexicon, *, counts: bool) -> bool:
    """Tell whether a verb or a subject follows: `and fled`, but not `and ships built in 2019`."""
    first = reading.tokens[cut.first]
    if counts or "," in reading.gap(cut.end) or reading.covers[cut.first] & _SUBJECT:
        return True
    named = first.capital and not pack.capital_nouns
    return named or _begins_with_verb(reading, cut.first, pack)


def _begins_with_verb(reading: Reading, first: int, pack: Lexicon) -> bool:
    behind = min(first + (Sign.ADVERB in reading.covers[first]), len(reading.tokens) - 1)
    return is_finite(reading, first, pack) or is_finite(reading, behind, pack)


def _one_amount(reading: Reading, cut: Cut, details: _Details) -> bool:
    """Tell whether a seam joins one amount: `9 years and 6 months`, `two and a half million`."""
    if cut.seam is not Seam.JOIN:
        return cut.seam is Seam.START
    if CheckpointKind.FIGURE in details.at(cut.end - 1):
        return True
    near = reading.covers[cut.first : cut.first + 2]
    timed = Sign.TIME_UNIT in reading.covers[cut.end - 1]
    return timed and any(Sign.TIME_UNIT in covers for covers in near)


def _begin(reading: Reading, cut: Cut, details: _Details, last: _Piece, pack: Lexicon) -> int:
    """Return the word a piece begins at: of a relative clause, the words it speaks of."""
    if cut.seam is not Seam.RELATIVE:
        return cut.first
    for index in range(cut.first - 1, max(last.first, cut.first - 1 - _ANTECEDENT), -1):
        if is_finite(reading, index, pack):
            return index + 1
        if index in details.kinds or reading.covers[index] & _LEAD:
            return index
    return cut.first


def _anchored(reading: Reading, piece: _Piece) -> PartFound:
    """Return the words of a piece with the marks that touch them, such as `$` or a full stop."""
    place = reading.span_of(piece.first, piece.after)
    start = place.start - len(_touching(reading.gap(piece.first)[::-1]))
    end = place.end + len(_touching(reading.gap(piece.after)))
    return PartFound(reading.span.start + start, reading.span.start + end, reading.text[start:end])


def _touching(gap: str) -> str:
    """Return the marks before the first blank, without the pauses behind them."""
    stop = next((i for i, mark in enumerate(gap) if mark.isspace()), len(gap))
    return gap[:stop].rstrip(_PAUSES)
