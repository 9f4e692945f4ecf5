"""Says what kind of file some bytes are, by what is in them and never by their name alone.

The name only chooses among kinds of plain text, which look the same inside.
"""

import codecs
import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

import filetype

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT: Final = "application/vnd.oasis.opendocument.text"
PDF: Final = "application/pdf"
RTF: Final = "application/rtf"
HTML: Final = "text/html"
TEXT: Final = "text/plain"
MARKDOWN: Final = "text/markdown"
ZIP: Final = "application/zip"
OLE: Final = "application/x-ole-storage"
UNKNOWN: Final = "application/octet-stream"

_HEAD_BYTES = 8192
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\v\f\r")
_OFFICE = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX), ("ppt/presentation.xml", PPTX))
_TEXT_NAMES = {".md": MARKDOWN, ".csv": "text/csv", ".json": "application/json"}
_OPENINGS = (
    (b"%pdf-", PDF),
    (b"{\\rtf", RTF),
    (b"<svg", "image/svg+xml"),
)
# How pages begin, as browsers tell them (WHATWG MIME Sniffing, section 7.1).
_PAGE = re.compile(
    rb"<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[\s>]"
    rb"|<!--"
)


def media_type(source: bytes | Path | BinaryIO, filename: str = "") -> str:
    """The media type of a file's bytes; ``application/octet-stream`` when nothing fits.

    An open file is read from its beginning, and left at any place.
    """
    head = _head(source)
    opening = head.removeprefix(codecs.BOM_UTF8).lstrip()[:512].lower()
    if head.startswith(b"PK\x03\x04"):
        return _zip_type(source)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return OLE
    for start, kind in _OPENINGS:
        if opening.startswith(start):
            return kind
    if _PAGE.match(opening):
        return HTML
    if _is_text(head):
        return _text_type(opening, filename)
    return filetype.guess_mime(head) or (UNKNOWN if _has_controls(head) else TEXT)


def _head(source: bytes | Path | BinaryIO) -> bytes:
    if isinstance(source, bytes):
        return source[:_HEAD_BYTES]
    if isinstance(source, Path):
        with source.open("rb") as stream:
            return stream.read(_HEAD_BYTES)
    source.seek(0)
    return source.read(_HEAD_BYTES)


def _has_controls(head: bytes) -> bool:
    return not head or not _CONTROLS.isdisjoint(head)


def _is_text(head: bytes) -> bool:
    """Text that says so by a byte order mark, or that is UTF-8 as far as the head goes."""
    if head.startswith(_BOMS):
        return True
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return not _has_controls(head)


def _text_type(opening: bytes, filename: str) -> str:
    if opening.startswith(b"<?xml"):
        markup = ((b"<html", HTML), (b"<svg", "image/svg+xml"))
        return next((kind for mark, kind in markup if mark in opening), "application/xml")
    return _TEXT_NAMES.get(Path(filename).suffix.lower(), TEXT)


def _zip_type(source: bytes | Path | BinaryIO) -> str:
    try:
        with zipfile.ZipFile(BytesIO(source) if isinstance(source, bytes) else source) as archive:
            return _packed_type(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return ZIP


def _packed_type(archive: zipfile.ZipFile) -> str:
    names = frozenset(archive.namelist())
    for member, kind in _OFFICE:
        if member in names:
            return kind
    if "mimetype" not in names:
        return ZIP
    with archive.open("mimetype") as stream:
        named = stream.read(100).decode("ascii", "ignore").strip()
    return named if named.startswith(("application/vnd.oasis.", "application/epub+zip")) else ZIP
