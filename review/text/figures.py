"""Figures: which numbers count things, and which are dates, ages, times or parts of a name."""

import re

from review.text.lexicon import Sign
from review.text.reading import Reading

_MONEY = frozenset("%$€£₴₽¥")
_JOINS = frozenset(":/")
_LEAD = 2
_SMALL = 3
_NEAR = 5
_DAYS = 31
_DAY = re.compile(r"(\d{1,2})(?![\d.,]*\d)")
_NO_COUNT = re.compile(r"^\d.*(?:[ap]m|st|nd|rd|th|[-‑]\D+)$")
_DEFINITE = {Sign.DEFINITE, Sign.ARTICLE}
_AMOUNTS = frozenset({Sign.AMOUNT, Sign.NUMBER})
MEASURES = {Sign.INDICATOR, Sign.AMOUNT}
_CLOCKED = re.compile(r"\d:[0-5]\d:[0-5]\d")
_DECIMAL = re.compile(r"^\d+[.,]\d{1,2}$")
_NOT_COUNTED = frozenset({Sign.TIME_UNIT, Sign.MONTH, Sign.DAY, Sign.NUMBERED})


def counts_at(reading: Reading, index: int) -> bool:
    """Tell whether the word counts things: an amount, but no age, time, rank or part of a name."""
    if not amount_at(reading, index) or Sign.VAGUE in reading.covers[index]:
        return False
    if any(c & _NOT_COUNTED for c in reading.covers[max(0, index - 1) : index + 2]):
        return False
    if _is_age_or_hour(reading, index) or _belongs_to_a_name(reading, index):
        return False
    return not _is_known(reading, index)


def _is_known(reading: Reading, index: int) -> bool:
    """Tell whether it is `the two leaders`, whom the reader knows, rather than a count."""
    before = reading.covers[index - 1] if index else frozenset()
    return Sign.NUMBER in reading.covers[index] and bool(before & _DEFINITE)


def _is_age_or_hour(reading: Reading, index: int) -> bool:
    """Tell whether it is `Maresk, 39, said`, `at 18:00`, `at 6am` or `a 10-storey house`."""
    token = reading.tokens[index]
    before, behind = reading.gap(index), reading.gap(index + 1)
    if not _JOINS.isdisjoint((before[-1:], behind[:1])) or _NO_COUNT.search(token.low):
        return True
    follows_name = index > 0 and reading.tokens[index - 1].capital
    return follows_name and before.strip() == "," and token.text.isdigit() and len(token.text) < 3


def _belongs_to_a_name(reading: Reading, index: int) -> bool:
    before = reading.tokens[index - 1] if index > 1 else None
    return before is not None and before.capital and not reading.gap(index).strip()


def amount_at(reading: Reading, index: int) -> bool:
    """Tell whether the word is an amount rather than a part of a date."""
    text = reading.tokens[index].text
    if not _AMOUNTS.isdisjoint(reading.covers[index]):
        return True
    counted = index + 1 < len(reading.tokens) and Sign.INDICATOR in reading.covers[index + 1]
    if not text[0].isdigit() or (_is_year(text) and not counted):
        return False
    return not (_may_be_day(text) and _beside_month(reading, index))


def _may_be_day(text: str) -> bool:
    """Tell whether a number can be a day of a month: `3`, `3rd`, but not `40`."""
    day = _DAY.match(text)
    return day is not None and 1 <= int(day[1]) <= _DAYS


def _beside_month(reading: Reading, index: int) -> bool:
    """Tell whether a month stands beside; behind `3 May` a second number counts things."""
    covers = reading.covers
    if index + 1 < len(covers) and Sign.MONTH in covers[index + 1]:
        return True
    behind = index > 0 and Sign.MONTH in covers[index - 1]
    return behind and not (index > 1 and _may_be_day(reading.tokens[index - 2].text))


def is_hour_at(reading: Reading, index: int) -> bool:
    """Tell whether the word is part of a time of day with a colon: `5:30`."""
    tokens = reading.tokens
    if not tokens[index].text[0].isdigit():
        return False
    before, behind = reading.gap(index), reading.gap(index + 1)
    if before == ":" and index:
        return tokens[index - 1].text.isdigit()
    joined = behind == ":" and index + 1 < len(tokens) and tokens[index + 1].text[0].isdigit()
    return joined and tokens[index].text.isdigit()


def is_the_point(reading: Reading) -> bool:
    """Tell whether an amount is what a sentence is about.

    A share or a sum of money is, and so are two figures, one that is compared, and one that
    leads the sentence or what is said: `Nine ships sank`, `officials said six`.
    """
    if not _MONEY.isdisjoint(reading.text) or _CLOCKED.search(reading.text) or _times(reading):
        return True
    figures = [i for i in range(len(reading.tokens)) if counts_at(reading, i)]
    if len(figures) > 1 or any(_is_compared(reading, i) for i in figures):
        return True
    others = any(not reading.covers[i] >= MEASURES for i in figures)
    if reading.has(Sign.INDICATOR) and (others or _compares_alone(reading)):
        return True
    leading = _leading(reading)
    return any(_is_large(reading, i) or i in leading for i in figures)


def _times(reading: Reading) -> bool:
    """Tell whether a time is measured: `2 hours 4 minutes`."""
    return any(
        reading.tokens[i].text[0].isdigit()
        and Sign.TIME_UNIT in reading.covers[i + 1]
        and reading.tokens[i + 2].text[0].isdigit()
        and Sign.TIME_UNIT in reading.covers[i + 3]
        for i in range(len(reading.tokens) - 3)
    )


def _compares_alone(reading: Reading) -> bool:
    """Tell whether amounts are compared without a figure, and no cause is what counts."""
    if reading.has(Sign.CAUSAL):
        return False
    compared = reading.hits(Sign.COMPARISON)
    return any(not i or Sign.MERELY not in reading.covers[i - 1] for i, _, _ in compared)


def _is_compared(reading: Reading, index: int) -> bool:
    """Tell whether `more than` or `rose by` stands near the figure."""
    near = reading.covers[max(0, index - _NEAR) : index + _NEAR]
    return any(Sign.COMPARISON in covers for covers in near)


def _is_large(reading: Reading, index: int) -> bool:
    """Tell whether it is a decimal or has four digits or more: who writes it means the amount."""
    text = reading.tokens[index].text
    many = sum(c.isdigit() for c in text) > _SMALL
    return bool(_DECIMAL.match(text)) or (many and text[0].isdigit())


def _leading(reading: Reading) -> set[int]:
    """Return the first words of the sentence and of what is said that can count things."""
    begun = [0, *(hit.after for hit in reading.hits(Sign.SAYS, Sign.SAYS_WEAKLY))]
    near = {i + k for i in begun for k in range(_LEAD) if i + k < len(reading.tokens)}
    few = {i for i in range(min(_LEAD, len(reading.tokens))) if Sign.A_FEW in reading.covers[i]}
    return {i for i in near - few if Sign.AMOUNT not in reading.covers[i]}


def _is_year(text: str) -> bool:
    digits = text[:4]
    return len(digits) == 4 and digits.isdigit() and 1000 <= int(digits) <= 2100
