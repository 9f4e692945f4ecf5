from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.domain.moments import iso, iso_or_none

offsets = st.integers(-23 * 60, 23 * 60).map(lambda m: timezone(timedelta(minutes=m)))


def test_a_moment_is_written_in_utc_with_microseconds() -> None:
    there = datetime(2026, 11, 24, 1, 3, 4, 1, tzinfo=timezone(timedelta(hours=13)))
    assert iso(there) == "2026-11-23T12:03:04.000001Z"


def test_a_full_second_keeps_its_microseconds_so_that_text_sorts_like_time() -> None:
    assert iso(datetime(2026, 1, 2, tzinfo=UTC)) == "2026-01-02T00:00:00.000000Z"


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=offsets), offsets)  # noqa: DTZ001
def test_a_moment_reads_the_same_wherever_it_was_written(moment: datetime, zone: timezone) -> None:
    assert iso(moment.astimezone(zone)) == iso(moment)
    assert datetime.fromisoformat(iso(moment)) == moment


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        iso(datetime(2026, 11, 23, 12, 3))  # noqa: DTZ001


def test_no_moment_stays_none() -> None:
    assert iso_or_none(None) is None
    assert iso_or_none(datetime(2026, 1, 2, tzinfo=UTC)) == "2026-01-02T00:00:00.000000Z"
