"""How tries to sign in wait."""

from datetime import UTC, datetime, timedelta

import pytest

from review.domain.accounts import WINDOW, TooManyTries, in_words, wait_left

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def _failures(count: int, ago: float = 0) -> list[datetime]:
    return [NOW - timedelta(seconds=ago)] * count


def test_the_first_tries_do_not_wait() -> None:
    assert wait_left([], 5, NOW) == timedelta(0)
    assert wait_left(_failures(4), 5, NOW) == timedelta(0)


@pytest.mark.parametrize(("count", "seconds"), [(5, 30), (6, 60), (7, 120), (9, 480)])
def test_each_further_failure_doubles_the_wait(count: int, seconds: int) -> None:
    assert wait_left(_failures(count), 5, NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize("count", [11, 5_000])
def test_no_wait_is_longer_than_the_window(count: int) -> None:
    assert wait_left(_failures(count), 5, NOW) == WINDOW


def test_a_wait_runs_from_the_last_failure_and_ends() -> None:
    assert wait_left(_failures(5, ago=10), 5, NOW) == timedelta(seconds=20)
    assert wait_left(_failures(5, ago=31), 5, NOW) == timedelta(0)


def test_failures_before_the_window_count_no_more() -> None:
    assert wait_left([*_failures(9, ago=901), *_failures(4)], 5, NOW) == timedelta(0)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 second"), (40, "40 seconds"), (60, "1 minute"), (61, "2 minutes")],
)
def test_a_wait_is_told_in_words_and_never_too_short(seconds: float, words: str) -> None:
    assert in_words(timedelta(seconds=seconds)) == words
    assert words in TooManyTries(timedelta(seconds=seconds)).message
