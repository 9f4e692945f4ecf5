from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from flask import Flask, render_template_string
from hypothesis import given
from hypothesis import strategies as st

from review.domain.vocabulary import ClaimState
from review.web import formatting
from review.web.formatting import (
    bar,
    bytes_in_words,
    day,
    exact,
    grouped_hash,
    relative,
    remaining,
    short_hash,
)

NOW = datetime(2026, 11, 23, 12, 3, tzinfo=UTC)


def test_a_date_can_be_read_in_one_way_only() -> None:
    assert day(date(2026, 3, 4)) == "4 Mar 2026"


def test_an_exact_time_is_shown_in_utc() -> None:
    there = datetime(2026, 11, 24, 1, 3, tzinfo=timezone(timedelta(hours=13)))
    assert exact(there) == "23 Nov 2026, 12:03"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        exact(datetime(2026, 11, 23, 12, 3))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (timedelta(seconds=-59), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=-1), "1 min ago"),
        (timedelta(minutes=-59, seconds=-59), "59 min ago"),
        (timedelta(hours=-2), "2 h ago"),
        (timedelta(hours=27), "in 27 h"),
        (timedelta(hours=48), "in 2 d"),
        (timedelta(days=-6, hours=-23), "6 d ago"),
        (timedelta(days=-7), "16 Nov 2026"),
        (timedelta(days=8), "1 Dec 2026"),
    ],
)
def test_a_time_is_told_by_its_distance_and_beyond_a_week_by_its_day(
    distance: timedelta, words: str
) -> None:
    assert relative(NOW + distance, NOW) == words


def test_a_lease_says_what_is_left_of_it_and_a_deadline_by_how_much_it_was_missed() -> None:
    assert remaining(NOW + timedelta(minutes=18, seconds=30), NOW) == "18 min left"
    assert remaining(NOW, NOW) == "0 min left"
    assert remaining(NOW - timedelta(hours=5), NOW) == "overdue by 5 h"


def test_a_digest_is_shortened_in_the_middle_and_a_short_text_is_left_whole() -> None:
    assert short_hash("4be1" + "0" * 56 + "09a7") == "4be1…09a7"
    assert short_hash("4be109a70000") == "4be109a70000"


def test_a_digest_to_be_read_aloud_comes_in_groups_of_eight() -> None:
    assert grouped_hash("9f2c61ab04d7e8b3") == "9f2c61ab 04d7e8b3"


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 bytes"), (1, "1 byte"), (1023, "1023 bytes"), (1536, "1.5 kB"),
        (100 * 1024, "100 kB"), (209_715_200, "200 MB"), (5 << 30, "5 GB"),
    ],
)  # fmt: skip
def test_a_size_is_told_in_the_unit_that_fits(size: int, said: str) -> None:
    assert bytes_in_words(size) == said


def test_a_bar_goes_from_done_to_given_up_and_says_so_in_words() -> None:
    drawn = bar({ClaimState.QUEUED: 1, ClaimState.SIGNED_OFF: 3, ClaimState.WITHDRAWN: 0})
    assert [(part.state, part.x, part.width) for part in drawn.segments] == [
        (ClaimState.SIGNED_OFF, "0%", "75%"),
        (ClaimState.QUEUED, "75%", "25%"),
    ]
    assert drawn.label == "4 claims: 3 signed off, 1 queued"


def test_a_bar_of_one_claim_and_of_none_reads_as_english() -> None:
    assert bar({ClaimState.QUEUED: 1}).label == "1 claim: 1 queued"
    assert bar({}).label == "No claims yet"
    assert bar({}).segments == ()


@given(st.dictionaries(st.sampled_from(ClaimState), st.integers(0, 10_000)))
def test_the_parts_of_a_bar_fill_it_and_lose_no_claim(counts: dict[ClaimState, int]) -> None:
    parts = bar(counts).segments
    assert sum(part.count for part in parts) == sum(counts.values())
    if parts:
        assert sum(float(part.width[:-1]) for part in parts) == pytest.approx(100, abs=0.5)


def test_templates_have_the_filters_and_the_clock_is_the_one_given() -> None:
    app = Flask(__name__)
    formatting.register(app, clock=lambda: NOW)
    with app.app_context():
        shown = render_template_string(
            "{{ at|relative }} / {{ at|exact }} / {{ at|remaining }} / {{ at|day }}",
            at=NOW - timedelta(hours=2),
        )
    assert shown == "2 h ago / 23 Nov 2026, 10:03 / overdue by 2 h / 23 Nov 2026"


def test_the_clock_of_the_product_is_aware_of_its_zone() -> None:
    assert formatting.utc_now().tzinfo is UTC
