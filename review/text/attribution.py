"""Who says so, sentence by sentence, through the whole article."""

from collections.abc import Sequence
from itertools import islice

from review.text.chains import Trace
from review.text.headings import announced, headed
from review.text.lexicon import Sign
from review.text.memory import Memory, Source
from review.text.names import Name
from review.text.people import Register
from review.text.reading import Place, Reading
from review.text.sources import source_of
from review.text.speakers import Speech, speeches

_SPEECHES = 16
_NEAR = 16
_OPENING = 4
_AFTER_COLON = 4
_HEAD = 2
_NEXT_LINE = 2
_DASHES = "–—-―"


def attribute(
    readings: Sequence[Reading], names: Sequence[tuple[Name, ...]], register: Register
) -> list[Source | None]:
    """Return the source of each sentence, None where the article speaks in its own voice."""
    memory = Memory(register)
    found: list[Source | None] = []
    own: list[bool] = []
    for index, (reading, row) in enumerate(zip(readings, names, strict=True)):
        memory.meet(reading, row)
        named = frozenset(i for name in row for i in range(name.first, name.after))
        trace = Trace(reading, row, named, register)
        source, back = _own(reading, row, memory, named)
        last = memory.lately()
        more = trace.rested(last) if last else None
        if last and more:
            for at in range(max(0, index - _NEAR), index):
                found[at] = more if found[at] is last else found[at]
            source, back = more, False
        own.append(source is not None)
        if source is None and not _editorial(reading, named):
            source = _carried(readings, names, found, memory)
        found.append(source)
        if source and back:
            _cover_back(readings, found, index)
        if reading.place is not Place.HEADING:
            memory.note(reading, row)
        if source:
            memory.goes_on(source)
        if source and source is not (found[-2] if index else None):
            memory.spoke(source)
    _cover_open_quotes(readings, found, own)
    _cover_signed_quotes(readings, names, found)
    _cover_whole_quotes(readings, names, found)
    return found


def _own(
    reading: Reading, row: tuple[Name, ...], memory: Memory, named: frozenset[int]
) -> tuple[Source | None, bool]:
    for speech in islice(speeches(reading, named), _SPEECHES):
        who = range(speech.who.first, speech.who.after)
        if any(Sign.OURS in reading.covers[i] and i not in named for i in who):
            break
        if Sign.NOT in reading.covers[speech.who.first] or _untold(reading, speech):
            continue
        source = source_of(speech, reading, row, memory)
        if source:
            return source, speech.back
    before_quote = announced(reading, named) or headed(reading, row, memory.is_person)
    return (source_of(before_quote, reading, row, memory) if before_quote else None), False


def _untold(reading: Reading, speech: Speech) -> bool:
    """Tell whether somebody says nothing of it: `the ministry has never confirmed this`."""
    if speech.verb.group not in {Sign.SAYS, Sign.POINTS_BACK}:
        return False
    between = range(max(speech.who.after, speech.verb.first - _HEAD), speech.verb.first)
    return any(Sign.NOT in reading.covers[index] for index in between)


def _editorial(reading: Reading, named: frozenset[int]) -> bool:
    """Tell whether the paper speaks of itself, outside quotations: `earlier we wrote`."""
    if not reading.has(Sign.WE) or reading.quoted:
        return False
    speech = next(speeches(reading, named), None)
    who = range(speech.who.first, speech.who.after) if speech else ()
    return any(Sign.WE in reading.covers[index] for index in who)


def _carried(
    readings: Sequence[Reading],
    names: Sequence[tuple[Name, ...]],
    found: Sequence[Source | None],
    memory: Memory,
) -> Source | None:
    """Return the source that a sentence takes over from the ones before it."""
    index = len(found)
    reading = readings[index]
    if found and found[-1] and _goes_on(readings[index - 1], reading):
        return found[-1]
    back = _before(readings, index)
    if reading.has(Sign.INDIRECT) and back is not None and not reading.quoted:
        near = found[back] or _subject(readings[back], names[back], memory)
        return near or (memory.lately() if readings[back].line == reading.line else None)
    speaker = _announced(readings, found, index)
    if speaker:
        return speaker
    told = reading.begins_inside or reading.stays_open
    if reading.has(Sign.I) and memory.persons and not told and _speaks(reading):
        return Source(memory.persons[-1], (memory.persons[-1],), human=True)
    return None


def _before(readings: Sequence[Reading], index: int) -> int | None:
    """Return the sentence before, in this paragraph or the last; a heading between is left out."""
    for back in range(index - 1, max(-1, index - 1 - _HEAD), -1):
        if readings[back].place is Place.BODY:
            near = readings[index].line - readings[back].line <= _NEXT_LINE * (index - back)
            return back if near else None
    return None


