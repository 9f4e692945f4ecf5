"""How times, digests and counts read on a page: pure functions, offered to templates as filters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from flask import Flask

from review.domain.vocabulary import ClaimState

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
BAR_ORDER = (
    ClaimState.SIGNED_OFF,
    ClaimState.AWAITING_SIGN_OFF,
    ClaimState.ADJUDICATION,
    ClaimState.IN_REVIEW,
    ClaimState.QUEUED,
    ClaimState.WITHDRAWN,
)


@dataclass(frozen=True)
class Segment:
    """One part of a stacked bar; `x` and `width` are percentages for SVG attributes."""

    state: ClaimState
    count: int
    x: str
    width: str


@dataclass(frozen=True)
class Bar:
    """A stacked bar of claims by state, and the sentence that says the same."""

    segments: tuple[Segment, ...]
    label: str


def day(moment: date) -> str:
    """ "23 Nov 2026", which nobody can read as another day. Month names do not follow a locale."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def exact(moment: datetime) -> str:
    """ "23 Nov 2026, 12:03" in UTC. Raises ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError("A time without a zone cannot be shown.")
    moment = moment.astimezone(UTC)
    return f"{day(moment)}, {moment:%H:%M}"


def bytes_in_words(size: int) -> str:
    """A size to one part in a hundred or better: "999 bytes", "1.5 kB", "200 MB" (of 1024)."""
    for unit, name in ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")):
        if size >= unit:
            shown = size / unit
            return f"{shown:.0f} {name}" if shown >= 100 else f"{shown:.3g} {name}"
    return "1 byte" if size == 1 else f"{size} bytes"


def span(length: timedelta) -> str:
    """A length of time in its largest whole unit up to days: "18 min", "5 h", "3 d"."""
    minutes = int(abs(length).total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return f"{minutes // (24 * 60)} d"


def relative(moment: datetime, now: datetime) -> str:
    """ "2 h ago", "in 27 h", "just now"; beyond a week the plain day."""
    distance = moment - now
    if abs(distance) < timedelta(minutes=1):
        return "just now"
    if abs(distance) >= timedelta(days=7):
        return day(moment.astimezone(UTC))
    return f"{span(distance)} ago" if distance < timedelta(0) else f"in {span(distance)}"


def remaining(moment: datetime, now: datetime) -> str:
    """What is left of a lease or until a deadline: "18 min left", "overdue by 5 h"."""
    distance = moment - now
    return f"{span(distance)} left" if distance >= timedelta(0) else f"overdue by {span(distance)}"


def short_hash(digest: str) -> str:
    """ "4be1…09a7": enough to compare two by eye. A short text is left whole."""
    return digest if len(digest) <= 12 else f"{digest[:4]}…{digest[-4:]}"


def grouped_hash(digest: str) -> str:
    """The whole digest in groups of eight, so that it can be read aloud."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def bar(counts: Mapping[ClaimState, int]) -> Bar:
    """Claims by state, from done to given up. States without a claim are left out."""
    total = sum(counts.values())
    segments, at = [], 0
    for state in BAR_ORDER:
        count = counts.get(state, 0)
        if count:
            segments.append(Segment(state, count, _percent(at, total), _percent(count, total)))
        at += count
    said = ", ".join(f"{part.count} {part.state.title_text.lower()}" for part in segments)
    noun = "claim" if total == 1 else "claims"
    return Bar(tuple(segments), f"{total} {noun}: {said}" if said else "No claims yet")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.4g}%"


def utc_now() -> datetime:
    return datetime.now(UTC)


def register(app: Flask, clock: Callable[[], datetime] = utc_now) -> None:
    """Offer these functions to the app's templates; `clock` says what "now" is."""
    for plain in (day, exact, short_hash, grouped_hash):
        app.add_template_filter(plain)
    app.add_template_filter(bytes_in_words, "size")
    app.add_template_filter(bar, "state_bar")
    app.add_template_filter(lambda moment: relative(moment, clock()), "relative")
    app.add_template_filter(lambda moment: remaining(moment, clock()), "remaining")
