"""Whom a sentence accuses: whoever did the deed it names, or stands on the far side of a charge."""

from collections.abc import Sequence

from review.text.lexicon import Sign
from review.text.parties import PEOPLE, Party, begin_of, says_where
from review.text.phrases import Hit
from review.text.reading import Reading

_BACK = 4
_BREATH = 6
_OF = 3
_FOR = 2
_MANY = 64
_BETWEEN = {Sign.ADVERB, Sign.NOT, Sign.NEVER_PASSIVE}
_HELPING = {Sign.ADVERB, Sign.NOT, Sign.PASSIVE, Sign.PERFECT, Sign.HAS}
_ASIDE = 20
_PRONOUNS = {Sign.HE, Sign.SHE, Sign.THEY}
_CHARGES = {Sign.ACCUSES, Sign.LAW_ACT, Sign.CONVICTS, Sign.CASE}


def accused_of(
    reading: Reading, parties: Sequence[Party], hits: Sequence[Hit], speaker: Sequence[Party] = ()
) -> Party | None:
    """Return whom the words of charge or deed in `hits` are laid against, the plainest first.

    In a sentence without end only the first few words of charge are looked at.
    """
    hits = hits[:_MANY]
    others = [
        p
        for p in parties
        if not (p in speaker or _is_victim(reading, p, hits) or _gains(reading, p, hits))
        and not _owns(reading, p, parties)
        and not says_where(reading, p)
        and not stands_by(reading, p, hits)
    ]
    told = next((h.first for h in hits if _told_by_pronoun(reading, h)), len(reading.tokens))
    others = [p for p in others if p.first < told]
    for mark in reading.hits(Sign.AGAINST, Sign.PROBES):
        found = _next(others, mark.after)
        if found and found.first - mark.after <= _BACK:
            return found
    for hit in hits:
        charge = hit.group in _CHARGES
        found = (_charged if charge else _doer)(reading, others, hit)
        if found:
            return found
    return None


def stands_by(reading: Reading, party: Party, hits: Sequence[Hit]) -> bool:
    """Tell whether they only hear the case or were hurt, unless `accused the court` says more."""
    at = begin_of(reading, party)
    if any(h.after == at and h.group == Sign.ACCUSES for h in hits[:_MANY]):
        return False
    first = party.first if party.text[0].isupper() else party.after - 1
    return any(Sign.BYSTANDER in reading.covers[i] for i in range(first, party.after))


def _is_victim(reading: Reading, party: Party, hits: Sequence[Hit]) -> bool:
    """Tell whether it was done to them: `the murder of Ilan Maresk`, `robbing Ilan Maresk`."""
    return any(
        hit.group not in _CHARGES
        and (
            (0 < party.first - hit.after <= _OF and Sign.OF_WHOM in reading.covers[hit.after])
            or (
                0 <= party.first - hit.after < _OF and Sign.OF_WHOM in reading.covers[hit.after - 1]
            )
            or (0 <= party.first - hit.after <= 1 and _is_doing(reading, hit))
        )
        for hit in hits
    )


def _is_doing(reading: Reading, hit: Hit) -> bool:
    """Tell whether one word tells what somebody is doing to whoever stands behind: `robbing`."""
    return hit.after == hit.first + 1 and Sign.NEVER_PASSIVE in reading.covers[hit.first]


def _owns(reading: Reading, party: Party, parties: Sequence[Party]) -> bool:
    """Tell whether they only say whose somebody is: `Norland's minister, Ilan Maresk`."""
    if not reading.tokens[party.after - 1].possessive:
        return False
    head = next((p for p in parties if p.first >= party.after), None)
    return (
        head is not None
        and not any(
            _acts(reading, i) or reading.gap(i).strip(" ,") for i in range(party.after, head.first)
        )
        and head.first - party.after <= _BREATH
    )


def _gains(reading: Reading, party: Party, hits: Sequence[Hit]) -> bool:
    """Tell whether the deed was done for them: `spying for Norland`, `on behalf of Norland`."""
    done = [hit for hit in hits if hit.after <= party.first][-1:]
    if not done or done[0].group in _CHARGES:
        return False
    near = range(max(done[0].after, party.first - _FOR), party.first)
    return any(Sign.BENEFITS in reading.covers[i] for i in near)


def _charged(reading: Reading, parties: Sequence[Party], hit: Hit) -> Party | None:
    """`X was charged` and `an engineer sentenced for` look back, `a court sentenced X` ahead."""
    if hit.group != Sign.ACCUSES:
        parties = [p for p in parties if not _judges(reading, p)] or parties
    within = next((p for p in parties if hit.first < p.first and p.after <= hit.after), None)
    before, behind = last_before(reading, parties, hit.first), _next(parties, hit.after)
    if within or suffers(reading, hit):
        return within or before or (behind if reading.free_order else None)
    near = behind and (behind.first - hit.after < _OF or _takes(reading, hit.after, behind))
    if before and before.after == hit.first and not near:
        return before
    return behind or before