def _subject(before: Reading, names: Sequence[Name], memory: Memory) -> Source | None:
    """Return who a sentence begins with: `Harden wehrt sich. Er habe nichts gewusst.`"""
    first = next((name for name in names if name.first <= _HEAD), None)
    if first is None or first.is_place or before.quoted:
        return None
    name = memory.register.fullest(first.text)
    return Source(name, (name,), human=first.is_person)


def _speaks(reading: Reading) -> bool:
    words = (hit.first for hit in reading.hits(Sign.I))
    first = next((i for i in words if reading.tokens[i].text != "US"), None)
    return first is not None and (first <= _HEAD or reading.in_quotes(first))


def _goes_on(before: Reading, reading: Reading) -> bool:
    """Tell whether grammar or quotation marks carry the last source on."""
    same_line = before.line == reading.line
    if before.stays_open and reading.line - before.line <= 2:
        return True
    if same_line and reading.quoted and not reading.quoted[0].start:
        return True
    return same_line and reading.has(Sign.SUBJUNCTIVE)


def _announced(
    readings: Sequence[Reading], found: Sequence[Source | None], index: int
) -> Source | None:
    """Return who was announced by a colon in one of the sentences before."""
    for back in range(index - 1, max(-1, index - 1 - _AFTER_COLON), -1):
        if readings[back].text.endswith(":"):
            lines = {r.line for r in readings[back + 1 : index + 1]} - {readings[back].line}
            return found[back] if len(lines) <= 1 else None
    return None


def _cover_back(readings: Sequence[Reading], found: list[Source | None], index: int) -> None:
    """Give the source of `the Ledger reports this` to the sentences before it in its block."""
    for back in range(index - 1, -1, -1):
        opening = index <= _OPENING and readings[back].place is Place.BODY
        if found[back] or not (opening or readings[back].line == readings[index].line):
            return
        found[back] = found[index]


def _cover_open_quotes(
    readings: Sequence[Reading], found: list[Source | None], own: Sequence[bool]
) -> None:
    """Give a quotation's first sentences the source that its last sentence names."""
    for index in range(len(readings) - 2, -1, -1):
        reading = readings[index]
        same_line = readings[index + 1].line == reading.line
        if reading.stays_open and same_line and not own[index]:
            found[index] = found[index + 1] or found[index]


def _cover_signed_quotes(
    readings: Sequence[Reading], names: Sequence[tuple[Name, ...]], found: list[Source | None]
) -> None:
    """Give the quotation before a line such as `– Delia Forsant, harbour master` to its signer."""
    for index in range(1, len(readings)):
        reading, row = readings[index], names[index]
        first = row[0] if row and not row[0].first else None
        if first is None or not first.is_person or reading.text[0] not in _DASHES:
            continue
        back = index - 1
        near = reading.line - readings[back].line <= 1 and not reading.has(Sign.FINITE, Sign.SAYS)
        while near and back >= 0 and found[back] is None and _whole(readings[back]):
            found[back] = Source(first.text, (first.text,), human=True)
            back -= 1


def _cover_whole_quotes(
    readings: Sequence[Reading], names: Sequence[tuple[Name, ...]], found: list[Source | None]
) -> None:
    """Give a paragraph that is one quotation, with nobody named, to whoever spoke before it.

    In `Delia Forsant disagrees. "It was shut."` that is whom the sentence before speaks of.
    """
    named = {r.line for r, source in zip(readings, found, strict=True) if source}
    for index in range(1, len(readings)):
        reading = readings[index]
        near = 0 < reading.line - readings[index - 1].line <= _NEXT_LINE
        follows = near or reading.line == readings[index - 1].line
        if found[index] is None and reading.line not in named and follows and _whole(reading):
            found[index] = found[index - 1] or _introduced(
                readings[index - 1], reading, names, index
            )


def _introduced(
    before: Reading, reading: Reading, names: Sequence[tuple[Name, ...]], index: int
) -> Source | None:
    """Return the person whom the sentence before a quotation speaks of, and nobody else."""
    people = [name for name in names[index - 1] if name.is_person]
    alone = len(people) == 1 and people[0].first <= _HEAD and before.place is Place.BODY
    if not alone or before.quoted or before.line != reading.line or reading.begins_inside:
        return None
    return Source(people[0].text, (people[0].text,), human=True)


def _whole(reading: Reading) -> bool:
    """Tell whether the sentence is a quotation from its first word to its last."""
    return bool(reading.tokens) and all(map(reading.in_quotes, (0, len(reading.tokens) - 1)))
