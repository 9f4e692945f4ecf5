"""Where the words of a charge end: before the next clause, and without the time at their end."""

from review.text.lexicon import Sign
from review.text.reading import Reading
from review.text.spans import Span

_LONGEST = 40
_TAIL = 8
_YEAR = 4
_TERM = 4
_PAUSES = frozenset(",;:—–()[]")
_MARKS = frozenset("“”„«»\"‘’'")
_CLAUSES = {Sign.SUBORDINATE, Sign.WHICH}
_ANY_CLAUSE = _CLAUSES | {Sign.RELATIVE}
_HELPS = {Sign.PASSIVE, Sign.HAS}
_OTHERS = _HELPS | {
    Sign.HE, Sign.THEY, Sign.I, Sign.SAYS, Sign.SAYS_WEAKLY, Sign.ACCUSES, Sign.LAW_ACT,
}  # fmt: skip
_DATES = {Sign.DAY, Sign.MONTH}
_LOOSE = {Sign.PREPOSITION, Sign.ARTICLE, Sign.AND, Sign.GUILT}
_SMALL = _DATES | {
    Sign.TIME_UNIT, Sign.ARTICLE, Sign.DEFINITE, Sign.NUMBER, Sign.AND, Sign.PREPOSITION,
    Sign.LATELY,
}  # fmt: skip


def end_of(reading: Reading, first: int, *, whole: bool = False) -> int:
    """Return where the words end that begin at `first`; a `whole` clause keeps its own verbs."""
    stop = min(len(reading.tokens), first + _LONGEST)
    return next((i for i in range(first + 1, stop) if _ends(reading, first, i, whole=whole)), stop)


def _ends(reading: Reading, first: int, index: int, *, whole: bool) -> bool:
    """Tell whether the words that begin at `first` end before the one at `index`."""
    covers = reading.covers[index]
    if _pauses(reading, index) or _quote_ends(reading, first, index):
        return True
    if Sign.AND in covers:
        return index + 1 < len(reading.covers) and bool(reading.covers[index + 1] & _OTHERS)
    if Sign.ROLE not in covers and covers & (_CLAUSES if reading.free_order else _ANY_CLAUSE):
        return True
    if whole:
        return False
    term = Sign.PREPOSITION in covers and Sign.OF_ACT not in covers
    by = Sign.BY_DOER in covers and not reading.free_order and not _is_doing(reading, index + 1)
    return bool(covers & _HELPS) or by or (term and _measures(reading, index + 1))


def _pauses(reading: Reading, index: int) -> bool:
    """Tell whether there is a pause before the word; in `15–25` there is none."""
    gap = reading.gap(index)
    return gap != "–" and (not _PAUSES.isdisjoint(gap) or gap.strip() == "-")


def _measures(reading: Reading, index: int) -> bool:
    """Tell whether a sentence is measured out: `to 9 years in prison`, `zu 9 Jahren Haft`."""
    near = range(index, min(index + _TERM, len(reading.tokens)))
    counted = any(_counts(reading, i) for i in near[:1])
    term = any(Sign.TIME_UNIT in reading.covers[i] for i in near)
    return counted and term and any(Sign.LAW_ACT in reading.covers[i] for i in near)


def _counts(reading: Reading, index: int) -> bool:
    return reading.tokens[index].text[0].isdigit() or Sign.NUMBER in reading.covers[index]


def _is_doing(reading: Reading, index: int) -> bool:
    """Tell whether `by` says how, not who: `by selling the plans`."""
    return index < len(reading.covers) and Sign.NEVER_PASSIVE in reading.covers[index]


def _quote_ends(reading: Reading, first: int, index: int) -> bool:
    """Tell whether a quotation that began before the first word is over."""
    if not reading.in_quotes(first) or reading.in_quotes(index):
        return False
    return bool(first) and _MARKS.isdisjoint(reading.gap(first))


def without_tail(reading: Reading, first: int, after: int) -> tuple[int, int]:
    """Return the words without the time they close with: `on Monday`, `last year`, `in 2019`."""
    kept = after
    for index in range(after - 1, max(first, after - _TAIL), -1):
        if not (reading.covers[index] & _SMALL or reading.tokens[index].text[0].isdigit()):
            break
        if _tells_when(reading, index, after):
            kept = index
    while kept - 1 > first and reading.covers[kept - 1] & _LOOSE:
        kept -= 1
    return first, kept


def without_head(reading: Reading, first: int) -> int:
    """Return where the words begin behind a time they open with: `am Montag | 40 Gewehre`."""
    for after in range(min(first + _TERM, len(reading.tokens)), first, -1):
        small = all(reading.covers[i] & _SMALL or _is_date(reading, i) for i in range(first, after))
        if small and _is_date(reading, after - 1) and _tells_when(reading, first, after):
            return after
    return first


def _tells_when(reading: Reading, first: int, after: int) -> bool:
    """Tell whether the words say when: not how long (`for two years`) or which (`of 1867`)."""
    covers = reading.covers[first]
    lately = any(Sign.LATELY in reading.covers[i] for i in range(first, after))
    dated = any(_is_date(reading, i) for i in range(first, after))
    unit = any(Sign.TIME_UNIT in reading.covers[i] for i in range(first, after))
    if not (dated or (lately and unit)) or Sign.OF_WHOM in covers:
        return False
    linked = Sign.PREPOSITION in reading.covers[first - 1]
    return bool(covers & {Sign.PREPOSITION, Sign.LATELY}) or (
        not linked and _is_date(reading, first)
    )


def is_when(reading: Reading, index: int) -> bool:
    """Tell whether the word begins a date or a number of years: `2019`, `six years`."""
    behind = reading.covers[index + 1 : index + _TERM - 1]
    length = _counts(reading, index) and any(Sign.TIME_UNIT in covers for covers in behind)
    return length or _is_date(reading, index)


def _is_date(reading: Reading, index: int) -> bool:
    """Tell whether it is a day, a month, a year, or the `3` of `3 May`."""
    if reading.covers[index] & _DATES:
        return True
    text = reading.tokens[index].text
    day = reading.covers[index + 1 : index + 2]
    return text.isdigit() and (len(text) == _YEAR or any(Sign.MONTH in c for c in day))


def spelled(reading: Reading, first: int, after: int) -> str:
    """Return the words as they stand, with both marks of a quotation that begins or ends there."""
    span = reading.span_of(first, after)
    start, end = span.start, span.end
    for quote in reading.quoted:
        if quote.start == start - 1 and quote.end <= end:
            start -= 1
        if start <= quote.start and quote.end == end + 1:
            end += 1
    return Span(start, end).of(reading.text)
