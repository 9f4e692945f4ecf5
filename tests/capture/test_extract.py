"""Captured bytes give their text; what has none says so."""

import pytest

from review.capture.extract import extract_text
from review.parsing.errors import Unreadable, UnreadableCode

PAGE = b"<!doctype html><html><body><h1>Third held</h1><p>Bureau 9 said so in Harrow.</p></body>"


def test_a_captured_page_gives_its_text_and_its_site() -> None:
    document = extract_text(PAGE, "text/html", "https://www.harrow-ledger.example/a")
    assert "Bureau 9 said so in Harrow." in document.text
    assert document.publisher == "harrow-ledger.example"


def test_captured_plain_text_is_read_without_an_address() -> None:
    assert extract_text(b"Bureau 9 said so.", "text/plain").publisher == ""


def test_a_picture_has_no_text() -> None:
    with pytest.raises(Unreadable) as caught:
        extract_text(b"\x89PNG", "image/png")
    assert caught.value.code is UnreadableCode.WRONG_TYPE
    assert "image/png" in caught.value.message
