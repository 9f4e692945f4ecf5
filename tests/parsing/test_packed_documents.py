"""Packed documents that are broken, locked, harmful, or of another kind than their name."""

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from review.parsing.archive import check_archive
from review.parsing.child import parse
from review.parsing.errors import Unreadable, UnreadableCode
from review.parsing.kinds import Kind, check_kind, kind_by_name
from review.parsing.limits import DEFAULT
from tests.parsing import documents


def refusal(data: bytes, kind: Kind) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        parse(data, kind, DEFAULT)
    assert caught.value.remedy
    return caught.value


def bomb(size: int = 60_000_000) -> bytes:
    return documents.repacked(documents.docx_bytes(), {"word/document.xml": b" " * size})


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    assert refusal(bomb(), Kind.DOCX).code is UnreadableCode.BOMB


@pytest.mark.parametrize(
    "limits",
    [
        replace(DEFAULT, archive_members=3),
        replace(DEFAULT, archive_bytes=1000),
        replace(DEFAULT, markup_bytes=1000),
    ],
)
def test_each_limit_of_an_archive_holds_alone(limits: object) -> None:
    with pytest.raises(Unreadable) as caught:
        check_archive(documents.docx_bytes(), limits)  # type: ignore[arg-type]
    assert caught.value.code is UnreadableCode.BOMB


def test_the_ratio_of_an_archive_counts_above_a_small_size() -> None:
    check_archive(documents.docx_bytes(), replace(DEFAULT, archive_ratio=1))
    with pytest.raises(Unreadable):
        check_archive(bomb(20_000_000), DEFAULT)


def test_an_archive_without_its_directory_is_broken() -> None:
    with pytest.raises(Unreadable) as caught:
        check_archive(documents.docx_bytes()[:-100], DEFAULT)
    assert caught.value.code is UnreadableCode.BROKEN


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.ODT])
def test_a_cut_document_is_broken(kind: Kind) -> None:
    whole = {
        Kind.DOCX: documents.docx_bytes(),
        Kind.ODT: documents.saved(documents.odt_document()),
    }
    assert refusal(whole[kind][:-100], kind).code is UnreadableCode.BROKEN


def test_broken_markup_in_a_good_archive_is_broken() -> None:
    word = documents.repacked(documents.docx_bytes(), {"word/document.xml": b"<w:document>"})
    assert refusal(word, Kind.DOCX).code is UnreadableCode.BROKEN
    odt = documents.saved(documents.odt_document())
    odt = documents.repacked(odt, {"content.xml": b"<office"})
    assert refusal(odt, Kind.ODT).code is UnreadableCode.BROKEN


def test_a_locked_open_document_is_refused() -> None:
    odt = documents.saved(documents.odt_document())
    manifest = documents.member(odt, "META-INF/manifest.xml")
    locked = manifest.replace(b"<manifest:file-entry", b"<manifest:encryption-data/><x", 1)
    odt = documents.repacked(odt, {"META-INF/manifest.xml": locked, "content.xml": b"\x8f\x01"})
    assert refusal(odt, Kind.ODT).code is UnreadableCode.ENCRYPTED


def test_a_locked_archive_member_is_refused() -> None:
    data = bytearray(documents.docx_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(data), Kind.DOCX).code is UnreadableCode.ENCRYPTED


def test_a_locked_word_document_is_told_from_an_old_one() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    locked = container + "EncryptedPackage".encode("utf-16-le")
    assert refusal(locked, Kind.DOCX).code is UnreadableCode.ENCRYPTED
    assert refusal(container, Kind.DOCX).code is UnreadableCode.WRONG_TYPE


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.ODT])
def test_a_document_cannot_draw_in_other_files(kind: Kind, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the key of the desk")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    name, data = {
        Kind.DOCX: ("word/document.xml", documents.docx_bytes()),
        Kind.ODT: ("content.xml", documents.saved(documents.odt_document())),
    }[kind]
    declaration, _, markup = documents.member(data, name).decode().partition("?>")
    markup = markup.replace(documents.SENTENCE, "A word &e; here.")
    assert "&e;" in markup
    data = documents.repacked(data, {name: f"{declaration}?>{entity}{markup}".encode()})
    text = parse(data, kind, DEFAULT).text
    assert text.endswith("A word  here.")
    assert "key of the desk" not in text


def sheet() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", "")
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "kind", "seen", "works"),
    [
        (documents.docx_bytes(), Kind.TEXT, "a Word document", "rename it to end in .docx"),
        (documents.docx_bytes(), Kind.PDF, "a Word document", ".docx"),
        (b"%PDF-1.7", Kind.DOCX, "a PDF", ".pdf"),
        (b"<!doctype html><p>x", Kind.TEXT, "a web page", ".html"),
        (b"just words", Kind.PDF, "plain text", ".txt"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), Kind.TEXT, "a picture", "paste"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), Kind.HTML, "a picture", "paste"),
        (b"{\\rtf1 x}", Kind.MARKDOWN, "Rich Text", "paste"),
        (sheet(), Kind.DOCX, "a spreadsheet", "paste"),
        (b"\x7fELF" + bytes(64), Kind.PDF, "a file of type", "paste"),
    ],
)
def test_a_wrong_kind_behind_a_right_name_is_named(
    data: bytes, kind: Kind, seen: str, works: str
) -> None:
    error = refusal(data, kind)
    assert error.code is UnreadableCode.WRONG_TYPE
    assert seen in error.message
    assert works in error.remedy


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<?xml version='1.0'?><note/>", Kind.TEXT),
        (b"<svg/>", Kind.MARKDOWN),
        (b"<?xml version='1.0'?><html>", Kind.HTML),
        (b"<?xml version='1.0'?><note/>", Kind.HTML),
        (b"\x01\x02", Kind.TEXT),
    ],
)
def test_text_of_any_kind_may_be_tried_as_text(data: bytes, kind: Kind) -> None:
    check_kind(kind, data)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.TXT", Kind.TEXT),
        ("b.markdown", Kind.MARKDOWN),
        ("c.d.htm", Kind.HTML),
        ("e.docx", Kind.DOCX),
        ("f.odt", Kind.ODT),
        ("g.Pdf", Kind.PDF),
    ],
)
def test_a_name_promises_a_kind(name: str, kind: Kind) -> None:
    assert kind_by_name(name) is kind


@pytest.mark.parametrize(
    ("name", "message", "remedy"),
    [
        ("a.doc", "ending in .doc ", "save it as .docx"),
        ("a.exe", "ending in .exe ", ".txt, .md, .html"),
        ("article", "without an ending", "paste"),
    ],
)
def test_a_name_that_promises_nothing_is_refused(name: str, message: str, remedy: str) -> None:
    with pytest.raises(Unreadable) as caught:
        kind_by_name(name)
    assert message in caught.value.message
    assert remedy in caught.value.remedy
