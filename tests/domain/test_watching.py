"""What a look at a watched page finds, and what follows from it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from review.domain.vocabulary import WatchState
from review.domain.watching import (
    A_DAY,
    Answer,
    Content,
    Finding,
    Follows,
    Past,
    Watched,
    judge,
    next_look,
)

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
WEEK = timedelta(days=7)
OURS = Content("a" * 64, "Fares doubled in 2025. The ministry says so.")
OTHER = Content("b" * 64, "Fares doubled in 2025. The ministry says so. A note was added.")
FALLEN = Content("c" * 64, "Fares tripled in 2025.")
BLIND = Content("d" * 64)
QUOTE = "Fares doubled in 2025."


def look(
    page: Content,
    *quotes: str,
    ours: Content = OURS,
    before: Content | None = None,
    past: tuple[Past, ...] = (),
) -> Finding:
    watched = Watched(ours=ours, before=before or ours, quotes=quotes, past=past)
    return judge(watched, Answer(page, 200), at=AT, stands=lambda words, quote: quote in words)


def without(
    status: int | None, *past: Past, why: str = "The site could not be reached."
) -> Finding:
    watched = Watched(ours=OURS, before=OURS, quotes=(), past=past)
    answer = Answer(http_status=status, why="The site could not be reached.")
    return judge(watched, answer, at=AT, stands=lambda words, quote: quote in words)


def ago(distance: timedelta, outcome: WatchState, status: int | None = None) -> Past:
    return Past(AT - distance, outcome, status)


def found(finding: Finding) -> tuple[WatchState, Follows]:
    return finding.outcome, finding.follows


@pytest.mark.parametrize("page", [OURS, Content("e" * 64, OURS.words)])
def test_the_same_bytes_or_other_bytes_with_the_same_words_open_nothing(page: Content) -> None:
    assert found(look(page)) == (WatchState.SAME, Follows.NOTHING)


def test_other_words_are_told_where_every_quoted_passage_still_stands() -> None:
    assert found(look(OTHER, QUOTE)) == (WatchState.CHANGED, Follows.TOLD_CHANGED)


def test_a_quoted_passage_that_no_longer_stands_is_an_alteration() -> None:
    finding = look(FALLEN, QUOTE)
    assert found(finding) == (WatchState.CHANGED, Follows.ALTERED)
    assert (
        finding.reason == "Its words changed, and a passage quoted from it no longer stands there."
    )
    both = look(FALLEN, QUOTE, "The ministry says so.")
    assert "2 passages quoted from it no longer stand there." in both.reason


def test_a_change_where_nothing_was_quoted_is_an_alteration() -> None:
    finding = look(OTHER)
    assert found(finding) == (WatchState.CHANGED, Follows.ALTERED)
    assert "no passage was quoted" in finding.reason


def test_what_stays_as_it_was_at_the_look_before_is_not_told_again() -> None:
    for quotes in ((), (QUOTE,)):
        again = look(FALLEN, *quotes, before=FALLEN)
        assert found(again) == (WatchState.CHANGED, Follows.NOTHING)


def test_a_further_change_is_told_and_opens_nothing_anew() -> None:
    further = Content("f" * 64, "Fares quadrupled in 2025.")
    unquoted = look(further, before=FALLEN)
    assert found(unquoted) == (WatchState.CHANGED, Follows.TOLD_CHANGED)
    assert unquoted.reason == "Its words changed again."
    quoted = look(further, QUOTE, before=FALLEN)
    assert found(quoted) == (WatchState.CHANGED, Follows.TOLD_CHANGED)
    assert "a passage quoted from it is still not there" in quoted.reason
    both = look(further, QUOTE, "The ministry says so.", before=FALLEN)
    assert "2 passages quoted from it are still not there" in both.reason


def test_a_second_passage_that_falls_at_a_further_change_is_an_alteration_again() -> None:
    half = Content("f" * 64, "Fares tripled in 2025. The ministry says so.")
    finding = look(FALLEN, QUOTE, "The ministry says so.", before=half)
    assert found(finding) == (WatchState.CHANGED, Follows.ALTERED)


def test_a_page_that_came_back_to_what_we_hold_and_changes_anew_is_altered_anew() -> None:
    assert found(look(FALLEN, before=OURS)) == (WatchState.CHANGED, Follows.ALTERED)


def test_a_page_that_comes_without_readable_words_says_nothing_about_ours() -> None:
    assert found(look(BLIND, QUOTE)) == (WatchState.UNREACHABLE, Follows.NOTHING)


def test_where_ours_has_no_words_the_bytes_decide() -> None:
    assert found(look(BLIND, ours=BLIND)) == (WatchState.SAME, Follows.NOTHING)
    picture = look(Content("e" * 64), ours=BLIND)
    assert found(picture) == (WatchState.CHANGED, Follows.ALTERED)
    assert picture.reason.startswith("Its bytes changed")
    assert found(look(OURS, ours=BLIND)) == (WatchState.CHANGED, Follows.ALTERED)
    assert look(FALLEN, ours=BLIND, before=OURS).reason == "Its bytes changed again."


def test_a_page_that_is_not_there_once_is_not_called_gone() -> None:
    for status in (404, 410):
        finding = without(status)
        assert found(finding) == (WatchState.UNREACHABLE, Follows.NOTHING)
        assert f"answered {status}" in finding.reason


def test_a_page_is_gone_when_it_is_not_there_a_day_later_either() -> None:
    first = ago(A_DAY, WatchState.UNREACHABLE, 410)
    assert found(without(404, first)) == (WatchState.GONE, Follows.TOLD_GONE)
    sooner = ago(A_DAY - timedelta(seconds=1), WatchState.UNREACHABLE, 404)
    assert found(without(404, sooner)) == (WatchState.UNREACHABLE, Follows.NOTHING)


def test_looks_that_failed_otherwise_between_do_not_count_and_do_not_hinder() -> None:
    past = (
        ago(A_DAY / 2, WatchState.UNREACHABLE),
        ago(2 * A_DAY, WatchState.UNREACHABLE, 404),
        ago(9 * A_DAY, WatchState.SAME, 200),
    )
    assert found(without(404, *past)) == (WatchState.GONE, Follows.TOLD_GONE)
    only_errors = ago(2 * A_DAY, WatchState.UNREACHABLE, 503)
    assert found(without(404, only_errors)) == (WatchState.UNREACHABLE, Follows.NOTHING)


def test_a_page_that_came_between_begins_the_count_anew() -> None:
    past = (ago(A_DAY, WatchState.SAME, 200), ago(9 * A_DAY, WatchState.UNREACHABLE, 404))
    assert found(without(404, *past)) == (WatchState.UNREACHABLE, Follows.NOTHING)


def test_that_a_page_is_gone_is_told_once() -> None:
    past = (ago(A_DAY, WatchState.UNREACHABLE), ago(WEEK, WatchState.GONE, 404))
    assert found(without(404, *past)) == (WatchState.GONE, Follows.NOTHING)


@pytest.mark.parametrize("status", [None, 401, 403, 429, 451, 500, 503])
def test_trouble_on_the_way_is_never_gone(status: int | None) -> None:
    past = [ago(A_DAY * day, WatchState.UNREACHABLE, status) for day in range(1, 20)]
    finding = without(status, *past)
    assert found(finding) == (WatchState.UNREACHABLE, Follows.NOTHING)
    assert finding.reason == "The site could not be reached."


def due(finding: Finding, *past: Past, status: int | None = None, spread: float = 0) -> timedelta:
    answer = Answer(http_status=status)
    return next_look(finding, answer, past, at=AT, distance=WEEK, spread=spread) - AT


def test_the_next_look_comes_after_the_distance_and_a_little_later_by_the_spread() -> None:
    assert due(look(OURS)) == WEEK
    assert due(look(FALLEN)) == WEEK
    assert due(look(OURS), spread=1) == WEEK * 1.1


def test_what_could_not_be_reached_is_tried_again_ever_more_slowly() -> None:
    failed = ago(A_DAY, WatchState.UNREACHABLE)
    tried = [due(without(None), *[failed] * times) for times in (0, 1, 2, 3, 20)]
    hours = [wait / timedelta(hours=1) for wait in tried]
    assert hours == [1, 4, 16, 64, 7 * 24]
    came = ago(A_DAY, WatchState.SAME)
    assert due(without(None), came, failed) == timedelta(hours=1)


def test_a_page_that_was_not_there_is_looked_at_a_day_later() -> None:
    assert due(without(404), status=404) == A_DAY
    gone = without(404, ago(A_DAY, WatchState.UNREACHABLE, 404))
    assert due(gone, status=404) == WEEK
