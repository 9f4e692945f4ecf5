"""An article comes in whole, or is refused with what is wrong and what would work."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from review.intake.errors import Unreadable, UnreadableCode
from review.intake.limits import DEFAULT, Limits
from review.intake.reading import read_document, read_html, read_pasted
from tests.parsing import documents
from tests.parsing.documents import BYLINE, SENTENCE, TITLE

PLAIN = f"{TITLE}\nBy {BYLINE}\n\n{SENTENCE}".encode()
PAGE = f"<!doctype html><body><h1>{TITLE}</h1><p>By {BYLINE}</p><p>{SENTENCE}</p></body>".encode()
LOCKED = documents.pdf_writer([SENTENCE])
LOCKED.encrypt("secret")


@pytest.mark.parametrize(
    ("filename", "data"),
    [
        ("a.txt", PLAIN),
        ("a.md", b"# " + PLAIN.replace(b"\n", b"\n\n")),
        ("a.html", PAGE),
        ("a.docx", documents.docx_bytes()),
        ("a.odt", documents.saved(documents.odt_document())),
        ("a.pdf", documents.pdf_bytes(documents.pdf_writer([TITLE, SENTENCE]))),
    ],
)
def test_each_format_is_read_in_its_cage(filename: str, data: bytes) -> None:
    document = read_document(data, filename)
    assert TITLE in document.text
    assert SENTENCE in document.text
    assert document.title == TITLE


@pytest.mark.parametrize(
    ("filename", "data", "code"),
    [
        ("empty.txt", b"", UnreadableCode.EMPTY),
        ("blank.txt", b" \n \n", UnreadableCode.NO_TEXT),
        ("line.txt", b"a" * 10_000_000, UnreadableCode.TOO_LARGE),
        ("line.txt", b"a" * 300_000, UnreadableCode.LONG_LINE),
        ("long.txt", b"A line of words.\n" * 100_000, UnreadableCode.TOO_LONG),
        ("marks.md", b"[a " * 150_000, UnreadableCode.TOO_LONG),
        ("picture.docx", b"\x89PNG\r\n\x1a\n" + bytes(99), UnreadableCode.WRONG_TYPE),
        ("broken.pdf", b"%PDF-1.7\nthis is none", UnreadableCode.BROKEN),
        ("locked.pdf", documents.pdf_bytes(LOCKED), UnreadableCode.ENCRYPTED),
        ("invalid.txt", b"abc \xc3\x28 def", UnreadableCode.UNDECODABLE),
        ("old.doc", b"x", UnreadableCode.WRONG_TYPE),
    ],
)
def test_what_cannot_be_read_says_so_and_what_would_work(
    filename: str, data: bytes, code: UnreadableCode
) -> None:
    with pytest.raises(Unreadable) as caught:
        read_document(data, filename)
    assert caught.value.code is code
    assert caught.value.status == 422
    assert caught.value.message.endswith(".")
    assert caught.value.remedy.endswith(".")


def test_a_zip_bomb_named_as_a_word_document_is_refused() -> None:
    data = documents.repacked(documents.docx_bytes(), {"word/media/x.bin": b"\0" * 200_000_000})
    with pytest.raises(Unreadable) as caught:
        read_document(data, "a.docx")
    assert caught.value.code is UnreadableCode.BOMB


def test_a_file_on_disk_is_read_like_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(PLAIN)
    assert read_document(path, "a.txt") == read_document(PLAIN, "a.txt")


def test_other_files_may_be_larger_than_text() -> None:
    limits = replace(DEFAULT, text_file_bytes=10, file_bytes=1_000_000)
    assert read_document(documents.docx_bytes(), "a.docx", limits=limits).title == TITLE
    with pytest.raises(Unreadable):
        read_document(PLAIN, "a.txt", limits=limits)


def test_a_parser_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(Unreadable) as caught:
        read_document(PAGE, "a.html", limits=Limits(wall_seconds=0.01))
    assert caught.value.code is UnreadableCode.TOO_SLOW


def test_a_page_from_a_link_names_its_site() -> None:
    document = read_html(PAGE, "https://www.harrow-ledger.example/story.php?id=7")
    assert document.publisher == "harrow-ledger.example"
    assert SENTENCE in document.text


def test_pasted_words_are_read_like_a_text_file() -> None:
    document = read_pasted(PLAIN.decode().replace("\n", "\r\n"))
    assert document == read_document(PLAIN, "a.txt")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", UnreadableCode.EMPTY),
        (" \n", UnreadableCode.NO_TEXT),
        ("a" * 6_000_000, UnreadableCode.TOO_LARGE),
        ("a b\n" * 200_000, UnreadableCode.TOO_LONG),
        ("a" * 200_000, UnreadableCode.LONG_LINE),
    ],
)
def test_pasted_words_keep_to_the_same_limits(text: str, code: UnreadableCode) -> None:
    with pytest.raises(Unreadable) as caught:
        read_pasted(text)
    assert caught.value.code is code


def test_no_parser_is_loaded_in_the_web_process() -> None:
    program = (
        "import sys; import review.intake.reading, review.capture.extract;"
        "print({'trafilatura', 'docx', 'pypdf', 'odfdo', 'lxml'} & set(sys.modules))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "set()"
