"""The kinds of file that can be read, and the check that a file is of the kind it is named as."""

from enum import StrEnum
from pathlib import PurePath

from review import media
from review.parsing.archive import broken, locked
from review.parsing.errors import Unreadable, UnreadableCode

READABLE = "Use .txt, .md, .html, .docx, .odt or .pdf, or paste the text."


class Kind(StrEnum):
    TEXT = media.TEXT
    MARKDOWN = media.MARKDOWN
    HTML = media.HTML
    DOCX = media.DOCX
    ODT = media.ODT
    PDF = media.PDF

    @property
    def is_plain(self) -> bool:
        return self in {Kind.TEXT, Kind.MARKDOWN, Kind.HTML}

    @property
    def reader(self) -> str:
        """The module that reads this kind. It is loaded in a process apart only."""
        return f"review.parsing.formats.{_READERS[self]}"


_READERS = {
    Kind.TEXT: "plain",
    Kind.MARKDOWN: "markdown",
    Kind.HTML: "html",
    Kind.DOCX: "docx",
    Kind.ODT: "odt",
    Kind.PDF: "pdf",
}
_BY_NAME = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".docx": Kind.DOCX,
    ".odt": Kind.ODT,
    ".pdf": Kind.PDF,
}
_SAVE_AGAIN = "Open it in the program that made it, save it as .docx or .odt, and import that."
_TITLES = {
    media.TEXT: "plain text",
    media.HTML: "a web page",
    media.DOCX: "a Word document",
    media.ODT: "an OpenDocument text",
    media.PDF: "a PDF",
    media.XLSX: "a spreadsheet",
    media.PPTX: "a slide show",
    media.RTF: "a Rich Text document",
    media.ZIP: "a ZIP archive",
    media.OLE: "an old Word, Excel or PowerPoint file",
    media.UNKNOWN: "no kind of document that is known here",
}
_FAMILIES = {"image": "a picture", "audio": "a sound file", "video": "a video"}
_SUFFIXES = {media.TEXT: ".txt", media.HTML: ".html", media.DOCX: ".docx"} | {
    media.ODT: ".odt",
    media.PDF: ".pdf",
}
_OFFICE_LOCK = "EncryptedPackage".encode("utf-16-le")


def kind_by_name(filename: str) -> Kind:
    """The kind that a file's name promises. Raises Unreadable for any other name."""
    suffix = PurePath(filename).suffix.lower()
    if suffix in _BY_NAME:
        return _BY_NAME[suffix]
    named = f"Files ending in {suffix}" if suffix else "Files without an ending"
    remedy = _SAVE_AGAIN if suffix in {".doc", ".rtf", ".wps", ".pages"} else READABLE
    raise Unreadable(UnreadableCode.WRONG_TYPE, f"{named} cannot be read.", remedy)


def check_kind(kind: Kind, data: bytes) -> None:
    """Raise Unreadable unless the bytes are of the kind."""
    found = media.media_type(data)
    if found == kind or (kind.is_plain and found in {media.TEXT, media.UNKNOWN}):
        return
    if kind in {Kind.TEXT, Kind.MARKDOWN} and found not in _TITLES | _SUFFIXES and _is_text(found):
        return
    if kind is Kind.HTML and found in {"application/xml", "image/svg+xml"}:
        return
    if found == media.ZIP and kind in {Kind.DOCX, Kind.ODT}:
        raise broken()
    if found == media.OLE and _OFFICE_LOCK in data:
        raise locked()
    raise _mismatch(kind, found)


def _is_text(found: str) -> bool:
    return found.startswith("text/") or found in {"application/xml", "image/svg+xml"}


def _mismatch(kind: Kind, found: str) -> Unreadable:
    seen = _TITLES.get(found) or _FAMILIES.get(found.partition("/")[0]) or f"a file of type {found}"
    message = f"By its name this file is {_TITLES.get(kind, 'plain text')}, but it holds {seen}."
    suffix = _SUFFIXES.get(found)
    remedy = f"If that is meant, rename it to end in {suffix}." if suffix else READABLE
    return Unreadable(UnreadableCode.WRONG_TYPE, message, remedy)
