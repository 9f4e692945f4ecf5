"""The table opens in a spreadsheet as text, one row a claim."""

import csv
import io
from dataclasses import replace

import pytest

from review.exports.claim_table import COLUMNS, render
from tests.report_sample import HOSTILE, WORDS, altered, content, draft, reported


def table(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_there_is_one_row_for_each_claim_signed_or_not_in_the_order_of_numbers() -> None:
    found = table(render(draft()))
    assert [row["claim"] for row in found] == ["1", "2", "3", "4", "5"]
    assert [row["state"] for row in found] == ["signed_off"] * 3 + ["queued", "withdrawn"]
    assert tuple(found[0]) == COLUMNS


def test_a_claim_that_is_not_verified_has_a_reason_and_no_verdict() -> None:
    row = table(render(draft()))[3]
    assert (row["verdict"], row["why_not_verified"]) == ("", "It waits.")
    assert row["words"] == WORDS[4] == HOSTILE


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_begins_as_a_formula(start: str) -> None:
    signed = altered(content(1), "decision.reason", f"{start}1+1")
    row = table(render(replace(draft(), claims=(reported(1, signed),))))[0]
    assert row["reason"] == f"'{start}1+1"


def test_words_that_are_no_formula_stay_as_they_are() -> None:
    signed = altered(content(1), "decision.reason", '1 = 1, "so"\nit is')
    row = table(render(replace(draft(), claims=(reported(1, signed),))))[0]
    assert row["reason"] == '1 = 1, "so"\nit is'


def test_the_file_begins_with_the_mark_by_which_excel_knows_utf_8() -> None:
    assert render(draft()).startswith(b"\xef\xbb\xbf")


def test_a_rating_is_given_only_where_the_verdict_has_one() -> None:
    assert [row["rating_1_to_5"] for row in table(render(draft()))[:3]] == ["", "", "4"]


def test_the_level_is_told_for_an_accusation_only() -> None:
    found = table(render(draft()))
    assert [row["indicator_level"] for row in found[:2]] == ["1", ""]
