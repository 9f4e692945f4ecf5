"""Of what somebody is accused: the words of a charge, or of the deed itself, with no tail.

`accused of selling guns on Monday` says `selling guns`. A charge names it behind its own word
(`charged with`, `wegen`, `обвиняется в`), in a clause (`alleged that`, `im Verdacht, … zu haben`)
or as its object (`wirft ihr Betrug vor`). Otherwise the deed is the first that is named.
"""

from collections.abc import Iterator, Sequence

from review.text.lexicon import Sign
from review.text.parties import PEOPLE, Party
from review.text.phrases import Hit
from review.text.reading import Reading
from review.text.tails import end_of, is_when, spelled, without_head, without_tail

_REACH = 16
_NEAR = 3
_ASIDE = 6
_MANY = 16
_MARKS = " “”„«»\"‘’'"
_STOPS = frozenset(";:—–")
_DEEDS = (Sign.WRONGDOING, Sign.HARM)
_CHARGING = {Sign.ACCUSES, Sign.CONVICTS, Sign.GUILT}
_CLOSES = {Sign.PASSIVE, Sign.AND}
_HARMED = frozenset(_DEEDS)
_NO_DEED = {
    Sign.HIM, Sign.THEM, Sign.HE, Sign.THEY, Sign.DAY, Sign.MONTH, Sign.DISPUTES, Sign.TIME_UNIT,
    Sign.PREPOSITION,
}  # fmt: skip
_BEFORE_NOUN = {Sign.ARTICLE, Sign.DEFINITE, Sign.POSSESSIVE, Sign.DETERMINER}
_NOTHING = _BEFORE_NOUN | {Sign.CASE}
_SUBJECT = _BEFORE_NOUN | PEOPLE | {Sign.HE, Sign.THEY, Sign.TITLE}
_HEADS = PEOPLE | {Sign.TITLE, Sign.BODY}
_PASSED = _SUBJECT | {Sign.HIM, Sign.THEM, Sign.ADVERB, Sign.IMPUTES}
_WHOM = _PASSED | {Sign.DAY, Sign.MONTH, Sign.PREPOSITION, Sign.NUMBER}
_VERB = {Sign.FINITE, Sign.PASSIVE, Sign.HAS}


def act_in(
    reading: Reading, charges: Sequence[Hit], deeds: Sequence[Hit], parties: Sequence[Party]
) -> str | None:
    """Return of what somebody is accused, as worded; None where the sentence does not say it."""
    hits = sorted((*charges, *deeds), key=lambda hit: (hit.first, -hit.after))[:_MANY]
    named = _named(reading, hits, parties)
    if named is None:
        return _deed(reading, deeds, parties)
    return spelled(reading, *without_tail(reading, *named))


def _named(
    reading: Reading, hits: Sequence[Hit], parties: Sequence[Party]
) -> tuple[int, int] | None:
    """Return the words that a charge names: `charges of theft` behind `guilty to` names theft."""
    found: tuple[int, int] | None = None
    for hit in hits:
        if hit.group in _HARMED and not _says_guilty(reading, hit):
            continue
        if found is None or found[0] <= hit.first <= found[0] + _NEAR:
            told = _told(reading, hit, parties)
            found = next((span for span in told if span[0] < span[1]), found)
    return found if found and _says_what(reading, hits, *found) else None


def _says_what(reading: Reading, hits: Sequence[Hit], first: int, after: int) -> bool:
    """Tell whether there is more than another word of charge: not only `the charges`."""
    inside = (h for h in hits if h.first >= first and h.group not in _HARMED)
    charges = {i for hit in inside for i in range(hit.first, hit.after)}
    said = (i for i in range(first, after) if i not in charges)
    return any(reading.covers[i].isdisjoint(_NOTHING) for i in said)


def _told(reading: Reading, hit: Hit, parties: Sequence[Party]) -> Iterator[tuple[int, int]]:
    """Yield what may be the charge of one word, the surest first."""
    clause = _clause(reading, hit.after, parties)
    if clause is not None:
        yield clause, end_of(reading, clause, whole=True)
    if any(Sign.IMPUTES in reading.covers[i] for i in (hit.first, hit.after - 1)):
        yield _object(reading, hit, parties)
    first = _linked(reading, hit, parties)
    if first is not None:
        that = _clause(reading, first + 1, parties)
        if that is None:
            inside = hit.after - 1 if first < hit.after else len(reading.tokens)
            yield first, min(end_of(reading, first), inside)
        else:
            yield that, end_of(reading, that, whole=True)
    if reading.free_order:
        yield from _named_before(reading, hit, parties)


