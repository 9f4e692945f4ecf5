"""The page stands alone, attributes what it repeats, and says what it does not know."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from review.exports.page import data_of, render
from review.exports.sealed import seal
from tests.browser import scrolls_sideways, violations
from tests.report_sample import altered, content, draft, final, reported


class Reader(HTMLParser):
    """Collects what a page would load, run or link to."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.scripts: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"]] if given.get("id") else []  # type: ignore[list-item]
        self.links += [given.get("href") or ""] if tag == "a" else []
        self.loads += [tag] if tag in {"link", "img", "iframe", "object", "form"} else []
        self.scripts += [given.get("type")] if tag == "script" else []
        assert not [name for name in given if name.startswith("on") or name == "style"]


def read(page: bytes) -> Reader:
    reader = Reader()
    reader.feed(page.decode())
    return reader


@pytest.fixture(scope="module")
def page() -> bytes:
    return render(draft())


def text(page: bytes) -> str:
    words = re.sub(r"<style.*?</style>|<script.*?</script>|<[^>]*>", "", page.decode(), flags=re.S)
    return re.sub(r"\s+", " ", words)


def test_the_page_asks_nothing_of_anybody_and_runs_nothing(page: bytes) -> None:
    found = read(page)
    assert found.loads == []
    assert found.scripts == ["application/json"]
    assert b"url(" not in page
    assert b"@import" not in page


def test_words_of_users_stay_words(page: bytes) -> None:
    assert b"<b>{{" not in page
    assert b"alert(1)</script>" not in page
    assert b"{{ 7*7 }}" in page


def test_every_link_inside_the_page_has_its_place(page: bytes) -> None:
    found = read(page)
    inside = {link[1:] for link in found.links if link.startswith("#")}
    assert inside <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))


def test_only_web_addresses_become_links(page: bytes) -> None:
    outside = [link for link in read(page).links if not link.startswith("#")]
    assert outside == ["https://docket.example/3"]


def test_an_accusation_is_always_somebody_s_and_never_a_heading_of_its_own(page: bytes) -> None:
    assert "Claimed by Bureau 9: Ilan Maresk sent forty pages abroad" in text(page)


@pytest.mark.parametrize(
    ("accuser", "heading"),
    [("Bureau 9", "Claimed by Bureau 9: Ilan"), ("", "Claimed: Ilan")],
)
def test_an_accusation_without_a_speaker_in_the_text_is_still_a_claim(
    accuser: str, heading: str
) -> None:
    signed = altered(content(1), "claim.attributed_to", "")
    signed = altered(signed, "accusation.accuser", accuser)
    assert heading in text(render(replace(draft(), claims=(reported(1, signed),))))


def test_an_accusation_without_a_record_is_still_a_claim() -> None:
    signed = altered(altered(content(1), "claim.attributed_to", ""), "accusation", None)
    assert "Claimed: Ilan" in text(render(replace(draft(), claims=(reported(1, signed),))))


def test_what_is_not_verified_is_named_with_its_reason(page: bytes) -> None:
    said = text(page)
    assert "Claimed, not verified: It was a cold spring. Withdrawn. Not a claim" in said
    assert "Waived by Ana Belcourt: Weather as scenery" in said


@pytest.mark.parametrize(
    "words",
    [
        "source usually reliable, information probably true",
        "Two items, one independent origin.",
        "Alarm: the evidence quotes itself in a circle.",
        "is the body that investigates or prosecutes it (independence)",
        "After adjudication: partly.",
        "29 of 30 indicators could not be answered",
        "Two pages were shown in court",
        "Pell Anders (legal) declined the level: Too thin",
        "Answer, 23 Nov 2026, 12:03 UTC: None were secret",
        "No answer by 23 Nov 2026, 12:03 UTC.",
        "Cato Ferm adjudicated on 23 Nov 2026, 12:03 UTC",
        "Ana Belcourt waived the gate “alarm”: The court speaks alone",
        "Ana Belcourt signed it off on 23 Nov 2026, 12:03 UTC. Read twice",
        "forty (figure), Ilan Maresk (name, not ticked by everybody)",
        "It follows report 1.",
        "A level is not a verdict.",
        "Who pays Readers.",
    ],
)
def test_the_page_says_all_that_was_signed(page: bytes, words: str) -> None:
    assert words in text(page)


def test_a_changed_wording_shows_what_goes_and_what_comes(page: bytes) -> None:
    assert b"<del>doubled</del><ins>rose by 80 percent</ins>" in page


def test_what_is_withheld_is_said_at_the_claim() -> None:
    claim = replace(reported(3), withheld=("E1: source withheld (sealed)",))
    said = text(render(replace(draft(), claims=(claim,))))
    assert "Not shown here: E1: source withheld (sealed). The hash below is of the whole" in said


def test_a_final_report_says_neither_draft_nor_names(page: bytes) -> None:
    said = text(render(final()))
    assert "DRAFT" in text(page)
    assert "DRAFT" not in said
    assert "Ask the desk to confirm the digest" in said
    assert "The desk has not said who pays" in said


def test_the_page_carries_the_whole_report_as_data(page: bytes) -> None:
    data = data_of(page)
    assert data is not None
    assert json.loads(data) == json.loads(seal(draft()).document)
    assert data_of(b"<p>no data</p>") is None


def test_the_reader_is_told_how_to_verify(page: bytes) -> None:
    assert "proofdesk verify article-0001-report-002-public-draft.html --head HASH" in text(page)
    assert seal(draft()).sha256 in text(page)


@pytest.mark.browser
@pytest.mark.parametrize("make", [draft, final])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_passes_axe_and_does_not_scroll_sideways(
    browser: Browser, tmp_path: Path, make: Callable[[], Any], width: int
) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(render(make()))
    opened = browser.new_page(viewport={"width": width, "height": 900})
    opened.goto(file.as_uri())
    assert violations(opened) == []
    assert not scrolls_sideways(opened)
    opened.close()


@pytest.mark.browser
def test_draft_stands_on_every_printed_page(browser: Browser, tmp_path: Path) -> None:
    from pypdf import PdfReader

    file, printed = tmp_path / "report.html", tmp_path / "report.pdf"
    file.write_bytes(render(draft()))
    opened = browser.new_page()
    opened.goto(file.as_uri())
    opened.pdf(path=printed, format="A4")
    opened.close()
    pages = [one.extract_text() for one in PdfReader(printed).pages]
    assert len(pages) > 2
    assert all("DRAFT" in words for words in pages)
