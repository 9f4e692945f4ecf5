"""The register's page: filters kept in the address, hostile words as data, and paging."""

from __future__ import annotations

import html
from urllib.parse import quote

import pytest

from review.services import accusations
from tests.web.claim_room import Room

HOSTILE = [
    "%",
    "_",
    "'",
    '"',
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "{{ 7*7 }}",
    "\\",
    "😀" * 600,
]


def test_a_row_tells_who_accuses_whom_and_where_it_stands(room: Room) -> None:
    with room.at_work() as desk:
        desk.sheet.place, desk.sheet.law = "Ostrane", "Article 214"
        accusations.flag(desk.session, claim_id=room.accusation, actor=desk.jon, reason="A secret.")
    page = html.unescape(room.as_("zoe").page("/accusations"))
    for words in ("Bureau 9", "Ilan Maresk", "Ostrane", "Flag open", "too few to show a pattern",
                  "By year", "Not dated", 'href="/accusations/1"', "Suspicion"):  # fmt: skip
        assert words in page
    assert "A secret." not in page
    assert page.count("<h1") == 1


def test_filters_are_kept_in_the_address_and_in_the_form(room: Room) -> None:
    with room.at_work() as desk:
        desk.sheet.place = "Ostrane & Karst"
    browser = room.as_("reader")
    page = browser.page("/accusations?place=Ostrane+%26+Karst&stage=suspicion&q=maresk")
    assert '<option value="Ostrane &amp; Karst" selected>' in page
    assert 'type="hidden" name="stage" value="suspicion"' in page
    assert 'name="q" value="maresk"' in page
    assert 'href="/accusations?place=Ostrane+%26+Karst&amp;q=maresk"' in page
    none = browser.page("/accusations?place=Nowhere")
    assert "No accusation on the register is like that." in none


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_find_nothing_and_stay_words(room: Room, words: str) -> None:
    page = room.as_("reader").page(f"/accusations?q={quote(words)}&accuser={quote(words)}")
    assert "<script>alert" not in page
    assert "No accusation on the register is like that." in page
    assert html.escape(words[:500], quote=False)[:20] in page.replace("&#34;", '"').replace(
        "&#39;", "'"
    )


@pytest.mark.parametrize(
    "asked",
    [
        "stage=rumour",
        "before=x",
        "before=-1",
        "before=" + "9" * 30,
        "before=99999999999",
        "flagged=yes",
        "before=²",
    ],
)
def test_a_filter_that_cannot_be_is_as_if_not_there(room: Room, asked: str) -> None:
    assert "Ilan Maresk" in room.as_("reader").page(f"/accusations?{asked}")


def test_an_empty_register_says_what_would_fill_it(room: Room) -> None:
    with room.at_work() as desk:
        desk.session.delete(desk.sheet)
    page = room.as_("reader").page("/accusations")
    assert "No accusation here" in page
    assert "To the queue" in page


def test_another_desk_reads_nothing_of_it(room: Room) -> None:
    page = room.stranger().page("/accusations")
    assert 'href="/accusations/1"' not in page
    assert 'href="/accusations/2"' in page
