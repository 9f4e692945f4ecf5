"""A cursor comes back from the browser: whatever stands in it, the list answers."""

from datetime import UTC, datetime

import pytest

from review.queries.paging import read_cursor, write_cursor

KINDS = (float, int)


@pytest.mark.parametrize(
    ("key", "kinds"),
    [
        ((-0.95, 12), KINDS),
        (("ostrane courier, “late”", 3), (str, int)),
        ((datetime(2026, 11, 23, 12, tzinfo=UTC), -1.0, 7), (datetime, float, int)),
    ],
)
def test_a_cursor_comes_back_as_the_key_it_was(key, kinds):
    assert read_cursor(write_cursor(key), kinds) == key


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "null", "{}", "[]", "[1]", "[1,2]", "[0.5,1,2]", '["a",1]', "[0.5,true]",
        "[NaN,1]", "[1e999,1]", f"[0.5,{2**63}]", "[" * 5000, "[0.5," + "9" * 5000 + "]",
    ],
)  # fmt: skip
def test_what_is_no_cursor_of_ours_begins_the_list_anew(text):
    assert read_cursor(text, KINDS) is None


@pytest.mark.parametrize("part", ['"2026-11-23"', '"2026-11-23T12:00:00"', '"soon"', "5"])
def test_a_time_in_a_cursor_has_a_zone(part):
    assert read_cursor(f"[{part}]", (datetime,)) is None


def test_words_in_a_cursor_hold_no_nul():
    assert read_cursor('["a\\u0000b"]', (str,)) is None