def _told_by_pronoun(reading: Reading, hit: Hit) -> bool:
    """Tell whether `he was sentenced` says whom it is laid against, though not by name."""
    if hit.group not in _CHARGES or not suffers(reading, hit) or _impersonal(reading, hit):
        return False
    near = range(max(0, hit.first - _BACK), hit.first)
    return any(reading.covers[i] & _PRONOUNS for i in near)


def _impersonal(reading: Reading, hit: Hit) -> bool:
    """Tell whether it is `it is alleged that`, which names nobody before the word."""
    behind = reading.covers[hit.after : hit.after + 1]
    return any(Sign.CHARGED_THAT in covers for covers in behind)


def _judges(reading: Reading, party: Party) -> bool:
    """Tell whether it is a court or a judge: `the court`, `the High Court of Norland`."""
    first = party.first if party.text[0].isupper() else party.after - 1
    return any(Sign.BENCH in covers for covers in reading.covers[first : party.after])


def _takes(reading: Reading, index: int, party: Party) -> bool:
    """Tell whether the verb before `index` reaches somebody: `arrested the port's late mayor`."""
    between = reading.covers[index : party.first]
    return len(between) <= _BREATH and not any(
        covers & {Sign.PREPOSITION, Sign.OF_ACT, Sign.AND, Sign.FINITE} for covers in between
    )


def _doer(reading: Reading, parties: Sequence[Party], hit: Hit) -> Party | None:
    """Return who did it: the subject, or who follows `by`. A victim is not accused.

    `Vantorian spies` did it themselves, `a murdered engineer` did not.
    """
    by = _by(reading, parties, hit)
    if by or suffers(reading, hit):
        return by
    inside = next((p for p in parties if p.first <= hit.first < p.after), None)
    if inside and inside.after != hit.after:
        return None
    if inside and inside.after - inside.first > 1:
        return inside
    return (
        None
        if inside and _only_mentioned(reading, hit.first)
        else doer_before(reading, parties, hit.first)
    )


def doer_before(reading: Reading, parties: Sequence[Party], index: int) -> Party | None:
    """Return the subject of a verb: of `met a guard and stabbed him`, who met the guard."""
    at = index
    while at > 0 and reading.covers[at - 1] & {Sign.ADVERB, Sign.AND, Sign.PERFECT}:
        at -= 1
        if Sign.AND in reading.covers[at]:
            verbs = (i for i in range(at - 1, max(0, at - _MANY), -1) if _acts(reading, i))
            return last_before(reading, parties, next(verbs, index))
    return last_before(reading, parties, index)


def _acts(reading: Reading, index: int) -> bool:
    """Tell whether a word is the verb of its clause, a group of people beside."""
    covers = reading.covers[index]
    return Sign.FINITE in covers and not covers & PEOPLE


def _only_mentioned(reading: Reading, index: int) -> bool:
    """Tell whether it is `of a spy` or `the spy` rather than `called him a spy`."""
    while index and Sign.ARTICLE in reading.covers[index - 1]:
        if Sign.DEFINITE in reading.covers[index - 1]:
            return True
        index -= 1
    return index > 0 and Sign.PREPOSITION in reading.covers[index - 1]


def _by(reading: Reading, parties: Sequence[Party], hit: Hit) -> Party | None:
    """Return who follows `by` in the same breath as the deed."""
    for mark in reading.hits(Sign.BY_DOER):
        if hit.first <= mark.first <= hit.after + _BREATH:
            paused = any("," in reading.gap(i) for i in range(hit.after, mark.after))
            return None if paused else _next(parties, mark.after)
    return None


def suffers(reading: Reading, hit: Hit) -> bool:
    """Tell whether the verb is passive: `was arrested`, `has been secretly robbed`.

    `Is spying` and `was illegally dumping` are not.
    """
    if Sign.NEVER_PASSIVE in reading.covers[hit.first]:
        return False
    at = hit.first - 1
    while at > 0 and reading.covers[at] & _BETWEEN and Sign.PASSIVE not in reading.covers[at]:
        at -= 1
    return at >= 0 and Sign.PASSIVE in reading.covers[at]


def last_before(reading: Reading, parties: Sequence[Party], index: int) -> Party | None:
    """Return who stands last before the word; of `the crown prince of Norland` the prince."""
    before = [party for party in parties if party.after <= index]
    if named := _before_aside(reading, before, index):
        return named
    while len(before) > 1 and _belongs(reading, before[-2], before[-1]):
        before.pop()
    return before[-1] if before else None


def _before_aside(reading: Reading, before: Sequence[Party], index: int) -> Party | None:
    """Return whom an aside between commas explains: `Maresk, a brother of Forsant, was jailed`."""
    at = index
    while at > 1 and reading.covers[at - 1] & _HELPING:
        at -= 1
    if reading.gap(at).strip() != ",":
        return None
    commas = {i for i in range(max(1, at - _ASIDE), at) if reading.gap(i).strip() == ","}
    return next((party for party in reversed(before) if party.after in commas), None)


def _belongs(reading: Reading, head: Party, party: Party) -> bool:
    between = reading.covers[head.after : party.first]
    return 1 <= len(between) <= _OF - 1 and Sign.OF_WHOM in between[0]


def _next(parties: Sequence[Party], index: int) -> Party | None:
    return next((party for party in parties if party.first >= index), None)