def _named_before(
    reading: Reading, hit: Hit, parties: Sequence[Party]
) -> Iterator[tuple[int, int]]:
    """Yield what stands before a verb at the end: `wegen | Bestechlichkeit | angeklagt`."""
    for mark in reversed(reading.hits(Sign.OF_ACT)[:_MANY]):
        first = mark.after
        if hit.first - _REACH < mark.first < hit.first and _may_be(reading, first, parties):
            yield first, min(end_of(reading, first), hit.first)


def _clause(reading: Reading, index: int, parties: Sequence[Party]) -> int | None:
    """Return where a clause tells it, from the word on: `that he stole`, `, Pläne verraten zu …`.

    The subject is left out where it is whoever did it.
    """
    if index >= len(reading.tokens):
        return None
    if Sign.CHARGED_THAT in reading.covers[index]:
        return _behind_subject(reading, index + 1, parties)
    near = range(index, min(index + _ASIDE, len(reading.tokens)) if reading.free_order else index)
    paused = next((i for i in near if reading.gap(i).strip()), index)
    if paused >= len(reading.tokens) or reading.gap(paused).strip() != ",":
        return None
    stop = end_of(reading, paused, whole=True)
    return paused if _is_infinitive(reading, paused, stop) else None


def _behind_subject(reading: Reading, index: int, parties: Sequence[Party]) -> int | None:
    named = {i for p in parties for i in range(p.first, p.after)}
    at = index
    while at < min(index + _ASIDE, len(reading.tokens)) and (
        at in named or reading.covers[at] & _SUBJECT
    ):
        at += 1
    if at >= len(reading.tokens) or Sign.PASSIVE in reading.covers[at]:
        return index if index < len(reading.tokens) else None
    return at


def _is_infinitive(reading: Reading, first: int, after: int) -> bool:
    """Tell whether a clause ends with an infinitive and its marker: `verkauft zu haben`."""
    if after - first < 2 or reading.covers[first] & {Sign.WHICH, Sign.SUBORDINATE}:
        return False
    return any(Sign.TO_DO in reading.covers[i] for i in range(max(first, after - 2), after))


def _object(reading: Reading, hit: Hit, parties: Sequence[Party]) -> tuple[int, int]:
    """Return what is laid to somebody's charge: inside the verb, behind it, or before it."""
    first, stop = hit.after, len(reading.tokens)
    if hit.after - hit.first > _NEAR - 1:
        first, stop = hit.first + 1, hit.after - 1
    elif first == stop or reading.gap(first).strip(_MARKS) or reading.covers[first] & _CLOSES:
        first, stop = _behind_verb(reading, hit.first), hit.first
    for party in parties:
        own = _is_of_the_deed(reading, party)
        if first <= party.first and party.after < stop and not own:
            first = max(first, party.after)
    while first < stop and reading.covers[first] & _PASSED:
        first += 1
    return first, min(stop, end_of(reading, first)) if first < stop else first


def _behind_verb(reading: Reading, index: int) -> int:
    """Return where the words behind the auxiliary begin: `ihm wird | Betrug | vorgeworfen`."""
    back = range(index - 1, max(-1, index - _REACH), -1)
    return next((i + 1 for i in back if Sign.PASSIVE in reading.covers[i]), index)


