"""What a later look at a watched page found, what follows, and when it is looked at next.

The bytes of the first capture stay the evidence whatever a look finds. What has been told once is
not told again as long as the page stays as it was told.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from review.domain.vocabulary import WatchState

A_DAY = timedelta(days=1)
FIRST_TRY_AGAIN = timedelta(hours=1)
# After so many failures the distance grows no more: it is longer than any that is asked for.
MOST_GROWTH = 6
# A look comes up to this part of its distance late, so that pages added together spread out.
LATENESS = 0.1
MISSING = frozenset({404, 410})
CAME = frozenset({WatchState.SAME, WatchState.CHANGED})

Stands = Callable[[str, str], bool]


class Follows(StrEnum):
    """What a look leads to, beside being kept."""

    NOTHING = "nothing"
    TOLD_CHANGED = "told_changed"
    ALTERED = "altered"
    TOLD_GONE = "told_gone"


@dataclass(frozen=True, slots=True)
class Content:
    """A page as it came. Where no words can be read, its bytes alone can be compared."""

    sha256: str
    words: str = ""

    def says_the_same(self, other: "Content") -> bool:
        return self.sha256 == other.sha256 or bool(self.words and self.words == other.words)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of the fetch. Without a `page`, `why` says what came instead, as a sentence."""

    page: Content | None = None
    http_status: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier look."""

    at: datetime
    outcome: WatchState
    http_status: int | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """What an answer is held against.

    `before` is the page at the last look at which it came, our own copy where there was none.
    `quotes` are passages of our copy that claims quote, in its words. `past` has the newest first.
    """

    ours: Content
    before: Content
    quotes: Sequence[str]
    past: Sequence[Past]


@dataclass(frozen=True, slots=True)
class Finding:
    """`reason` is a sentence without a word of the page, so it may be told to anybody."""

    outcome: WatchState
    follows: Follows
    reason: str


def judge(watched: Watched, answer: Answer, *, at: datetime, stands: Stands) -> Finding:
    """What a look at `at` found. `stands(words, quote)` tells whether a quote is in the words."""
    if answer.page is None:
        return _without_page(watched.past, answer, at)
    if watched.ours.words and not answer.page.words and not answer.page.says_the_same(watched.ours):
        return _unreachable("The page came, and no words can be read in it.")
    return _compared(watched, answer.page, stands)


def _compared(watched: Watched, page: Content, stands: Stands) -> Finding:
    if page.sha256 == watched.ours.sha256:
        return Finding(WatchState.SAME, Follows.NOTHING, "The same bytes as ours.")
    if page.says_the_same(watched.ours):
        return Finding(WatchState.SAME, Follows.NOTHING, "Other bytes, and the same words.")
    if page.says_the_same(watched.before):
        return _changed(Follows.NOTHING, "It is unlike ours, and as it was at the look before.")
    return _quoted(watched, page, stands) if watched.quotes else _unquoted(watched)


def _quoted(watched: Watched, page: Content, stands: Stands) -> Finding:
    gone = [quote for quote in watched.quotes if not stands(page.words, quote)]
    if any(stands(watched.before.words, quote) for quote in gone):
        return _changed(Follows.ALTERED, f"Its words changed, and {_no_longer_there(gone)}.")
    if gone:
        return _changed(Follows.TOLD_CHANGED, f"Its words changed again, and {_still_gone(gone)}.")
    said = "Its words changed. Every passage quoted from it still stands there."
    return _changed(Follows.TOLD_CHANGED, said)


def _unquoted(watched: Watched) -> Finding:
    what = "words" if watched.ours.words else "bytes"
    if not watched.before.says_the_same(watched.ours):
        return _changed(Follows.TOLD_CHANGED, f"Its {what} changed again.")
    said = f"Its {what} changed, and no passage was quoted from it that could be looked for."
    return _changed(Follows.ALTERED, said)


def _no_longer_there(gone: Sequence[str]) -> str:
    if len(gone) == 1:
        return "a passage quoted from it no longer stands there"
    return f"{len(gone)} passages quoted from it no longer stand there"


def _still_gone(gone: Sequence[str]) -> str:
    if len(gone) == 1:
        return "a passage quoted from it is still not there"
    return f"{len(gone)} passages quoted from it are still not there"


def _changed(follows: Follows, reason: str) -> Finding:
    return Finding(WatchState.CHANGED, follows, reason)


def _unreachable(reason: str) -> Finding:
    return Finding(WatchState.UNREACHABLE, Follows.NOTHING, reason)


def _without_page(past: Sequence[Past], answer: Answer, at: datetime) -> Finding:
    if answer.http_status not in MISSING:
        return _unreachable(answer.why)
    missed = list(_since_it_came(past))
    said = f"The site answered {answer.http_status} instead of the page"
    if any(look.outcome is WatchState.GONE for look in missed):
        return Finding(WatchState.GONE, Follows.NOTHING, f"{said}. It is still gone.")
    if any(look.http_status in MISSING and at - look.at >= A_DAY for look in missed):
        reason = f"{said}, as it did a day before. It is gone; our bytes hold."
        return Finding(WatchState.GONE, Follows.TOLD_GONE, reason)
    return _unreachable(f"{said}. It is called gone if that is so a day later.")


def _since_it_came(past: Sequence[Past]) -> Iterator[Past]:
    return takewhile(lambda look: look.outcome not in CAME, past)


def next_look(
    finding: Finding,
    answer: Answer,
    past: Sequence[Past],
    *,
    at: datetime,
    distance: timedelta,
    spread: float,
) -> datetime:
    """When to look again: after `distance`, sooner where no page came, more and more slowly.

    `spread` from 0 to 1 is the piece's own; it makes the look later, never sooner.
    """
    return at + _wait(finding, answer, past, distance) * (1 + LATENESS * spread)


def _wait(finding: Finding, answer: Answer, past: Sequence[Past], distance: timedelta) -> timedelta:
    if finding.outcome is not WatchState.UNREACHABLE:
        return distance
    if answer.http_status in MISSING:
        return A_DAY
    tries = list(takewhile(lambda look: look.outcome is WatchState.UNREACHABLE, past))
    growth: int = 4 ** min(len(tries), MOST_GROWTH)
    return min(distance, FIRST_TRY_AGAIN * growth)
