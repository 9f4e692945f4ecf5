"""The kind of a file is told from its bytes; a name only chooses among kinds of text."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from review import media
from review.media import media_type


def packed(members: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return target.getvalue()


ODT_BYTES = packed({"mimetype": media.ODT.encode()})
PNG_BYTES = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.mark.parametrize(
    ("data", "filename", "expected"),
    [
        (PNG_BYTES, "note.txt", "image/png"),
        (b"%PDF-1.7\n...", "", media.PDF),
        (b"{\\rtf1 text}", "a.txt", media.RTF),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "a.docx", media.OLE),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>x", "", media.HTML),
        (b"<!-- a page --><p>x", "a.txt", media.HTML),
        (b"\n<HEAD>\n<title>", "", media.HTML),
        (b"<people> are said to be <b>bold</b>", "", media.TEXT),
        (b"<?xml version='1.0'?><html>", "", media.HTML),
        (b"<?xml version='1.0'?><svg/>", "", "image/svg+xml"),
        (b"<?xml version='1.0'?><note/>", "", "application/xml"),
        (b"<svg/>", "", "image/svg+xml"),
        (b"Bureau 9 said so.", "", media.TEXT),
        (b"BM said so, and GIFs are pictures.", "", media.TEXT),
        (b"# Bureau 9", "a.MD", media.MARKDOWN),
        (b"a,b", "a.csv", "text/csv"),
        (b"{}", "a.json", "application/json"),
        ("Bureau 9".encode("utf-16"), "", media.TEXT),
        ("Бюро".encode("cp1251"), "", media.TEXT),
        ("ж".encode() * 8192, "", media.TEXT),
        (b"\x01\x02\x03", "a.txt", media.UNKNOWN),
        (b"", "a.txt", media.UNKNOWN),
        (packed({"word/document.xml": b""}), "", media.DOCX),
        (packed({"xl/workbook.xml": b""}), "a.docx", media.XLSX),
        (packed({"ppt/presentation.xml": b""}), "", media.PPTX),
        (ODT_BYTES, "", media.ODT),
        (packed({"mimetype": b"application/epub+zip"}), "", "application/epub+zip"),
        (packed({"mimetype": b"text/x-evil"}), "", media.ZIP),
        (packed({"other": b""}), "", media.ZIP),
        (ODT_BYTES[:40], "", media.ZIP),
    ],
)
def test_the_kind_is_told_from_the_bytes(data: bytes, filename: str, expected: str) -> None:
    assert media_type(data, filename) == expected


@pytest.mark.parametrize("data", [PNG_BYTES, ODT_BYTES, b"plain words"])
def test_a_file_on_disk_is_told_like_its_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "unnamed"
    path.write_bytes(data)
    assert media_type(path) == media_type(data)


def test_letters_cut_at_the_end_of_the_looked_at_part_are_still_text() -> None:
    assert media_type(b"a" + "ж".encode() * 8192) == media.TEXT