def _linked(reading: Reading, hit: Hit, parties: Sequence[Party]) -> int | None:
    """Return where the deed begins behind `of`, `with`, `wegen`, `в`: not `the head | of the bank`.

    It stands right behind the word of charge, or behind whoever is charged.
    """
    ends = reading.covers[hit.after - 1]
    direct = reading.covers[hit.first] & _CHARGING or Sign.OF_CHARGE in ends
    named = {i for p in parties for i in range(p.first, p.after)}
    plain: int | None = None
    for at in range(hit.first + 1, min(hit.after + _REACH, len(reading.tokens) - 1)):
        covers = reading.covers[at]
        if at > hit.after and (reading.gap(at).strip(_MARKS) in _STOPS or Sign.FINITE in covers):
            break
        if Sign.OF_CHARGE not in covers or not _may_be(reading, at + 1, parties):
            continue
        if _is_deed(reading, at + 1) or (at <= hit.after and (direct or Sign.OF_ACT in covers)):
            return at + 1
        whom = all(i in named or reading.covers[i] & _WHOM for i in range(hit.after, at))
        head = reading.covers[at - 1] & _HEADS and not reading.tokens[at - 1].capital
        if plain is None and direct and whom and not head and not reading.tokens[at + 1].capital:
            plain = at + 1
    return plain


def _is_deed(reading: Reading, index: int) -> bool:
    near = range(index, min(index + _NEAR, len(reading.tokens)))
    words = (reading.covers[i] for i in near if Sign.OF_CHARGE not in reading.covers[i])
    doing = Sign.NEVER_PASSIVE in reading.covers[index]
    return doing or any(covers & _HARMED for covers in words)


def _may_be(reading: Reading, index: int, parties: Sequence[Party]) -> bool:
    """Tell whether a deed may begin at the word: no time, no length of a sentence, nobody."""
    covers = reading.covers[index]
    if covers & _NO_DEED or is_when(reading, index):
        return False
    if Sign.FABRICATION in covers and not covers & _HARMED:
        return False
    at = index
    while at < len(reading.tokens) and reading.covers[at] & _BEFORE_NOUN:
        at += 1
    who = next((p for p in parties if p.first in (index, at)), None)
    return who is None or Sign.NEVER_PASSIVE in covers or _is_of_the_deed(reading, who)


def _is_of_the_deed(reading: Reading, party: Party) -> bool:
    """Tell whether somebody's name only begins what was done: `the mayor's murder`, `Betrug`."""
    words = range(party.first, party.after)
    done = any(reading.covers[i] & _HARMED for i in words)
    return done or reading.tokens[party.after - 1].possessive


def _deed(reading: Reading, deeds: Sequence[Hit], parties: Sequence[Party]) -> str | None:
    """Return the deed itself: rather what was done than what somebody is, or what it led to."""
    done = [h for h in deeds if h.group in _HARMED and not _says_guilty(reading, h)]
    if not done:
        return None
    hit = min(done, key=lambda h: (_is_somebody(reading, h), _DEEDS.index(Sign(h.group)), h.first))
    if _is_somebody(reading, hit):
        return spelled(reading, hit.first, hit.after)
    first = _frame(reading, hit.first, parties) if reading.free_order else hit.first
    return spelled(reading, *without_tail(reading, first, max(hit.after, end_of(reading, first))))


def _says_guilty(reading: Reading, hit: Hit) -> bool:
    """Tell whether the word only says `guilty`, of what comes behind or stands elsewhere."""
    covers = reading.covers[hit.first]
    opens = any(Sign.OF_CHARGE in c for c in reading.covers[hit.after : hit.after + 1])
    return Sign.GUILT in covers and (Sign.LAW_ACT in covers or opens)


def _is_somebody(reading: Reading, hit: Hit) -> bool:
    """Tell whether the word says who did it, not what: `spies`, `three terrorists`."""
    return Sign.AGENT in reading.covers[hit.first] and hit.after == hit.first + 1


def _frame(reading: Reading, index: int, parties: Sequence[Party]) -> int:
    """Return where what was done begins before a verb at the end: `hat | 40 Gewehre gestohlen`."""
    if reading.tokens[index].capital or end_of(reading, index, whole=True) - index > _NEAR:
        return index
    for at in range(index - 1, max(-1, index - _REACH), -1):
        if reading.gap(at + 1).strip(_MARKS):
            told = any(Sign.TO_DO in covers for covers in reading.covers[index : index + _NEAR])
            who = Sign.RELATIVE in reading.covers[at + 1] and not told
            return min(index, at + 1 + who)
        if reading.covers[at] & _VERB and Sign.TO_DO not in reading.covers[at]:
            first = _behind_subject(reading, at + 1, parties)
            return min(index, without_head(reading, at + 1 if first is None else first))
    return index
